/**
 * The Universal Scalability Law: a curve through throughput at several concurrencies, and how far it may be trusted. Knows nothing of
 * runs: numbers in, a fit out. Source of the law: Gunther, <i>Guerrilla Capacity Planning</i> (2007), chapter 4.
 */
@NullMarked
package io.orchestress.stats.usl;

import org.jspecify.annotations.NullMarked;
