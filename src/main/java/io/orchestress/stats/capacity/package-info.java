/** How the highest load that meets an SLO is looked for: knows neither the target nor the clock, so that it can be tried on simulated ones. */
@NullMarked
package io.orchestress.stats.capacity;

import org.jspecify.annotations.NullMarked;
