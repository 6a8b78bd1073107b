package io.orchestress.engine;

import io.orchestress.engine.breaker.BreakerState;
import io.orchestress.text.Format;

/** Why the load ends before its plan does. */
public sealed interface StopReason {
    String sentence();

    /** Whether something of the plan was not driven. */
    default boolean isBeforeThePlanEnds() {
        return true;
    }

    /** A rule of the circuit breaker. */
    record BreakerTripped(BreakerState.Trip trip) implements StopReason {
        @Override
        public String sentence() {
            return "circuit breaker (" + trip.rule() + "): " + trip.evidence();
        }
    }

    /** Users that outlived the last phase and the time they are given after it. */
    record DrainTimeout(int users, double drainSeconds) implements StopReason {
        @Override
        public String sentence() {
            return Format.count(users, "user") + " were still busy " + Format.duration(drainSeconds)
                    + " after the last phase (orchestress.load.drain)";
        }

        @Override
        public boolean isBeforeThePlanEnds() {
            return false;
        }
    }

    /** The load generator ended by itself before the plan did, for example because a scenario stopped it. */
    record EndedEarly(double atSeconds, int planSeconds) implements StopReason {
        @Override
        public String sentence() {
            return "the load ended at " + Format.duration(atSeconds, planSeconds) + ", the plan at "
                    + Format.duration(planSeconds);
        }
    }

    /**
     * Whoever started the run ended it.
     *
     * @param by such as {@code SIGINT (Ctrl-C)}
     */
    record Interrupted(String by) implements StopReason {
        @Override
        public String sentence() {
            return "interrupted by " + by;
        }
    }

    /**
     * Somebody who watched it ended it, in good order.
     *
     * @param where such as {@code the live page}
     */
    record Stopped(String where) implements StopReason {
        @Override
        public String sentence() {
            return "stopped on " + where;
        }
    }

    /** The record cannot be written any more: what follows would be lost, so nothing follows. */
    record RecordFailed(String why) implements StopReason {
        @Override
        public String sentence() {
            return why;
        }
    }
}
