/**
 * Defines the load of a run: its phases, the users at any time, and the times of arrivals.
 *
 * <p>Start with {@link io.orchestress.workload.Plan}; {@link io.orchestress.workload.LivePlan} is one that changes while it is
 * driven. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.workload;

import org.jspecify.annotations.NullMarked;
