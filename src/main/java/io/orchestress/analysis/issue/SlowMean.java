package io.orchestress.analysis.issue;

import io.orchestress.run.Issue;
import io.orchestress.run.Issue.Priority;
import io.orchestress.run.Issue.Recommendation;
import io.orchestress.run.Issue.Severity;
import io.orchestress.run.RequestResult;
import io.orchestress.run.RequestResult.Latency;
import java.util.List;
import java.util.OptionalDouble;

/** SLOW_MEAN: mean latency of all answers, in milliseconds. */
final class SlowMean implements IssueRule {

    @Override
    public List<Issue> judge(Measured measured, IssueLimits limits) {
        Breaches breaches =
                Breaches.above(measured, limits.slowMeanMillis(), limits.minSamples(), SlowMean::meanMillis);
        if (breaches.isEmpty()) {
            return List.of();
        }
        double mean = breaches.worst().actual();
        Latency latency = breaches.worst().request().latencyMicros();
        boolean tail = latency != null && latency.p50() / 1000.0 <= limits.slowMeanMillis();
        return List.of(new Issue(
                "SLOW_MEAN",
                Severity.HIGH,
                "Mean " + Figures.millis(mean) + ", limit " + Figures.millis(limits.slowMeanMillis()) + ": "
                        + breaches.where() + ".",
                tail
                        ? "Half of the requests stay within the limit; a slow rest lifts the mean above it."
                        : "The ordinary request is slow, not only an unlucky one.",
                List.of(new Recommendation(
                        Priority.MEDIUM,
                        tail
                                ? "Look at the latency heat map for a second band: what those requests have in common is the cause."
                                : "Profile the target under this load: the time goes where every request passes.")),
                breaches.evidence("mean", mean, limits.slowMeanMillis(), "ms")));
    }

    private static OptionalDouble meanMillis(RequestResult request) {
        Latency latency = request.latencyMicros();
        return latency == null ? OptionalDouble.empty() : OptionalDouble.of(latency.mean() / 1000);
    }
}
