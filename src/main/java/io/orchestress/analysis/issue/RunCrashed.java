package io.orchestress.analysis.issue;

import io.orchestress.run.Issue.Evidence;
import io.orchestress.run.Issue.Severity;
import io.orchestress.run.RunStatus;
import java.util.List;
import java.util.Locale;

/** RUN_CRASHED: the process that drove the load ended without closing the record. */
final class RunCrashed implements IssueRule {

    @Override
    public List<Diagnosis> judge(Measured measured, IssueLimits limits) {
        if (measured.run().status() != RunStatus.CRASHED) {
            return List.of();
        }
        double end = measured.endSeconds();
        return List.of(Diagnosis.of(
                IssueType.RUN_CRASHED,
                Severity.HIGH,
                String.format(Locale.ROOT, "The record was never closed; its last interval ends at %.1f s.", end),
                new Evidence(List.of(), List.of(), 0, end, "lastIntervalEnd", end, null, "s")));
    }
}
