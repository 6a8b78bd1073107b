package io.orchestress.analysis.issues;

import io.orchestress.analysis.issues.JudgedSteps.Step;
import io.orchestress.config.Section;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.OfferedLoad;
import io.orchestress.text.Format;
import java.util.List;

/**
 * SCALING_EFFICIENCY_DROP: throughput per load against that of the first step, {@code E_i = (X_i ÷ L_i) ÷ (X_1 ÷ L_1)}, falls by more
 * than its limit from one step to the next: {@code E_{i−1} − E_i − 1.645 s > limit}, where {@code s} is the standard error of the
 * difference of Poisson counts. Only where the load is offered whatever the target does: users without a pace slow down with it.
 *
 * @param efficiencyDrop fall of throughput per load, as a part of that of the first step, above which it speaks
 * @param minSamples requests of one name in one phase, or tasks, below which it says nothing
 */
record ScalingEfficiencyDrop(double efficiencyDrop, long minSamples) implements IssueRule {
    static final IssueType SCALING_EFFICIENCY_DROP = new IssueType(
            "SCALING_EFFICIENCY_DROP",
            "throughput per load falls from one step to the next by more than {issues.scaling-drop} of that of the first step, where the load was offered",
            "high");

    private static final double ONE_SIDED_95 = 1.645;

    static ScalingEfficiencyDrop read(Section root) {
        return new ScalingEfficiencyDrop(
                root.section("issues").number("scaling-drop", 0.01, 1), Issues.minSamples(root));
    }

    @Override
    public List<IssueType> types() {
        return List.of(SCALING_EFFICIENCY_DROP);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        OfferedLoad offered = new OfferedLoad(measured.run());
        List<Step> steps = JudgedSteps.of(measured, minSamples).stream()
                .filter(step -> offered.perSec(step.phase().name()).orElse(0) > 0)
                .toList();
        double limit = efficiencyDrop;
        for (int i = 1; i < steps.size(); i++) {
            double before = efficiency(steps.get(0), steps.get(i - 1));
            double now = efficiency(steps.get(0), steps.get(i));
            double error = Math.hypot(
                    before / Math.sqrt(steps.get(i - 1).count()),
                    now / Math.sqrt(steps.get(i).count()));
            if (before - now - ONE_SIDED_95 * error > limit) {
                return List.of(diagnosis(measured, steps.get(i - 1), steps.get(i), before, now, limit));
            }
        }
        return List.of();
    }

    private static double efficiency(Step first, Step step) {
        return (step.perSec() / step.load()) / (first.perSec() / first.load());
    }

    private static Diagnosis diagnosis(
            IssueContext measured, Step before, Step step, double efficiencyBefore, double efficiency, double limit) {
        String unit = " " + measured.run().model().unit();
        String description = "Throughput per load fell from " + Format.percent(efficiencyBefore) + " to "
                + Format.percent(efficiency) + " of the first step's, from "
                + Format.number(before.peakLoad()) + " to " + Format.number(step.peakLoad()) + unit + " ("
                + Format.rate(before.perSec()) + " to " + Format.rate(step.perSec())
                + "), limit: a drop of "
                + Format.limit(limit, "ratio") + ".";
        return Diagnosis.of(
                        SCALING_EFFICIENCY_DROP,
                        Severity.HIGH,
                        description,
                        measured.evidence(
                                List.of(step.phase().name()),
                                "efficiency-drop",
                                efficiencyBefore - efficiency,
                                limit,
                                "ratio"))
                .with("load", Format.number(step.peakLoad()) + unit)
                .with("carried", Format.number(before.peakLoad()) + unit);
    }
}
