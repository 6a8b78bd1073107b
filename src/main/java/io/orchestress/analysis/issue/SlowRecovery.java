package io.orchestress.analysis.issue;

import io.orchestress.run.Issue.Evidence;
import io.orchestress.run.Issue.Severity;
import io.orchestress.run.PhaseResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SLOW_RECOVERY: p95 of what was answered in the last third of a recovery phase against p95 of the nearest steady phase before it,
 * all requests together, from the actual start. The lower bound of the one must be above the limit times the upper bound of the
 * other: in short phases a few slow requests more are chance.
 *
 * <p>It can say that the target had not come back by the end of the phase. It cannot say when it would have, nor whether it came
 * back earlier and was disturbed again; and a mix of requests that differs by plan between the two phases would mislead it.
 */
final class SlowRecovery implements IssueRule {

    @Override
    public List<Diagnosis> judge(Measured measured, IssueLimits limits) {
        List<Diagnosis> diagnoses = new ArrayList<>();
        @Nullable PhaseResult steady = null;
        for (PhaseResult phase : measured.judgedPhases()) {
            if (phase.kind().equals("steady")) {
                steady = phase;
            } else if (phase.kind().equals("recovery") && steady != null) {
                diagnosis(measured, phase, steady, limits).ifPresent(diagnoses::add);
            }
        }
        return diagnoses;
    }

    private static Optional<Diagnosis> diagnosis(
            Measured measured, PhaseResult recovery, PhaseResult steady, IssueLimits limits) {
        P95 late = measured.tails().get(recovery.name());
        P95 before = measured.p95().get(steady.name());
        if (late == null
                || before == null
                || late.count() < limits.minSamples()
                || before.millis() <= 0
                || late.fromMillis() <= limits.slowRecoveryFactor() * before.toMillis()) {
            return Optional.empty();
        }
        double from = recovery.endSeconds() - (recovery.endSeconds() - recovery.startSeconds()) / 3;
        String description = "p95 " + Figures.millis(late.millis()) + " (at least "
                + Figures.millis(late.fromMillis()) + ") in the last third of phase '" + recovery.name() + "', "
                + Figures.factor(late.millis() / before.millis()) + " the " + Figures.millis(before.millis())
                + " (at most "
                + Figures.millis(before.toMillis()) + ") of phase '" + steady.name() + "', limit "
                + Figures.factor(limits.slowRecoveryFactor())
                + ". When it would have recovered, the run does not show.";
        Evidence evidence = new Evidence(
                List.of(recovery.name()),
                List.of(),
                from,
                recovery.endSeconds(),
                "p95",
                late.millis(),
                limits.slowRecoveryFactor() * before.millis(),
                "ms");
        return Optional.of(Diagnosis.of(IssueType.SLOW_RECOVERY, Severity.HIGH, description, evidence)
                .with("before", Figures.millis(before.millis())));
    }
}
