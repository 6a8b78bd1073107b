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
 * HIGH_RESPONSE_TIME: p95 in milliseconds, from the intended start where the record has it.
 *
 * @param highP95Millis p95 above which it speaks
 * @param criticalP95Millis p95 above which it is critical
 * @param minSamples requests of one name in one phase, or tasks, below which it says nothing
 */
record HighResponseTime(double highP95Millis, double criticalP95Millis, long minSamples) implements IssueRule {
    static final IssueType HIGH_RESPONSE_TIME = new IssueType(
            "HIGH_RESPONSE_TIME",
            "p95 above {issues.p95}, corrected where the record has that view",
            "high; critical above {issues.p95-critical}");

    static HighResponseTime read(Section root) {
        Section s = root.section("issues");
        double high = s.duration("p95", Duration.ofMillis(1)).toMillis();
        double critical = s.duration("p95-critical", Duration.ofMillis(1)).toMillis();
        if (high > critical) {
            s.problem("p95", "must not be above p95-critical");
        }
        return new HighResponseTime(high, critical, Issues.minSamples(root));
    }

    @Override
    public List<IssueType> types() {
        return List.of(HIGH_RESPONSE_TIME);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        Breaches breaches = Breaches.above(measured, highP95Millis, minSamples, HighResponseTime::p95Millis);
        if (breaches.isEmpty()) {
            return List.of();
        }
        double p95 = breaches.worst().actual();
        boolean critical = p95 > criticalP95Millis;
        double limit = critical ? criticalP95Millis : highP95Millis;
        boolean corrected = breaches.worst().request().correctedLatencyMicros() != null;
        return List.of(Diagnosis.of(
                        HIGH_RESPONSE_TIME,
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
