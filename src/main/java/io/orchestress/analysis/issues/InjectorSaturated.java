package io.orchestress.analysis.issues;

import io.orchestress.record.InjectorHealth;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.Verdict.Outcome;
import java.util.List;

/** INJECTOR_SATURATED: the load generator did not keep up, by itself or because others had its machine, in the whole run but warm-up; critical when the run is not believed for it. */
final class InjectorSaturated implements IssueRule {
    static final IssueType INJECTOR_SATURATED = new IssueType(
            "INJECTOR_SATURATED",
            "the load generator did not keep up, or reached its limits, by itself or because its machine was disturbed",
            "critical if it makes the run INCONCLUSIVE, else medium");

    @Override
    public List<IssueType> types() {
        return List.of(INJECTOR_SATURATED);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        InjectorHealth injector = measured.run().injector();
        if (injector == null || injector.worst() == null) {
            return List.of();
        }
        InjectorHealth.Broken worst = injector.worst();
        boolean failed = injector.outcome() == Outcome.FAIL;
        String canDo = injector.canDo() == null
                ? "what it can do here was never measured (scripts/orchestress calibrate)"
                : injector.canDo();
        return List.of(Diagnosis.of(
                        INJECTOR_SATURATED,
                        failed ? Severity.CRITICAL : Severity.MEDIUM,
                        injector.headline() + ": " + String.join("; ", injector.limits()) + disturbed(injector) + ".",
                        measured.evidence(
                                List.of(), "injector-" + worst.name(), worst.actual(), worst.limit(), worst.unit()))
                .when(worst.name())
                .with("canDo", canDo));
    }

    private static String disturbed(InjectorHealth injector) {
        return injector.disturbance() == null || !injector.wasDisturbed()
                ? ""
                : "; " + injector.disturbance().words();
    }
}
