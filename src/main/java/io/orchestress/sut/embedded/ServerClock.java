package io.orchestress.sut.embedded;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The only place where the embedded orchestrator reads time. */
interface ServerClock {
    /** Monotonic, in nanoseconds from an arbitrary origin. */
    long nanos();

    /** Wall clock, in microseconds since 1970-01-01T00:00Z. */
    long epochMicros();

    ServerClock SYSTEM = new ServerClock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long epochMicros() {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        }
    };
}
