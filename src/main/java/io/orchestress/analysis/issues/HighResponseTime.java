package io.orchestress.analysis.issues;

import io.orchestress.record.Issue.Severity;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.text.Format;
import java.util.List;
import java.util.OptionalDouble;

/** HIGH_RESPONSE_TIME: p95 in milliseconds, from the intended start where the record has it. */
final class HighResponseTime implements IssueRule {

    @Override
    public List<Diagnosis> judge(IssueContext measured, IssueLimits limits) {
        Breaches breaches =
                Breaches.above(measured, limits.highP95Millis(), limits.minSamples(), HighResponseTime::p95Millis);
        if (breaches.isEmpty()) {
            return List.of();
        }
        double p95 = breaches.worst().actual();
        boolean critical = p95 > limits.criticalP95Millis();
        double limit = critical ? limits.criticalP95Millis() : limits.highP95Millis();
        boolean corrected = breaches.worst().request().correctedLatencyMicros() != null;
        return List.of(Diagnosis.of(
                        IssueType.HIGH_RESPONSE_TIME,
                        critical ? Severity.CRITICAL : Severity.HIGH,
                        "p95 " + Format.beside(p95, "ms", limit) + ", limit " + Format.limit(limit, "ms") + ": "
                                + breaches.where() + (corrected ? "; counted from the intended start." : "."),
                        breaches.evidence("p95", p95, limit, "ms"))
                .when(corrected ? "corrected" : "measured"));
    }

    private static OptionalDouble p95Millis(RequestResult request) {
        Latency corrected = request.correctedLatencyMicros();
        Latency latency = corrected == null ? request.latencyMicros() : corrected;
        return latency == null ? OptionalDouble.empty() : OptionalDouble.of(latency.p95() / 1000.0);
    }
}
