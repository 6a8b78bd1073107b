/**
 * The command line, {@code orchestress COMMAND}: a class for each command.
 *
 * <p>Start with {@link io.orchestress.cli.Main}. Commands that need Gatling, {@code run} and {@code calibrate}, are started by
 * the script. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.cli;

import org.jspecify.annotations.NullMarked;
