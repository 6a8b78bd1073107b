/**
 * Chooses the load that a search for the capacity drives next.
 *
 * <p>Start with {@link io.orchestress.engine.search.SearchDriver}; {@link io.orchestress.engine.search.CapacitySearch} is its
 * strategy. The estimate from all steps is made in {@code stats.capacity}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.engine.search;

import org.jspecify.annotations.NullMarked;
