package io.orchestress.gatling;

import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import java.util.SplittableRandom;

/**
 * How long users wait who come without a ramp, all at the same moment: their paces would be in step for the whole phase, and the target
 * would be measured under bursts that nobody asked for. They are spread over the shorter of a pace and a second, evenly however many there are
 * (multiples of the golden ratio, modulo 1), from a point that the seed gives. A user's schedule begins when it has waited.
 */
final class StartSpread {
    private static final double GOLDEN_RATIO = 0.6180339887498949;
    private static final long LONGEST_NANOS = 1_000_000_000;

    private StartSpread() {}

    /** Nanoseconds; 0 for one who comes in a ramp, or alone. */
    static long nanos(RunSession session, long userId, long paceNanos) {
        return isAlone(session.run().plan(), session.run().clock().seconds())
                ? 0
                : nanos(session.settings().load().seed(), userId, paceNanos);
    }

    /** @param paceNanos 0: none */
    static long nanos(long seed, long userId, long paceNanos) {
        double at = new SplittableRandom(seed).nextDouble() + userId * GOLDEN_RATIO;
        long over = paceNanos == 0 ? LONGEST_NANOS : Math.min(paceNanos, LONGEST_NANOS);
        return (long) ((at - Math.floor(at)) * over);
    }

    private static boolean isAlone(Plan plan, double seconds) {
        Phase phase = plan.phases().get(plan.phaseAt(seconds));
        return phase.users() <= 1 || seconds < phase.startSeconds() + phase.rampSeconds();
    }
}
