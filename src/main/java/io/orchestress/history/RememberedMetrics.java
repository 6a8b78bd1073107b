package io.orchestress.history;

import io.orchestress.record.Better;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.record.metric.MetricSample;
import io.orchestress.record.metric.MetricSamples;
import io.orchestress.record.metric.Quantity;
import io.orchestress.record.metric.RunPart;
import java.util.List;
import java.util.stream.Stream;

/**
 * The metrics of a record that are remembered: of the run, and of each phase but warm-up, those that can become better or worse. What was
 * not measured is left out, and so are failure classes: one of which there was none is in no record.
 */
final class RememberedMetrics {
    private RememberedMetrics() {}

    static List<MetricValue> of(RunRecord run) {
        Stream<MetricValue> ofRun = values(RunPart.run(run).together(), MetricValue.ALL);
        Stream<MetricValue> ofPhases =
                run.phases().stream().filter(phase -> !phase.warmUp()).flatMap(phase -> values(run, phase));
        return Stream.concat(ofRun, ofPhases).toList();
    }

    private static Stream<MetricValue> values(RunRecord run, PhaseResult phase) {
        return values(RunPart.phase(run, phase), phase.name());
    }

    private static Stream<MetricValue> values(RunPart part, String phase) {
        return MetricSamples.of(part).stream()
                .filter(RememberedMetrics::isRemembered)
                .map(sample -> new MetricValue(
                        sample.metric(), sample.request(), phase, sample.value(), sample.unit(), sample.better()));
    }

    private static boolean isRemembered(MetricSample sample) {
        boolean resource = sample.labels().containsKey(MetricSample.SUBJECT);
        boolean measured = sample.samples() > 0 || sample.quantity() != Quantity.RATE;
        return measured
                && (sample.better() != Better.NEITHER || resource)
                && sample.isKey()
                && !sample.family().equals(MetricCatalogue.FAILURES);
    }
}
