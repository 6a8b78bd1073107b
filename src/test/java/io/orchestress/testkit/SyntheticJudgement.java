package io.orchestress.testkit;

import io.orchestress.run.Issue;
import io.orchestress.run.Issue.Evidence;
import io.orchestress.run.Issue.Priority;
import io.orchestress.run.Issue.Recommendation;
import io.orchestress.run.Issue.Severity;
import io.orchestress.run.Verdict;
import io.orchestress.run.Verdict.Gate;
import io.orchestress.run.Verdict.Outcome;
import java.util.List;

/** What is thought of the synthetic run. */
final class SyntheticJudgement {
    private SyntheticJudgement() {}

    static Verdict failing() {
        return new Verdict(
                Outcome.FAIL,
                58.0,
                "F",
                "p99 is 1.63 times its limit, which is a blocker.",
                List.of(
                        new Gate("p95", Outcome.WARN, 2410.0, 2000, "ms", "above the limit, below 1.5 times it"),
                        new Gate("p99", Outcome.FAIL, 8150.0, 5000, "ms", "above 1.5 times the limit"),
                        new Gate("error rate", Outcome.WARN, 1.41, 1, "%", "above the limit, below 1.5 times it"),
                        new Gate("success rate", Outcome.PASS, 98.59, 95, "%", ""),
                        new Gate("throughput", Outcome.PASS, 420.3, 0, "/s", "not limited in this profile"),
                        new Gate(
                                "peak memory", Outcome.INCONCLUSIVE, null, 500, "MB", "the target was not monitored")));
    }

    static List<Issue> spikeIssues() {
        return List.of(
                new Issue(
                        "ELEVATED_ERROR_RATE",
                        Severity.MEDIUM,
                        "1.41 % of the requests failed, more than the target of 0.1 %.",
                        "About one request in seventy has to be repeated by its caller.",
                        List.of(new Recommendation(
                                Priority.QUICK_WIN, "Answer 429 with Retry-After before the queue is full.")),
                        new Evidence(List.of("spike"), List.of(), 120, 210, "error rate", 1.41, 0.1, "%")),
                new Issue(
                        "HIGH_RESPONSE_TIME",
                        Severity.HIGH,
                        "p95 of run workflow was 6,120 ms in the spike, above 5,000 ms.",
                        "Every twentieth workflow keeps its caller waiting for more than six seconds.",
                        List.of(
                                new Recommendation(
                                        Priority.HIGH, "Bound the workflow queue and reject early when it is full."),
                                new Recommendation(
                                        Priority.MEDIUM, "Profile the workflow planner under 400 users or more."),
                                new Recommendation(
                                        Priority.LONG_TERM, "Scale the workers by queue length instead of by CPU.")),
                        new Evidence(List.of("spike"), List.of("run workflow"), 120, 210, "p95", 6120, 5000.0, "ms"),
                        List.of(new Issue(
                                "SLOW_MEAN",
                                Severity.HIGH,
                                "Mean 2140 ms, limit 1000 ms: 'run workflow' in phase 'spike'.",
                                "The ordinary request is slow, not only an unlucky one.",
                                List.of(new Recommendation(Priority.MEDIUM, "Profile what every workflow passes.")),
                                new Evidence(
                                        List.of("spike"),
                                        List.of("run workflow"),
                                        120,
                                        210,
                                        "mean",
                                        2140,
                                        1000.0,
                                        "ms")))));
    }
}
