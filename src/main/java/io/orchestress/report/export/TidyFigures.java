package io.orchestress.report.export;

import io.orchestress.record.metric.MetricSample;
import io.orchestress.record.metric.MetricSamples;
import io.orchestress.record.metric.RunPart;
import io.orchestress.report.RunFacts;
import java.util.List;
import java.util.stream.Stream;

/** Every metric of a run by itself: phases in order, then the run without warm-up as phase {@code *}. */
final class TidyFigures {
    private TidyFigures() {}

    /** @param request {@code *}: all of them together */
    record Row(String phase, String request, String metric, String unit, double value) {}

    static List<Row> of(RunFacts facts) {
        return Stream.concat(
                        facts.phasesAndAfter().stream().map(phase -> RunPart.phase(facts.run(), phase)),
                        Stream.of(RunPart.run(facts.run()).together()))
                .flatMap(TidyFigures::rows)
                .toList();
    }

    private static Stream<Row> rows(RunPart part) {
        return MetricSamples.of(part).stream()
                .filter(sample -> Double.isFinite(sample.value()))
                .map(sample -> row(part.name(), sample));
    }

    private static Row row(String phase, MetricSample sample) {
        return new Row(phase, sample.request(), sample.metric(), sample.unit(), sample.value());
    }
}
