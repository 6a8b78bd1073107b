/**
 * Drives the test second by second: measurements become a line of the record each second, the circuit breaker looks four times
 * a second, and the console prints a line every few seconds.
 *
 * <p>Start with {@link io.orchestress.engine.RunMonitor}; {@link io.orchestress.engine.RunClock} is the time of a run, {@link
 * io.orchestress.engine.StopReason} why it ended early. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.engine;

import org.jspecify.annotations.NullMarked;
