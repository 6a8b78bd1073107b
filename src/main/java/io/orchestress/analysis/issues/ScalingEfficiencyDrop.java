package io.orchestress.analysis.issues;

import io.orchestress.analysis.issues.JudgedSteps.Step;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.OfferedLoad;
import io.orchestress.text.Format;
import java.util.List;

/**
 * SCALING_EFFICIENCY_DROP: throughput per load against that of the first step, {@code E_i = (X_i ÷ L_i) ÷ (X_1 ÷ L_1)}, falls by more
 * than its limit from one step to the next: {@code E_{i−1} − E_i − 1.645 s > limit}, where {@code s} is the standard error of the
 * difference of Poisson counts. Only where the load is offered whatever the target does: users without a pace slow down with it.
 */
final class ScalingEfficiencyDrop implements IssueRule {
    private static final double ONE_SIDED_95 = 1.645;

    @Override
    public List<Diagnosis> judge(IssueContext measured, IssueLimits limits) {
        OfferedLoad offered = new OfferedLoad(measured.run());
        List<Step> steps = JudgedSteps.of(measured, limits).stream()
                .filter(step -> offered.perSec(step.phase().name()).orElse(0) > 0)
                .toList();
        double limit = limits.trends().efficiencyDrop();
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
                + Format.percent(efficiency) + " of that of the first step, from "
                + Format.number(before.peakLoad()) + " to " + Format.number(step.peakLoad()) + unit + " ("
                + Format.rate(before.perSec()) + " to " + Format.rate(step.perSec())
                + "), limit a fall of "
                + Format.limit(limit, "ratio") + ".";
        return Diagnosis.of(
                        IssueType.SCALING_EFFICIENCY_DROP,
                        Severity.HIGH,
                        description,
                        measured.evidence(
                                List.of(step.phase().name()),
                                "efficiencyDrop",
                                efficiencyBefore - efficiency,
                                limit,
                                "ratio"))
                .with("load", Format.number(step.peakLoad()) + unit)
                .with("carried", Format.number(before.peakLoad()) + unit);
    }
}
