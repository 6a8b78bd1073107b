/**
 * Estimates the highest load that meets an SLO from steps of load. Knows neither the target nor the clock, so that it can be
 * tried on simulated ones.
 *
 * <p>Start with {@link io.orchestress.stats.capacity.CapacityEstimate}; {@link io.orchestress.stats.capacity.StepJudgement}
 * judges one step. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.stats.capacity;

import org.jspecify.annotations.NullMarked;
