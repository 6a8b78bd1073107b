/**
 * Takes a closed record to its findings, verdict, reports, history and exit code: the end of every run, and of {@code
 * orchestress report}.
 *
 * <p>Start with {@link io.orchestress.evaluation.Evaluation}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.evaluation;

import org.jspecify.annotations.NullMarked;
