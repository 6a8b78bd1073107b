/** Record in, findings out: pure functions that can be run again years later with other thresholds. */
@NullMarked
package io.orchestress.analysis;

import org.jspecify.annotations.NullMarked;
