/**
 * Writes the summary at the end of a run, on a terminal.
 *
 * <p>Start with {@link io.orchestress.report.console.ConsoleSummary}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.report.console;

import org.jspecify.annotations.NullMarked;
