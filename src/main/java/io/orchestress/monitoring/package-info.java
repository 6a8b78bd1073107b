/**
 * Reads the CPU, memory and further resources of target, load generator and machine once a second, on a thread of its own.
 *
 * <p>Start with {@link io.orchestress.monitoring.ResourceWatch}; {@link io.orchestress.monitoring.ResourceProbe} is one source of
 * readings. A reading that fails is missing from the record; it neither fails nor delays the run. What it may use:
 * docs/architecture.md.
 */
@NullMarked
package io.orchestress.monitoring;

import org.jspecify.annotations.NullMarked;
