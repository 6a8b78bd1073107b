package io.orchestress.analysis.issue;

import io.orchestress.run.Issue.Priority;
import io.orchestress.run.Issue.Recommendation;
import io.orchestress.run.SeriesKey;
import java.util.List;

/** What to do first about a class of failures. */
final class FailureAdvice {
    private FailureAdvice() {}

    static List<Recommendation> on(String failureClass) {
        return List.of(
                new Recommendation(
                        Priority.HIGH, "Most failures are '" + failureClass + "'. " + firstStep(failureClass)),
                new Recommendation(
                        Priority.QUICK_WIN,
                        "Read the target's log for the time range given: one failing request there says more than the rate here."));
    }

    private static String firstStep(String failureClass) {
        switch (failureClass) {
            case SeriesKey.TIMEOUT:
                return "Find what those requests wait for (queue, lock, pool, a model behind it) before raising the time-out.";
            case "connection":
                return "Check the target's connection limit and accept queue, and any proxy between.";
            case "protocol":
                return "The transport worked and the answer carries an error: look at its code in the target's log.";
            case "check":
                return "The answers came and were not what the scenario expects: compare one with the check.";
            case "rate-limited":
                return "The target limits the rate, and says so inside a success: raise its limit for the test, or offer less.";
            case "session-lost":
                return "The target forgot the session: see whether it restarted, or drops sessions.";
            case "tool-error":
                return "The tool itself says that it failed: its text is in the target's answer, and in its log.";
            case "truncated", "no-end", "empty-stream":
                return "The answer broke off: see what closes the connection, the target or a proxy between.";
            case SeriesKey.UNFINISHED:
                return "They were in flight when the load stopped: see whether they were slow or stuck.";
            case "http-429":
                return "The target limits the rate: raise its limit for the test, or offer less.";
            case "http-503":
                return "The target or a proxy refuses load: find the limit that it ran into.";
            default:
                return failureClass.startsWith("http-4")
                        ? "The target rejects the request itself: check path, credentials and data of the scenario first."
                        : "The target fails while it works on the request.";
        }
    }
}
