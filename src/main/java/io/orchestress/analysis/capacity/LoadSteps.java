package io.orchestress.analysis.capacity;

import io.orchestress.analysis.injector.InjectorLimits;
import io.orchestress.analysis.injector.StepDisturbance;
import io.orchestress.record.CounterRow;
import io.orchestress.record.Interval;
import io.orchestress.record.LoadRamp;
import io.orchestress.record.LoadStep;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.TimeSeriesRow;
import io.orchestress.record.observe.Observer;
import io.orchestress.stats.capacity.StepFigures;
import io.orchestress.workload.kind.LoadModel;
import io.orchestress.workload.kind.PhaseKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The phases of kind step of any workload, in the order in which they were driven. */
final class LoadSteps implements Observer {
    private final Map<String, StepMeasures> steps = new LinkedHashMap<>();
    private final List<PlannedPhase> phases;

    LoadSteps(RunRecord run, CapacityLimits limits, InjectorLimits injector) {
        boolean open = run.model() == LoadModel.OPEN;
        boolean corrected = !open && run.paceMillis() > 0;
        phases = run.plan().stream()
                .filter(phase -> phase.kind() == PhaseKind.STEP && !phase.warmUp() && phase.load() > 0)
                .toList();
        for (PlannedPhase phase : phases) {
            double ramped = open ? LoadRamp.seconds(run.plan(), phase) : 0;
            steps.put(
                    phase.name(),
                    new StepMeasures(
                            phase,
                            open,
                            corrected,
                            phase.startSeconds() + ramped,
                            limits.slo(),
                            run.workload().equals(CapacityAnalysis.SEARCH),
                            new StepDisturbance(injector, run.target(), run.environment())));
        }
    }

    @Override
    public void row(TimeSeriesRow row) {
        // By its time, not by its phase: the second in which a phase begins belongs to where its middle lies.
        for (PlannedPhase phase : phases) {
            double middle = row.atSeconds() - 0.5;
            if (middle >= phase.startSeconds() && middle < phase.endSeconds()) {
                StepMeasures step = steps.get(phase.name());
                if (step != null) {
                    step.row(row);
                }
            }
        }
    }

    @Override
    public void tally(CounterRow row) {
        StepMeasures step = steps.get(row.phase());
        if (step != null) {
            step.tally(row);
        }
    }

    @Override
    public void interval(Interval interval) {
        StepMeasures step = steps.get(interval.series().phase());
        if (step != null) {
            step.interval(interval);
        }
    }

    @Override
    public void resource(ResourceRow row) {
        steps.values().forEach(step -> step.resource(row));
    }

    List<LoadStep> steps() {
        return steps.values().stream()
                .filter(StepMeasures::isMeasured)
                .map(StepMeasures::step)
                .toList();
    }

    List<StepFigures> figures() {
        return steps.values().stream()
                .filter(StepMeasures::isMeasured)
                .map(StepMeasures::figures)
                .toList();
    }
}
