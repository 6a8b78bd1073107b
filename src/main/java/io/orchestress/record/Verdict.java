package io.orchestress.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer a release hangs on.
 *
 * @param score 0 to 100, docs/MATH.md §7; absent when no gate had evidence, when the outcome is {@link Outcome#INCONCLUSIVE}, and when the run did
 *     not come to its planned end
 * @param grade of the score, on the scale that was asked for; absent with the score
 * @param reason one sentence: what decided the outcome
 * @param gates the conditions that were judged
 * @param notMeasured conditions that were to be judged only if their figure was measured, and it was not; absent in records before
 *     version 3
 * @param validators what beside the gates the score is made of; absent in records before version 3
 */
public record Verdict(
        Outcome outcome,
        @Nullable Double score,
        @Nullable String grade,
        String reason,
        List<Gate> gates,
        @Nullable List<NotMeasured> notMeasured,
        @Nullable List<Validator> validators) {
    /** How the reason begins when the comparison decided. */
    public static final String AGAINST = "Against ";

    public Verdict {
        gates = List.copyOf(gates);
        notMeasured = notMeasured == null ? List.of() : List.copyOf(notMeasured);
        validators = validators == null ? List.of() : List.copyOf(validators);
    }

    /** A verdict with gates alone. */
    public Verdict(Outcome outcome, @Nullable Double score, @Nullable String grade, String reason, List<Gate> gates) {
        this(outcome, score, grade, reason, gates, List.of(), List.of());
    }

    /**
     * The verdict of a run that was compared, too: the worse of both, from INTERRUPTED over FAIL, INCONCLUSIVE and WARN to PASS.
     *
     * @param comparison absent: the verdict as it is
     */
    public Verdict with(@Nullable Comparison comparison) {
        if (comparison == null || rank(comparison.outcome()) >= rank(outcome)) {
            return this;
        }
        String because = AGAINST + comparison.baseline() + ": " + comparison.reason();
        return new Verdict(comparison.outcome(), score, grade, because, gates, notMeasured, validators);
    }

    /** The same with a score and its grade. */
    public Verdict marked(double newScore, String newGrade) {
        return new Verdict(outcome, newScore, newGrade, reason, gates, notMeasured, validators);
    }

    private static int rank(Outcome outcome) {
        return switch (outcome) {
            case INTERRUPTED -> 0;
            case FAIL -> 1;
            case INCONCLUSIVE -> 2;
            case WARN -> 3;
            case PASS -> 4;
        };
    }

    /** Empty where all were measured. */
    @Override
    public List<NotMeasured> notMeasured() {
        return notMeasured == null ? List.of() : notMeasured;
    }

    /** Empty where none had evidence. */
    @Override
    public List<Validator> validators() {
        return validators == null ? List.of() : validators;
    }

    /**
     * From best to worst, but for {@link #INCONCLUSIVE}: not enough evidence, which is never a pass. {@link #INTERRUPTED} is that of a
     * run alone: somebody ended it, so that what it would have shown is not known.
     */
    public enum Outcome {
        PASS,
        WARN,
        FAIL,
        INCONCLUSIVE,
        INTERRUPTED
    }

    /**
     * One condition of the verdict.
     *
     * @param actual the measured figure in {@code unit}; absent when there was none
     * @param threshold up to which, or down to which, it passes
     * @param note why the outcome is what it is, where the figures alone do not say
     * @param rule the condition in words; absent for the circuit breaker, and in records before version 3
     * @param next what would decide it, a sentence; empty where it was decided, and in older records
     */
    public record Gate(
            String name,
            Outcome outcome,
            @Nullable Double actual,
            double threshold,
            String unit,
            String note,
            @Nullable Rule rule,
            @Nullable String next) {
        public Gate {
            next = next == null ? "" : next;
        }

        /** A gate that no rule of the configuration made. */
        public Gate(String name, Outcome outcome, @Nullable Double actual, double threshold, String unit, String note) {
            this(name, outcome, actual, threshold, unit, note, null, "");
        }

        /** Of a rule that was decided. */
        public Gate(
                String name,
                Outcome outcome,
                @Nullable Double actual,
                double threshold,
                String unit,
                String note,
                Rule rule) {
            this(name, outcome, actual, threshold, unit, note, rule, "");
        }

        @Override
        public String next() {
            return next == null ? "" : next;
        }
    }

    /**
     * A condition as it was written, and where it was decided.
     *
     * @param text as in {@code orchestress.gates.rules}
     * @param metric its figure, such as {@code ttft.p95}
     * @param comparison of actual and threshold that passes: {@code <=}, {@code <}, {@code >=} or {@code >}
     * @param level outcome beyond the threshold: WARN or FAIL
     * @param failThreshold beyond it the outcome is FAIL, in the gate's unit; absent where there is one level only
     * @param where the phase and the request that decided; empty where there was no figure
     */
    public record Rule(
            String text,
            String metric,
            String comparison,
            Outcome level,
            @Nullable Double failThreshold,
            String where) {}

    /** @param why what was missing */
    public record NotMeasured(String name, String rule, String why) {}

    /** @param score 0 to 100 */
    public record Validator(String name, double score) {}
}
