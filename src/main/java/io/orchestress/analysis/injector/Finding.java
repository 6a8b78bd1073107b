package io.orchestress.analysis.injector;

import io.orchestress.run.InjectorHealth;
import io.orchestress.run.InjectorHealth.Broken;
import io.orchestress.run.Verdict.Outcome;
import java.util.Comparator;

/**
 * One limit that was broken.
 *
 * @param outcome FAIL or WARN
 * @param phrase with figure and limit
 */
record Finding(Outcome outcome, Broken broken, String phrase) {
    static final Comparator<Finding> WORST_FIRST = Comparator.comparing(
                    (Finding finding) -> finding.outcome() != Outcome.FAIL)
            // What it came to by itself is not mended by a quiet machine.
            .thenComparing(finding -> finding.broken().name().equals(InjectorHealth.TAKEN_AWAY))
            .thenComparing(Comparator.comparingDouble(Finding::excess).reversed());

    /** How many times its limit the figure is. */
    private double excess() {
        return broken.limit() > 0 ? broken.actual() / broken.limit() : Double.MAX_VALUE;
    }
}
