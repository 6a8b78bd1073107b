/**
 * Says whether somebody else had the machine: by CPU steal, waits for a CPU and the CPU time of other processes, and blind to
 * what the target did.
 *
 * <p>Start with {@link io.orchestress.analysis.disturbance.Disturbances}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.analysis.disturbance;

import org.jspecify.annotations.NullMarked;
