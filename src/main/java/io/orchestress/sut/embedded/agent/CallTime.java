package io.orchestress.sut.embedded.agent;

import java.util.function.LongSupplier;

/**
 * Time in which one call of a task at least is under way, as the agent sees it: from just before a call's bytes are handed to the socket until its last byte
 * was read. Used on the event loop of the agents.
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
        underWay--;
        if (underWay == 0) {
            nanos += clock.getAsLong() - sinceNanos;
        }
    }

    /** Of calls that are over, in nanoseconds; time of several at once counts once. */
    long nanos() {
        return nanos;
    }
}
