/** The last words of a run, on a terminal. */
@NullMarked
package io.orchestress.report.console;

import org.jspecify.annotations.NullMarked;
