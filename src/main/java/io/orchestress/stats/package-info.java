/**
 * Statistics: numbers in, numbers out. Nothing here knows a run, a request or a file.
 *
 * <p>Start with the package of the question: {@code usl}, {@code changepoint}, {@code trend}, {@code noise} or {@code
 * capacity}; here are {@link io.orchestress.stats.Quantile} and {@link io.orchestress.stats.Wilson}. docs/MATH.md has the
 * formulas. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.stats;

import org.jspecify.annotations.NullMarked;
