/** What tokens cost, by the price table of the configuration. */
@NullMarked
package io.orchestress.analysis.cost;

import org.jspecify.annotations.NullMarked;
