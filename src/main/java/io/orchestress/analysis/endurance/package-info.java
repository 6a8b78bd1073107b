/**
 * Finds metrics that grow while the load does not: leaks and drifts.
 *
 * <p>Start with {@link io.orchestress.analysis.endurance.Drifts}; {@link io.orchestress.analysis.endurance.DriftVerdict} is
 * the decision on one metric. The statistics are in {@code stats.trend}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.analysis.endurance;

import org.jspecify.annotations.NullMarked;
