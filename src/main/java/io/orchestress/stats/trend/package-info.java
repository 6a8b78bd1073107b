/**
 * Says whether a series grows over time, and by how much.
 *
 * <p>Start with {@link io.orchestress.stats.trend.MannKendall} for whether and {@link io.orchestress.stats.trend.Drift} for
 * how much. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.stats.trend;

import org.jspecify.annotations.NullMarked;
