package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.record.AgentResult;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.MetricName;
import io.orchestress.text.Format;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * HIGH_TTFT and SLOW_TOKENS: p95 of the time to the first token, and of the time per output token, above {@code orchestress.slo}.
 *
 * @param ttftMillis p95 of the time to the first token above which HIGH_TTFT speaks
 * @param tpotMillis p95 of the time per output token above which SLOW_TOKENS speaks
 * @param minSamples requests of one name in one phase, or tasks, below which it says nothing
 */
record SlowStreams(double ttftMillis, double tpotMillis, long minSamples) implements IssueRule {
    static final IssueType HIGH_TTFT =
            new IssueType("HIGH_TTFT", "p95 of the time to first token above {slo.ttft}", "medium");
    static final IssueType SLOW_TOKENS =
            new IssueType("SLOW_TOKENS", "p95 of the time per output token above {slo.tpot}", "medium");

    static SlowStreams read(Section root) {
        return new SlowStreams(
                root.section("slo").duration("ttft", Duration.ofMillis(1)).toMillis(),
                root.section("slo").duration("tpot", Duration.ofMillis(1)).toMillis(),
                Issues.minSamples(root));
    }

    @Override
    public List<IssueType> types() {
        return List.of(HIGH_TTFT, SLOW_TOKENS);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        return Stream.of(find(measured, HIGH_TTFT, MetricName.TTFT), find(measured, SLOW_TOKENS, MetricName.TPOT))
                .flatMap(List::stream)
                .toList();
    }

    private List<Diagnosis> find(IssueContext measured, IssueType type, String metric) {
        boolean first = type == HIGH_TTFT;
        double limit = first ? ttftMillis : tpotMillis;
        return AgentBreaches.find(measured, phase -> p95(phase, metric, minSamples), p95 -> p95 > limit)
                .map(breaches -> Diagnosis.of(
                        type,
                        Severity.MEDIUM,
                        (first ? "Time to first token p95 " : "Time per output token p95 ")
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
