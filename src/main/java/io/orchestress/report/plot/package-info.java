/**
 * Draws without a script: places in percent, so that a drawing fits any width and prints as it is.
 *
 * <p>Start with {@link io.orchestress.report.plot.Plot}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.report.plot;

import org.jspecify.annotations.NullMarked;
