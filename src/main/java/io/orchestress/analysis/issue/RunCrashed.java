package io.orchestress.analysis.issue;

import io.orchestress.run.Issue;
import io.orchestress.run.Issue.Evidence;
import io.orchestress.run.Issue.Priority;
import io.orchestress.run.Issue.Recommendation;
import io.orchestress.run.Issue.Severity;
import io.orchestress.run.RunStatus;
import java.util.List;
import java.util.Locale;

/** RUN_CRASHED: the process that drove the load ended without closing the record. */
final class RunCrashed implements IssueRule {

    @Override
    public List<Issue> judge(Measured measured, IssueLimits limits) {
        if (measured.run().status() != RunStatus.CRASHED) {
            return List.of();
        }
        double end = measured.endSeconds();
        return List.of(new Issue(
                "RUN_CRASHED",
                Severity.HIGH,
                String.format(Locale.ROOT, "The record was never closed; its last interval ends at %.1f s.", end),
                "All but the last second was recovered. Requests in flight at that moment are in no count, so figures may be too good.",
                List.of(
                        new Recommendation(
                                Priority.HIGH,
                                "Find out what ended the injector: its log, memory limit, or a kill from outside."),
                        new Recommendation(Priority.QUICK_WIN, "Repeat the run: a gate cannot pass on this one.")),
                new Evidence(List.of(), List.of(), 0, end, "lastIntervalEnd", end, null, "s")));
    }
}
