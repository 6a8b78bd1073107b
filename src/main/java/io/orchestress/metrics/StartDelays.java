package io.orchestress.metrics;

import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** How late iterations and arrivals started after the moment they were due. Any number of writers, one reader. */
public final class StartDelays {
    private final LongAdder started = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAccumulator worstNanos = new LongAccumulator(Math::max, 0);
    private volatile long lateNanos = Long.MAX_VALUE;

    /** @param nanos from which delay on a start counts as late */
    public void lateFrom(long nanos) {
        lateNanos = nanos;
    }

    /** @param delayNanos between due and done; at most 0: on time */
    public void started(long delayNanos) {
        started.increment();
        worstNanos.accumulate(delayNanos);
        if (delayNanos > lateNanos) {
            late.increment();
        }
    }

    /** An arrival that was due and could not be started at all. */
    public void dropped() {
        dropped.increment();
    }

    /**
     * The starts since the last call.
     *
     * @param worstNanos longest delay, 0 when nothing started late
     */
    public record Interval(long started, long late, long dropped, long worstNanos) {}

    public Interval drain() {
        return new Interval(
                started.sumThenReset(), late.sumThenReset(), dropped.sumThenReset(), worstNanos.getThenReset());
    }
}
