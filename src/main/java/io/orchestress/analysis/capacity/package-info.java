/**
 * Says how much load a target carries, and how throughput grows with what it is given.
 *
 * <p>Start with {@link io.orchestress.analysis.capacity.CapacityAnalysis} for the load and {@link
 * io.orchestress.analysis.capacity.ScalabilityAnalysis} for the growth. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.analysis.capacity;

import org.jspecify.annotations.NullMarked;
