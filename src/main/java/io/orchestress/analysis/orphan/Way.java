package io.orchestress.analysis.orphan;

import io.orchestress.record.InjectorHealth;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict.Outcome;
import java.util.Set;

/**
 * How long a leaving may take until the calls of its task have ended, at a target that stops them at once: the user's message or closed connection has to be
 * sent, read and passed on, by three processes that may have to wait for a processor. docs/MATH.md §21.
 */
final class Way {
    private static final double NANOS_PER_MILLI = 1e6;

    /** On a machine that has time. */
    private static final double USUAL_MILLIS = 100;

    /** On one that has not; as long as late writes are not the target's. */
    private static final double LONGEST_MILLIS = 1_000;

    private static final Set<Outcome> KEPT_UP = Set.of(Outcome.PASS, Outcome.WARN);

    private Way() {}

    /** @param run with how its injector was */
    static double millis(RunRecord run) {
        InjectorHealth injector = run.injector();
        if (injector == null || !KEPT_UP.contains(injector.outcome()) || injector.wasDisturbed()) {
            return LONGEST_MILLIS;
        }
        double lag = injector.loopLagMillis() == null ? LONGEST_MILLIS : injector.loopLagMillis();
        return Math.min(LONGEST_MILLIS, USUAL_MILLIS + lag);
    }

    static long nanos(double millis) {
        return Math.round(millis * NANOS_PER_MILLI);
    }
}
