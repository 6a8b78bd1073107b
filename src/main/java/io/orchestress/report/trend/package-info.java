/**
 * Writes the runs of one simulation over time: what changed, and with which run.
 *
 * <p>Start with {@link io.orchestress.report.trend.Trend} and {@link io.orchestress.report.trend.TrendReport}. What it may
 * use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.report.trend;

import org.jspecify.annotations.NullMarked;
