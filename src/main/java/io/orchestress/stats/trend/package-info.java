/** Whether a series grows over time, and by how much. */
@NullMarked
package io.orchestress.stats.trend;

import org.jspecify.annotations.NullMarked;
