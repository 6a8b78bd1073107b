/**
 * Counts and times requests while the run goes, and hands over the intervals of a second.
 *
 * <p>Start with {@link io.orchestress.metrics.Measurements}; {@link io.orchestress.metrics.FailureClass} has every way to
 * fail. Writers, Gatling's event loops, never wait: {@link io.orchestress.metrics.IntervalRecorder#record} adds one to a
 * counter. One reader takes the intervals, which are complete, disjoint and in order. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.metrics;

import org.jspecify.annotations.NullMarked;
