/** Whether a series grows over time, and by how much. */
@NullMarked
package io.orchestress.analysis.drift;

import org.jspecify.annotations.NullMarked;
