package io.orchestress.testkit;

import io.orchestress.analysis.ResourceTimeline;
import io.orchestress.analysis.Timeline;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceResults;
import io.orchestress.record.ResourceResults.Gauge;
import io.orchestress.record.ResourceResults.ResourceResult;
import io.orchestress.record.ResourceResults.Watched;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/** What a synthetic run used: in proportion to its users. From 90 s to 110 s the target could not be read. */
final class SyntheticResources {
    private record Line(String subject, String name, DoubleUnaryOperator byUsers) {
        boolean isRead(double t) {
            return !subject.equals(ResourceName.TARGET) || t < 90 || t >= 110;
        }
    }

    private static final List<Line> LINES = List.of(
            new Line(ResourceName.HOST, ResourceName.CPU, users -> Math.min(0.99, 0.1 + users / 900)),
            new Line(ResourceName.HOST, ResourceName.MEMORY, users -> 0.6 + users / 5000),
            new Line(ResourceName.INJECTOR, ResourceName.CPU, users -> users / 4000),
            new Line(ResourceName.INJECTOR, ResourceName.GC_PAUSE, users -> users / 1e5),
            new Line(ResourceName.INJECTOR, ResourceName.HEAP, users -> (90 + users / 10) * (1 << 20)),
            new Line(ResourceName.TARGET, ResourceName.CPU, users -> Math.min(0.75, 0.02 + users / 1200)),
            new Line(ResourceName.TARGET, ResourceName.OPEN_FILES, users -> 40 + users),
            new Line(ResourceName.TARGET, ResourceName.RSS, users -> (180 + users / 4) * (1 << 20)),
            new Line(ResourceName.TARGET, ResourceName.THREADS, users -> 32));

    private SyntheticResources() {}

    static ResourceResults of(List<PhaseResult> phases, DoubleUnaryOperator users) {
        return new ResourceResults(
                List.of(new Watched(ResourceName.TARGET, 4711)),
                result(
                        ResourceResults.ALL_PHASES,
                        phases.stream().filter(phase -> !phase.warmUp()).toList(),
                        users),
                phases.stream()
                        .map(phase -> result(phase.name(), List.of(phase), users))
                        .toList());
    }

    private static ResourceResult result(String name, List<PhaseResult> phases, DoubleUnaryOperator users) {
        List<Gauge> gauges = new ArrayList<>();
        for (Line line : LINES) {
            List<Double> values = phases.stream()
                    .flatMap(phase -> DoubleStream.iterate(
                                    phase.startSeconds() + 0.5, t -> t < phase.endSeconds(), t -> t + 1)
                            .filter(line::isRead)
                            .map(t -> line.byUsers().applyAsDouble(users.applyAsDouble(t)))
                            .boxed())
                    .toList();
            DoubleSummaryStatistics all =
                    values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
            if (!values.isEmpty()) {
                gauges.add(new Gauge(
                        line.subject(),
                        line.name(),
                        ResourceName.unit(line.name()),
                        all.getCount(),
                        all.getAverage(),
                        all.getMin(),
                        all.getMax(),
                        values.get(0),
                        values.get(values.size() - 1)));
            }
        }
        return new ResourceResult(name, gauges);
    }

    static ResourceTimeline timeline(List<Timeline.Bin> bins) {
        List<ResourceTimeline.Line> lines = new ArrayList<>();
        for (Line line : LINES) {
            List<Double> means = new ArrayList<>();
            bins.forEach(bin ->
                    means.add(line.isRead(bin.atSeconds()) ? line.byUsers().applyAsDouble(bin.users()) : null));
            lines.add(new ResourceTimeline.Line(line.subject(), line.name(), means));
        }
        return new ResourceTimeline(lines);
    }
}
