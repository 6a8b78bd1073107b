package io.orchestress.history;

import io.orchestress.record.Comparison;
import io.orchestress.record.RunRecord;
import io.orchestress.text.Format;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether a baseline should be moved to a run; nothing ever moves it but {@link History#setBaseline}.
 *
 * @param worthIt whether the {@linkplain Improvement overall improvement} exceeds {@link Improvement#WORTH_MOVING}
 * @param text why, or why not; and the command that moves it
 */
public record Proposal(boolean worthIt, String text) {

    /** @return empty when the run was not compared with that baseline as it is now */
    public static Optional<Proposal> of(Baseline baseline, RunRecord run) {
        Comparison comparison = run.comparison();
        return comparison != null && isWith(comparison, baseline)
                ? Optional.of(of(baseline, run, comparison))
                : Optional.empty();
    }

    private static Proposal of(Baseline baseline, RunRecord run, Comparison comparison) {
        OptionalDouble improvement = Improvement.of(comparison);
        if (improvement.isEmpty()) {
            return new Proposal(false, "No overall improvement: " + comparison.reason());
        }
        String percent = Format.beside(improvement.getAsDouble(), "ratio", Improvement.WORTH_MOVING);
        if (improvement.getAsDouble() <= Improvement.WORTH_MOVING) {
            return new Proposal(
                    false,
                    "Overall " + percent + " better than baseline '" + baseline.name() + "': not more than "
                            + Format.limit(Improvement.WORTH_MOVING, "ratio"));
        }
        return new Proposal(
                true,
                "Overall " + percent + " better than baseline '" + baseline.name()
                        + "'. To move it here: scripts/orchestress baseline set " + baseline.name() + " " + run.runId()
                        + " --reason 'overall " + percent + " better'");
    }

    private static boolean isWith(Comparison comparison, Baseline baseline) {
        return comparison
                        .baselineRuns()
                        .containsAll(baseline.runs().stream().map(RunRef::runId).toList())
                && comparison.baselineRuns().size() == baseline.runs().size();
    }
}
