package io.orchestress.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the circuit breaker tripped, when and why.
 *
 * @param rule name of the rule that tripped, such as {@code error-rate}
 * @param evidence one sentence with the measured figure, its limit and the window
 * @param at when it tripped
 * @param atSeconds the same, in seconds since the load started
 */
public record BreakerResult(
        boolean tripped,
        @Nullable String rule,
        @Nullable String evidence,
        @Nullable Instant at,
        @Nullable Double atSeconds) {

    public static final BreakerResult CLOSED = new BreakerResult(false, null, null, null, null);
}
