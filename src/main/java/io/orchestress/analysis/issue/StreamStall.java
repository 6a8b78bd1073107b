package io.orchestress.analysis.issue;

import io.orchestress.run.AgentResult;
import io.orchestress.run.AgentResult.Streams;
import io.orchestress.run.Issue;
import io.orchestress.run.Issue.Priority;
import io.orchestress.run.Issue.Recommendation;
import io.orchestress.run.Issue.Severity;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/** STREAM_STALL: streams with a gap between two chunks above {@code orchestress.stream.stall} ÷ streams that ended well, 0 to 1. */
final class StreamStall implements IssueRule {

    @Override
    public List<Issue> judge(Measured measured, IssueLimits limits) {
        double limit = limits.agents().stalledRatio();
        return AgentBreaches.find(measured, phase -> share(phase, limits.minSamples()), share -> share > limit)
                .map(breaches -> issue(breaches, limit))
                .stream()
                .toList();
    }

    private static OptionalDouble share(AgentResult phase, long minSamples) {
        Streams streams = phase.streams();
        return streams == null || streams.ok() < minSamples
                ? OptionalDouble.empty()
                : OptionalDouble.of(streams.stalledShare());
    }

    private static Issue issue(AgentBreaches breaches, double limit) {
        Streams streams = Objects.requireNonNull(breaches.worst().streams());
        return new Issue(
                "STREAM_STALL",
                Severity.MEDIUM,
                Figures.percent(breaches.actual()) + " of the streams (" + streams.stalled() + " of " + streams.ok()
                        + ") paused between two chunks for longer than orchestress.stream.stall, limit "
                        + Figures.percent(limit) + ": " + breaches.where() + ".",
                "Readers of these answers saw the text stop in the middle; clients with a read time-out give up there.",
                List.of(
                        new Recommendation(
                                Priority.MEDIUM,
                                "Compare the gaps (ITL, ICL) with the load over time: gaps that grow with it mean that streams share too little of something."),
                        new Recommendation(
                                Priority.LOW,
                                "Rule out buffering between the target and here: a proxy that collects chunks shows as few, long gaps.")),
                breaches.evidence("stalledStreams", 100 * breaches.actual(), 100 * limit, "%"));
    }
}
