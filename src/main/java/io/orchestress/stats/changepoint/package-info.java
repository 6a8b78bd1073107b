/**
 * Finds where a row of numbers changed its level.
 *
 * <p>Start with {@link io.orchestress.stats.changepoint.ChangePoints}; {@link io.orchestress.stats.changepoint.CumulativeSum}
 * watches a row that still grows. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.stats.changepoint;

import org.jspecify.annotations.NullMarked;
