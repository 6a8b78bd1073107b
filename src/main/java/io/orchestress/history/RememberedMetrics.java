package io.orchestress.history;

import io.orchestress.record.Better;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.metric.GaugeStat;
import io.orchestress.record.metric.LatencyStat;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.record.metric.MetricSample;
import io.orchestress.record.metric.MetricSamples;
import io.orchestress.record.metric.Quantity;
import io.orchestress.record.metric.RunPart;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The metrics of a record that are remembered: of the run, and of each phase but warm-up, those that can become better or worse. What was
 * not measured is left out, and so are failure classes: one of which there was none is in no record.
 */
final class RememberedMetrics {
    private static final Set<String> OF_TIMES = Stream.of(
                    LatencyStat.MEAN, LatencyStat.P50, LatencyStat.P95, LatencyStat.P99)
            .map(LatencyStat::label)
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> OF_RESOURCES =
            Stream.of(GaugeStat.MEAN, GaugeStat.MAX).map(GaugeStat::label).collect(Collectors.toUnmodifiableSet());

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
                        sample.metric(),
                        sample.request(),
                        phase,
                        sample.value(),
                        sample.unit(),
                        sample.better() == Better.HIGHER));
    }

    private static boolean isRemembered(MetricSample sample) {
        boolean resource = sample.labels().containsKey(MetricSample.SUBJECT);
        String stat = sample.labels().get(MetricSample.STAT);
        boolean measured = sample.samples() > 0 || sample.quantity() != Quantity.RATE;
        return measured
                && (sample.better() != Better.NEITHER || resource)
                && (stat == null || (resource ? OF_RESOURCES : OF_TIMES).contains(stat))
                && !sample.family().equals(MetricCatalogue.FAILURES);
    }
}
