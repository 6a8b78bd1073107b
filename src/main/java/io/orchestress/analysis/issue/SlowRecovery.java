package io.orchestress.analysis.issue;

import io.orchestress.run.Issue;
import io.orchestress.run.Issue.Evidence;
import io.orchestress.run.Issue.Priority;
import io.orchestress.run.Issue.Recommendation;
import io.orchestress.run.Issue.Severity;
import io.orchestress.run.PhaseResult;
import io.orchestress.run.RequestResult;
import io.orchestress.run.RequestResult.Latency;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SLOW_RECOVERY: p95 of what was answered in the last third of a recovery phase against p95 of the nearest steady phase before it,
 * all requests together, from the actual start.
 *
 * <p>It can say that the target had not come back by the end of the phase. It cannot say when it would have, nor whether it came
 * back earlier and was disturbed again; and a mix of requests that differs between the two phases would mislead it.
 */
final class SlowRecovery implements IssueRule {

    @Override
    public List<Issue> judge(Measured measured, IssueLimits limits) {
        List<Issue> issues = new ArrayList<>();
        @Nullable PhaseResult steady = null;
        for (PhaseResult phase : measured.judgedPhases()) {
            if (phase.kind().equals("steady")) {
                steady = phase;
            } else if (phase.kind().equals("recovery") && steady != null) {
                issue(measured, phase, steady, limits).ifPresent(issues::add);
            }
        }
        return issues;
    }

    private static Optional<Issue> issue(
            Measured measured, PhaseResult recovery, PhaseResult steady, IssueLimits limits) {
        RequestResult tail = measured.recoveryTails().get(recovery.name());
        if (tail == null || tail.count() < limits.minSamples() || steady.total().count() < limits.minSamples()) {
            return Optional.empty();
        }
        double late = p95Millis(tail.latencyMicros());
        double before = p95Millis(steady.total().latencyMicros());
        double limit = limits.slowRecoveryFactor() * before;
        if (before <= 0 || late <= limit) {
            return Optional.empty();
        }
        double from = recovery.endSeconds() - (recovery.endSeconds() - recovery.startSeconds()) / 3;
        return Optional.of(new Issue(
                "SLOW_RECOVERY",
                Severity.HIGH,
                "p95 " + Figures.millis(late) + " in the last third of phase '" + recovery.name() + "', "
                        + Figures.factor(late / before) + " the " + Figures.millis(before) + " of phase '"
                        + steady.name()
                        + "', limit " + Figures.factor(limits.slowRecoveryFactor())
                        + ". When it would have recovered, the run does not show.",
                "After the load was taken back, users still waited longer than before it.",
                List.of(
                        new Recommendation(
                                Priority.HIGH,
                                "See whether requests in flight fall during the phase: if so, a backlog is worked off; bound the queue."),
                        new Recommendation(
                                Priority.LONG_TERM,
                                "Repeat with a longer recovery phase, to measure when latency comes back.")),
                new Evidence(
                        List.of(recovery.name()), List.of(), from, recovery.endSeconds(), "p95", late, limit, "ms")));
    }

    private static double p95Millis(@Nullable Latency latency) {
        return latency == null ? 0 : latency.p95() / 1000.0;
    }
}
