package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResult.Streams;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.text.Format;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * STREAM_STALL: streams with a gap between two chunks above {@code orchestress.stream.stall} ÷ streams that ended well, 0 to 1.
 *
 * @param stalledRatio stalled ÷ streams above which it speaks
 * @param minSamples requests of one name in one phase, or tasks, below which it says nothing
 */
record StreamStall(double stalledRatio, long minSamples) implements IssueRule {
    static final IssueType STREAM_STALL = new IssueType(
            "STREAM_STALL",
            "more than {issues.stalled-streams %} of the streams with a gap above {stream.stall}",
            "medium");

    static StreamStall read(Section root) {
        return new StreamStall(root.section("issues").share("stalled-streams"), Issues.minSamples(root));
    }

    @Override
    public List<IssueType> types() {
        return List.of(STREAM_STALL);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        double limit = stalledRatio;
        return AgentBreaches.find(measured, phase -> share(phase, minSamples), share -> share > limit)
                .map(breaches -> diagnosis(breaches, limit))
                .stream()
                .toList();
    }

    private static OptionalDouble share(AgentResult phase, long minSamples) {
        Streams streams = phase.streams();
        return streams == null || streams.ok() < minSamples
                ? OptionalDouble.empty()
                : OptionalDouble.of(streams.stalledShare());
    }

    private static Diagnosis diagnosis(AgentBreaches breaches, double limit) {
        Streams streams = Objects.requireNonNull(breaches.worst().streams());
        return Diagnosis.of(
                STREAM_STALL,
                Severity.MEDIUM,
                Format.beside(breaches.actual(), "ratio", limit) + " of streams stalled ("
                        + Format.count(streams.stalled())
                        + " of " + Format.count(streams.ok())
                        + "; gap above orchestress.stream.stall), limit "
                        + Format.limit(limit, "ratio") + ": " + breaches.where() + ".",
                breaches.evidence(MetricCatalogue.STALLED_SHARE.name(), 100 * breaches.actual(), 100 * limit, "%"));
    }
}
