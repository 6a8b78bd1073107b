package io.orchestress.analysis.gate;

import io.orchestress.run.RunRecord;
import io.orchestress.run.SeriesKey;
import io.orchestress.run.Verdict.Validator;
import java.util.ArrayList;
import java.util.List;

/**
 * How well the run did whatever its limits are: figures from 0 to 100 of the run without warm-up, those with evidence. They are the
 * success rate, 100 × Apdex, the share of good tasks, of tasks done by the expected agent, and of streams without a stall.
 */
final class Validators {
    private Validators() {}

    static List<Validator> of(RunRecord record, long minSamples) {
        Place run = Place.run(record);
        List<Validator> validators = new ArrayList<>();
        add(validators, run, minSamples, RequestFigure.SUCCESS_RATE, 0, 1);
        add(validators, run, minSamples, RequestFigure.APDEX, 0, 100);
        add(validators, run, minSamples, AgentFigure.GOOD_SHARE, 0, 1);
        add(validators, run, minSamples, AgentFigure.ROUTING, 0, 1);
        add(validators, run, minSamples, AgentFigure.STALLED_SHARE, 100, -1);
        return validators;
    }

    private static void add(
            List<Validator> validators, Place run, long minSamples, Figure figure, double base, double factor) {
        figure.at(run, SeriesKey.ALL_REQUESTS, Percentiles.NONE)
                .filter(reading -> reading.samples() >= minSamples)
                .ifPresent(reading -> validators.add(new Validator(
                        figure == AgentFigure.STALLED_SHARE ? "unstalled-share" : figure.word(),
                        base + factor * reading.value())));
    }
}
