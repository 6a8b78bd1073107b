/**
 * Runs a program of this machine once and waits for it; watches the signals to this one.
 *
 * <p>Start with {@link io.orchestress.transport.process.ProgramRun}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.transport.process;

import org.jspecify.annotations.NullMarked;
