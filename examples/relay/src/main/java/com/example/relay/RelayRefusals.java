package com.example.relay;

import io.orchestress.analysis.issues.Diagnosis;
import io.orchestress.analysis.issues.IssueContext;
import io.orchestress.analysis.issues.IssueRule;
import io.orchestress.analysis.issues.IssueType;
import io.orchestress.config.Section;
import io.orchestress.metrics.FailureClass;
import io.orchestress.record.Issue;
import io.orchestress.record.PhaseResult;
import java.util.List;

/**
 * RELAY_REFUSALS: refused jobs ÷ all requests, 0 to 1, above its limit.
 *
 * @param limit above which it speaks
 */
record RelayRefusals(double limit) implements IssueRule {
    private static final IssueType TYPE =
            new IssueType("RELAY_REFUSALS", "refused jobs above {issues.relay-refusals %} of all", "medium");

    /** With fewer requests it says nothing. */
    private static final long MIN_SAMPLES = 20;

    /** Named in {@code META-INF/services}. */
    public static final class FromSettings implements IssueRule.Provider {
        @Override
        public IssueRule read(Section root) {
            return new RelayRefusals(root.section("issues").share("relay-refusals"));
        }
    }

    @Override
    public List<IssueType> types() {
        return List.of(TYPE);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        List<PhaseResult> phases = measured.judgedPhases();
        long all = phases.stream().mapToLong(phase -> phase.total().count()).sum();
        long refused = phases.stream()
                .mapToLong(phase -> phase.total().failed(FailureClass.TASK_FAILED))
                .sum();
        double share = all == 0 ? 0 : (double) refused / all;
        if (all < MIN_SAMPLES || share <= limit) {
            return List.of();
        }
        return List.of(Diagnosis.of(
                TYPE,
                Issue.Severity.MEDIUM,
                "The relay refused " + refused + " of " + all + " jobs.",
                measured.evidence(List.of(), "refusals", 100 * share, 100 * limit, "%")));
    }
}
