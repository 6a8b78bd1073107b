package io.orchestress.analysis.gates;

import io.orchestress.record.RunRecord;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.Verdict.Validator;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.record.metric.MetricDefinition;
import io.orchestress.record.metric.RunPart;
import java.util.ArrayList;
import java.util.List;

/**
 * How well the run did whatever its limits are: figures from 0 to 100 of the run without warm-up, those with evidence. They are the
 * success rate, 100 × Apdex, the share of good tasks, of tasks done by the expected agent, and of streams without a stall.
 */
final class Validators {
    private Validators() {}

    static List<Validator> of(RunRecord record, long minSamples) {
        RunPart run = RunPart.run(record);
        List<Validator> validators = new ArrayList<>();
        add(validators, run, minSamples, MetricCatalogue.SUCCESS_RATE, 0, 1);
        add(validators, run, minSamples, MetricCatalogue.APDEX, 0, 100);
        add(validators, run, minSamples, MetricCatalogue.GOOD_SHARE, 0, 1);
        add(validators, run, minSamples, MetricCatalogue.ROUTING_ACCURACY, 0, 1);
        add(validators, run, minSamples, MetricCatalogue.STALLED_SHARE, 100, -1);
        return validators;
    }

    private static void add(
            List<Validator> validators,
            RunPart run,
            long minSamples,
            MetricDefinition metric,
            double base,
            double factor) {
        new CatalogueMetric(metric)
                .at(run, SeriesKey.ALL_REQUESTS, Percentiles.NONE)
                .filter(reading -> reading.samples() >= minSamples)
                .ifPresent(reading -> validators.add(new Validator(
                        metric == MetricCatalogue.STALLED_SHARE ? "unstalled-share" : metric.name(),
                        base + factor * reading.value())));
    }
}
