package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.text.Format;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * SLOW_MEAN: mean latency of all answers, in milliseconds.
 *
 * @param slowMeanMillis mean above which it speaks
 * @param minSamples requests of one name in one phase, or tasks, below which it says nothing
 */
record SlowMean(double slowMeanMillis, long minSamples) implements IssueRule {
    static final IssueType SLOW_MEAN = new IssueType("SLOW_MEAN", "mean latency above {issues.mean}", "high");

    static SlowMean read(Section root) {
        return new SlowMean(
                root.section("issues").duration("mean", Duration.ofMillis(1)).toMillis(), Issues.minSamples(root));
    }

    @Override
    public List<IssueType> types() {
        return List.of(SLOW_MEAN);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        Breaches breaches = Breaches.above(measured, slowMeanMillis, minSamples, SlowMean::meanMillis);
        if (breaches.isEmpty()) {
            return List.of();
        }
        double mean = breaches.worst().actual();
        Latency latency = breaches.worst().request().latencyMicros();
        boolean tail = latency != null && latency.p50() / 1000.0 <= slowMeanMillis;
        return List.of(Diagnosis.of(
                        SLOW_MEAN,
                        Severity.HIGH,
                        "Mean " + Format.beside(mean, "ms", slowMeanMillis) + ", limit "
                                + Format.limit(slowMeanMillis, "ms") + ": " + breaches.where() + ".",
                        breaches.evidence("mean", mean, slowMeanMillis, "ms"))
                .when(tail ? "tail" : "ordinary"));
    }

    private static OptionalDouble meanMillis(RequestResult request) {
        Latency latency = request.latencyMicros();
        return latency == null ? OptionalDouble.empty() : OptionalDouble.of(latency.mean() / 1000);
    }
}
