package io.orchestress.analysis.issues;

import io.orchestress.record.Issue.Severity;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.text.Format;
import java.util.List;
import java.util.OptionalDouble;

/** SLOW_MEAN: mean latency of all answers, in milliseconds. */
final class SlowMean implements IssueRule {

    @Override
    public List<Diagnosis> judge(IssueContext measured, IssueLimits limits) {
        Breaches breaches =
                Breaches.above(measured, limits.slowMeanMillis(), limits.minSamples(), SlowMean::meanMillis);
        if (breaches.isEmpty()) {
            return List.of();
        }
        double mean = breaches.worst().actual();
        Latency latency = breaches.worst().request().latencyMicros();
        boolean tail = latency != null && latency.p50() / 1000.0 <= limits.slowMeanMillis();
        return List.of(Diagnosis.of(
                        IssueType.SLOW_MEAN,
                        Severity.HIGH,
                        "Mean " + Format.beside(mean, "ms", limits.slowMeanMillis()) + ", limit "
                                + Format.limit(limits.slowMeanMillis(), "ms") + ": " + breaches.where() + ".",
                        breaches.evidence("mean", mean, limits.slowMeanMillis(), "ms"))
                .when(tail ? "tail" : "ordinary"));
    }

    private static OptionalDouble meanMillis(RequestResult request) {
        Latency latency = request.latencyMicros();
        return latency == null ? OptionalDouble.empty() : OptionalDouble.of(latency.mean() / 1000);
    }
}
