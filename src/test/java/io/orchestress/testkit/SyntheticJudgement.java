package io.orchestress.testkit;

import io.orchestress.record.Issue;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Priority;
import io.orchestress.record.Issue.Recommendation;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.Verdict;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.NotMeasured;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.record.Verdict.Rule;
import io.orchestress.record.Verdict.Validator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is thought of the synthetic run. */
final class SyntheticJudgement {
    private SyntheticJudgement() {}

    static Verdict failing() {
        return new Verdict(
                Outcome.FAIL,
                58.0,
                "F",
                "p99 is 8.15 s, limit 7.5 s (phase 'spike', worst of 3; from the intended start).",
                List.of(
                        new Gate(
                                "p95",
                                Outcome.WARN,
                                2410.0,
                                2000,
                                "ms",
                                "worst of 3; from the intended start",
                                rule("p95 <= 2 s, fail above 3 s", "p95", "<=", Outcome.WARN, 3000.0, "phase 'spike'")),
                        new Gate(
                                "p99",
                                Outcome.FAIL,
                                8150.0,
                                5000,
                                "ms",
                                "worst of 3; from the intended start",
                                rule(
                                        "p99 <= 5 s, fail above 7.5 s",
                                        "p99",
                                        "<=",
                                        Outcome.WARN,
                                        7500.0,
                                        "phase 'spike'")),
                        new Gate(
                                "error-rate",
                                Outcome.WARN,
                                1.41,
                                1,
                                "%",
                                "1,128 of 80,000 requests failed",
                                rule(
                                        "error-rate <= 1 % warn",
                                        "error-rate", "<=", Outcome.WARN, null, "run without warm-up")),
                        new Gate(
                                "success-rate",
                                Outcome.PASS,
                                98.59,
                                95,
                                "%",
                                "",
                                rule(
                                        "success-rate > 95 %",
                                        "success-rate", ">", Outcome.FAIL, null, "run without warm-up")),
                        new Gate("throughput", Outcome.PASS, 420.3, 0, "1/s", "of a record before version 3"),
                        new Gate(
                                "ttft",
                                Outcome.INCONCLUSIVE,
                                null,
                                800,
                                "ms",
                                "no request or task matches 'chat*'; known: run workflow",
                                rule("ttft.p95 of 'chat*' <= 800 ms", "ttft.p95", "<=", Outcome.FAIL, null, ""))),
                List.of(new NotMeasured(
                        "target-memory",
                        "target.rss.max <= 500 MB, fail above 750 MB, if measured",
                        "target.rss.max was not measured")),
                List.of(new Validator("success-rate", 98.59), new Validator("apdex", 74)));
    }

    private static Rule rule(
            String text,
            String metric,
            String comparison,
            Outcome level,
            @Nullable Double failThreshold,
            String where) {
        return new Rule(text, metric, comparison, level, failThreshold, where);
    }

    static List<Issue> spikeIssues() {
        return List.of(
                new Issue(
                        "ELEVATED_ERROR_RATE",
                        Severity.MEDIUM,
                        "1.41 % of requests failed, more than the target of 0.1 %.",
                        "About one request in seventy has to be repeated by its caller.",
                        List.of(new Recommendation(
                                Priority.QUICK_WIN, "Answer 429 with Retry-After before the queue is full.")),
                        new Evidence(List.of("spike"), List.of(), 120, 210, "error rate", 1.41, 0.1, "%")),
                new Issue(
                        "HIGH_RESPONSE_TIME",
                        Severity.HIGH,
                        "p95 6.12 s, limit 5 s: 'run workflow' in phase 'spike'.",
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
                                "Mean 2.14 s, limit 1 s: 'run workflow' in phase 'spike'.",
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
