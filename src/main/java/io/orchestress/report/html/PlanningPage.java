package io.orchestress.report.html;

import io.orchestress.record.Planning;
import io.orchestress.report.CapacityFacts;
import io.orchestress.report.FaultLines;
import io.orchestress.report.RunFacts;
import io.orchestress.report.ScalabilityFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sections for those who plan: capacity, scalability, recovery, endurance. */
record PlanningPage(
        @Nullable CapacityView capacity,
        @Nullable ScalabilityView scalability,
        List<RecoveryView> recoveries,
        List<String> faults,
        @Nullable EnduranceView endurance) {

    /** Absent where the run says nothing of them. */
    static @Nullable PlanningPage of(RunFacts facts) {
        Planning planning = facts.run().planning();
        if (planning == null || planning.isEmpty()) {
            return null;
        }
        return new PlanningPage(
                CapacityFacts.of(facts.run()).map(CapacityView::of).orElse(null),
                ScalabilityFacts.of(facts.run()).map(ScalabilityView::of).orElse(null),
                planning.recoveries().stream()
                        .map(recovery -> RecoveryView.of(recovery, facts))
                        .toList(),
                FaultLines.of(facts).stream().map(Page::unbroken).toList(),
                planning.drifts().isEmpty() ? null : EnduranceView.of(planning.drifts(), facts));
    }
}
