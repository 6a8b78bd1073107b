package io.orchestress.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer a release hangs on.
 *
 * @param score 0 to 100: the share of gates passed, a warning counting half; absent when no gate had evidence
 * @param grade A (≥ 90), B (≥ 80), C (≥ 70), D (≥ 60), F; absent with the score
 * @param reason one sentence: what decided the outcome
 */
public record Verdict(
        Outcome outcome, @Nullable Double score, @Nullable String grade, String reason, List<Gate> gates) {
    public Verdict {
        gates = List.copyOf(gates);
    }

    /** From best to worst, but for {@link #INCONCLUSIVE}: not enough evidence, which is never a pass. */
    public enum Outcome {
        PASS,
        WARN,
        FAIL,
        INCONCLUSIVE
    }

    /**
     * One condition of the verdict.
     *
     * @param actual the measured figure in {@code unit}; absent when there was none
     * @param note why the outcome is what it is, where the figures alone do not say
     */
    public record Gate(
            String name, Outcome outcome, @Nullable Double actual, double threshold, String unit, String note) {}
}
