/**
 * Fits the Universal Scalability Law to throughput at several concurrencies, with intervals. Source: Gunther, <i>Guerrilla
 * Capacity Planning</i> (2007), chapter 4.
 *
 * <p>Start with {@link io.orchestress.stats.usl.Fit}; {@link io.orchestress.stats.usl.Curve} answers questions about it. What
 * it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.stats.usl;

import org.jspecify.annotations.NullMarked;
