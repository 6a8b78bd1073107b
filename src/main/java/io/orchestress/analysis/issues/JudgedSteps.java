package io.orchestress.analysis.issues;

import io.orchestress.record.PhaseResult;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.workload.kind.PhaseKind;
import java.util.ArrayList;
import java.util.List;

/** The steps of a workload with enough requests to judge, as far as each has more load than the one before it. */
final class JudgedSteps {
    /** How long a phase must have been driven before its throughput is judged. */
    static final double MIN_SECONDS = 5;

    /** @param load mean over the phase, in users or arrivals per second */
    record Step(PhaseResult phase, double load, double peakLoad) {
        double perSec() {
            return phase.total().throughputPerSec();
        }

        long count() {
            return phase.total().count();
        }
    }

    private JudgedSteps() {}

    static List<Step> of(IssueContext measured, long minSamples) {
        List<Step> steps = new ArrayList<>();
        for (PhaseResult phase : measured.judgedPhases()) {
            double seconds = phase.endSeconds() - phase.startSeconds();
            if (phase.kind() == PhaseKind.STEP && phase.total().count() >= minSamples && seconds >= MIN_SECONDS) {
                measured.run().plan().stream()
                        .filter(plan -> plan.name().equals(phase.name()))
                        .filter(plan -> steps.isEmpty()
                                || plan.load() > steps.get(steps.size() - 1).peakLoad())
                        .map(plan -> step(phase, plan))
                        .forEach(steps::add);
            }
        }
        return steps;
    }

    private static Step step(PhaseResult phase, PlannedPhase plan) {
        return new Step(phase, plan.meanLoad(), plan.load());
    }
}
