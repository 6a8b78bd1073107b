/** Where a metric changed its level over a row of runs. Knows nothing of runs: a row of numbers in, change points out. */
@NullMarked
package io.orchestress.stats.changepoint;

import org.jspecify.annotations.NullMarked;
