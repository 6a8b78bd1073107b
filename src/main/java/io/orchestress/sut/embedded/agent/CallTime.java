package io.orchestress.sut.embedded.agent;

import java.util.function.LongSupplier;

/**
 * Time in which one call of a task at least is under way, as the agent sees it: from just before a call's bytes are handed to the socket until the read of its
 * last byte. Used on the event loop of the agents.
 */
final class CallTime {
    private final LongSupplier clock;
    private int underWay;
    private long sinceNanos;
    private long nanos;

    /** @param clock nanoseconds */
    CallTime(LongSupplier clock) {
        this.clock = clock;
    }

    void begins() {
        if (underWay == 0) {
            sinceNanos = clock.getAsLong();
        }
        underWay++;
    }

    void ends() {
        ends(clock.getAsLong());
    }

    /** @param atNanos of the clock, not before any that began */
    void ends(long atNanos) {
        underWay--;
        if (underWay == 0) {
            nanos += atNanos - sinceNanos;
        }
    }

    /** Of calls that are over, in nanoseconds; time of several at once counts once. */
    long nanos() {
        return nanos;
    }
}
