/**
 * Stops a load test while it runs, by rules over a sliding window.
 *
 * <p>Start with {@link io.orchestress.engine.breaker.CircuitBreaker}; {@link io.orchestress.engine.breaker.BreakerRule} is one
 * rule. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.engine.breaker;

import org.jspecify.annotations.NullMarked;
