package io.orchestress.metrics;

import java.time.Instant;

/** The only clock: everything that needs the time is given one of these. */
public interface TimeSource {
    /** Monotonic nanoseconds from an arbitrary zero. */
    long nanos();

    /** Wall clock. */
    Instant now();

    /** The clock of this machine. */
    TimeSource SYSTEM = new TimeSource() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }
    };
}
