/**
 * Is a run different from earlier ones, by how much, and how sure is that?
 *
 * <p>{@link io.orchestress.analysis.regression.RunBlocks} cuts a record into blocks of time;
 * {@link io.orchestress.analysis.regression.Estimators} make a figure and its standard error of them, from the spread between
 * blocks, not between requests; {@link io.orchestress.analysis.regression.Difference} sets one run against several, with the spread
 * between runs; {@link io.orchestress.analysis.regression.Regression} corrects for the number of metrics and judges.
 */
@NullMarked
package io.orchestress.analysis.regression;

import org.jspecify.annotations.NullMarked;
