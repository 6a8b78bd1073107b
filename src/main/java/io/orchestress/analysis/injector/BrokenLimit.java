package io.orchestress.analysis.injector;

import io.orchestress.record.InjectorHealth;
import io.orchestress.record.InjectorHealth.Broken;
import io.orchestress.record.Verdict.Outcome;
import java.util.Comparator;
import java.util.Set;

/**
 * One limit that was broken.
 *
 * @param outcome FAIL or WARN
 * @param phrase with figure and limit
 */
record BrokenLimit(Outcome outcome, Broken broken, String phrase) {
    /** What was not sent at all is known for certain, and mostly the cause of what was late. */
    private static final Set<String> CERTAIN = Set.of(InjectorHealth.SIMULATION, InjectorHealth.NOT_SENT);

    static final Comparator<BrokenLimit> WORST_FIRST = Comparator.comparing(
                    (BrokenLimit finding) -> finding.outcome() != Outcome.FAIL)
            .thenComparing(finding -> !CERTAIN.contains(finding.broken().name()))
            // What it came to by itself is not mended by a quiet machine.
            .thenComparing(BrokenLimit::notItsOwn)
            .thenComparing(Comparator.comparingDouble(BrokenLimit::excess).reversed());

    /** 0: it is; 1: its machine was taken away; 2: its machine was full, which may be that. */
    private int notItsOwn() {
        String name = broken.name();
        return name.equals(InjectorHealth.TAKEN_AWAY) ? 1 : name.equals(InjectorHealth.HOST_CPU) ? 2 : 0;
    }

    /** How many times its limit the figure is. */
    private double excess() {
        return broken.limit() > 0 ? broken.actual() / broken.limit() : Double.MAX_VALUE;
    }
}
