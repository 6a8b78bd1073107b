package io.orchestress.engine;

import io.orchestress.metrics.TimeSource;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Time since the load started, which is when the first virtual user did. Safe for use by any number of threads. */
public final class RunClock {
    private final TimeSource time;
    private final AtomicReference<@Nullable Start> start = new AtomicReference<>();

    private record Start(long nanos, Instant at) {}

    public RunClock(TimeSource time) {
        this.time = time;
    }

    /** Starts the clock, if nobody has. */
    public void start() {
        if (start.get() == null) {
            start.compareAndSet(null, new Start(time.nanos(), time.now()));
        }
    }

    /** Nanoseconds since the start; 0 before it. */
    public long nanos() {
        Start from = start.get();
        return from == null ? 0 : time.nanos() - from.nanos;
    }

    /** Nanoseconds since the start at a moment that the time source gave; 0 before it. */
    public long nanosAt(long sourceNanos) {
        Start from = start.get();
        return from == null ? 0 : Math.max(0, sourceNanos - from.nanos);
    }

    public double seconds() {
        return nanos() / 1e9;
    }

    /** When the clock was started; absent before. */
    public @Nullable Instant startedAt() {
        Start from = start.get();
        return from == null ? null : from.at;
    }

    public Instant now() {
        return time.now();
    }
}
