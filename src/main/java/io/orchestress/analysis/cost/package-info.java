/**
 * Computes the cost of tokens, by the price table of the configuration.
 *
 * <p>Start with {@link io.orchestress.analysis.cost.PriceList}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.analysis.cost;

import org.jspecify.annotations.NullMarked;
