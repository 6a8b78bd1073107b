package io.orchestress.analysis.issues;

import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResult.Streams;
import io.orchestress.record.Issue.Severity;
import io.orchestress.text.Format;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/** STREAM_STALL: streams with a gap between two chunks above {@code orchestress.stream.stall} ÷ streams that ended well, 0 to 1. */
final class StreamStall implements IssueRule {

    @Override
    public List<Diagnosis> judge(IssueContext measured, IssueLimits limits) {
        double limit = limits.agents().stalledRatio();
        return AgentBreaches.find(measured, phase -> share(phase, limits.minSamples()), share -> share > limit)
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
                IssueType.STREAM_STALL,
                Severity.MEDIUM,
                Format.beside(breaches.actual(), "ratio", limit) + " of the streams (" + Format.count(streams.stalled())
                        + " of " + Format.count(streams.ok())
                        + ") paused between two chunks for longer than orchestress.stream.stall, limit "
                        + Format.limit(limit, "ratio") + ": " + breaches.where() + ".",
                breaches.evidence("stalledStreams", 100 * breaches.actual(), 100 * limit, "%"));
    }
}
