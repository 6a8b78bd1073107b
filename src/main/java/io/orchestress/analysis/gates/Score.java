package io.orchestress.analysis.gates;

import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.record.Verdict.Validator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Score and grade of a verdict, which never say more than it does.
 *
 * <p>Score: {@code 0.6 × gates + 0.4 × validators}, 0 to 100, with {@code gates = 100 × (passed + warned ÷ 2) ÷ (passed + warned +
 * failed)} over the gates that had evidence, and {@code validators} the mean of {@link Verdict#validators}. Without any validator it
 * is {@code gates}; without a gate that had evidence there is none.
 *
 * <p>Only a run that came to its planned end and was passed, warned of or failed has one. With WARN it is at most {@value
 * #MOST_WARNED}, with FAIL at most {@value #MOST_FAILED}: on every scale no A, and nothing but F.
 */
record Score(double score, String grade) {
    private static final double SHARE_OF_GATES = 0.6;
    private static final double MOST_WARNED = 89;
    private static final double MOST_FAILED = 59;

    static Optional<Score> of(Verdict verdict, RunStatus status, GradeScale scale) {
        OptionalDouble score = score(verdict.gates(), verdict.validators());
        OptionalDouble most = most(verdict.outcome());
        if (status != RunStatus.COMPLETED || score.isEmpty() || most.isEmpty()) {
            return Optional.empty();
        }
        double shown = Math.min(score.getAsDouble(), most.getAsDouble());
        return Optional.of(new Score(shown, scale.grade(shown)));
    }

    /** The best score that does not contradict an outcome; empty: any would. */
    private static OptionalDouble most(Outcome outcome) {
        return switch (outcome) {
            case PASS -> OptionalDouble.of(100);
            case WARN -> OptionalDouble.of(MOST_WARNED);
            case FAIL -> OptionalDouble.of(MOST_FAILED);
            case INCONCLUSIVE, INTERRUPTED -> OptionalDouble.empty();
        };
    }

    private static OptionalDouble score(List<Gate> gates, List<Validator> validators) {
        double points = 0;
        int judged = 0;
        for (Gate gate : gates) {
            if (gate.outcome() != Outcome.INCONCLUSIVE) {
                points += gate.outcome() == Outcome.PASS ? 1 : gate.outcome() == Outcome.WARN ? 0.5 : 0;
                judged++;
            }
        }
        if (judged == 0) {
            return OptionalDouble.empty();
        }
        double share = 100 * points / judged;
        OptionalDouble mean = validators.stream().mapToDouble(Validator::score).average();
        return OptionalDouble.of(
                mean.isEmpty() ? share : SHARE_OF_GATES * share + (1 - SHARE_OF_GATES) * mean.getAsDouble());
    }
}
