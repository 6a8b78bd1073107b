package io.orchestress.monitoring;

import java.util.OptionalDouble;

/** By how much a count that only grows did so from one reading to the next. */
final class CounterDelta {
    private static final double NANOS_PER_SECOND = 1e9;

    private boolean any;
    private double before;
    private long beforeNanos;

    /** Per second since the call before; empty at the first call, when no time has passed, and when the count fell, which starts it anew. */
    OptionalDouble perSecond(double count, long nanos) {
        double seconds = (nanos - beforeNanos) / NANOS_PER_SECOND;
        boolean known = any && seconds > 0 && count >= before;
        OptionalDouble rate = known ? OptionalDouble.of((count - before) / seconds) : OptionalDouble.empty();
        any = true;
        before = count;
        beforeNanos = nanos;
        return rate;
    }
}
