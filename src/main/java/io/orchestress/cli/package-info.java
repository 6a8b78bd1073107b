/** The command line: {@code scripts/orchestress COMMAND}. */
@NullMarked
package io.orchestress.cli;

import org.jspecify.annotations.NullMarked;
