package io.orchestress.testkit;

import io.orchestress.metrics.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until it is advanced. */
public final class ManualTime implements TimeSource {
    private static final Instant ZERO = Instant.parse("2026-01-02T03:04:05Z");

    private long nanos;

    public void advance(Duration by) {
        nanos += by.toNanos();
    }

    public void advanceMillis(double millis) {
        nanos += Math.round(millis * 1e6);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant now() {
        return ZERO.plusNanos(nanos);
    }
}
