/**
 * A command for each task: how it is built, and how its output and exit code are judged.
 *
 * <p>Start with {@link io.orchestress.protocol.process.ProcessCalls}; {@link io.orchestress.protocol.process.ProcessAnswer}
 * judges. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.protocol.process;

import org.jspecify.annotations.NullMarked;
