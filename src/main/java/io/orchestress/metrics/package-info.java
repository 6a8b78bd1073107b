/**
 * From single requests to one-second intervals.
 *
 * <p>Writers (Gatling's event loops) never wait: {@link io.orchestress.metrics.IntervalRecorder#record} adds one to a counter. One
 * reader takes the intervals; what it takes is complete, disjoint and in order, so that a total is the sum of its intervals and
 * nothing has to be stored twice.
 */
@NullMarked
package io.orchestress.metrics;

import org.jspecify.annotations.NullMarked;
