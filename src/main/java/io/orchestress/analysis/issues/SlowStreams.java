package io.orchestress.analysis.issues;

import io.orchestress.record.AgentResult;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.MetricName;
import io.orchestress.text.Format;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** HIGH_TTFT and SLOW_TOKENS: p95 of the time to the first token, and of the time per output token, above {@code orchestress.slo}. */
final class SlowStreams implements IssueRule {

    @Override
    public List<Diagnosis> judge(IssueContext measured, IssueLimits limits) {
        return Stream.of(
                        find(measured, limits, IssueType.HIGH_TTFT, MetricName.TTFT),
                        find(measured, limits, IssueType.SLOW_TOKENS, MetricName.TPOT))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Diagnosis> find(IssueContext measured, IssueLimits limits, IssueType type, String metric) {
        boolean first = type == IssueType.HIGH_TTFT;
        double limit = first ? limits.agents().ttftMillis() : limits.agents().tpotMillis();
        return AgentBreaches.find(measured, phase -> p95(phase, metric, limits.minSamples()), p95 -> p95 > limit)
                .map(breaches -> Diagnosis.of(
                        type,
                        Severity.MEDIUM,
                        (first ? "p95 of the time to the first token is " : "p95 of the time per output token is ")
                                + Format.beside(breaches.actual(), "ms", limit) + ", limit " + Format.limit(limit, "ms")
                                + " (orchestress.slo." + metric + "): " + breaches.where() + ".",
                        breaches.evidence(metric + ".p95", breaches.actual(), limit, "ms")))
                .stream()
                .toList();
    }

    private static OptionalDouble p95(AgentResult phase, String metric, long minSamples) {
        return phase.times(metric)
                .filter(times -> times.count() >= minSamples)
                .map(times -> OptionalDouble.of(times.micros().p95() / 1000.0))
                .orElse(OptionalDouble.empty());
    }
}
