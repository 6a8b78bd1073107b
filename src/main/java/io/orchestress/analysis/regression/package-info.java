/**
 * Compares a run with earlier ones: does it differ, by how much, and how sure is that?
 *
 * <p>Start with {@link io.orchestress.analysis.regression.Regression}. {@link io.orchestress.analysis.regression.RunBlocks}
 * cuts a record into blocks of time, {@link io.orchestress.analysis.regression.Sensitivities} gives a metric's standard error
 * from the spread between blocks, {@link io.orchestress.analysis.regression.Difference} sets one run against several, and
 * {@link io.orchestress.analysis.regression.ChangeClassifier} decides. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.analysis.regression;

import org.jspecify.annotations.NullMarked;
