package io.orchestress.analysis.issues;

import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.RunStatus;
import io.orchestress.text.Format;
import java.util.List;

/** RUN_CRASHED: the process that drove the load ended without closing the record, or an imported file stops in the middle of one. */
final class RunCrashed implements IssueRule {
    static final IssueType RUN_CRASHED = new IssueType("RUN_CRASHED", "the record was never closed", "high");

    @Override
    public List<IssueType> types() {
        return List.of(RUN_CRASHED);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        if (measured.run().status() != RunStatus.CRASHED) {
            return List.of();
        }
        double end = measured.endSeconds();
        String reason = measured.run().endReason();
        return List.of(Diagnosis.of(
                RUN_CRASHED,
                Severity.HIGH,
                reason == null
                        ? "The record was never closed; its last interval ends at " + Format.of(end, "s") + "."
                        : reason + " What is known ends at " + Format.of(end, "s") + ".",
                new Evidence(List.of(), List.of(), 0, end, "last-interval-end", end, null, "s")));
    }
}
