/**
 * A duel: pairs of short runs of a baseline and a candidate, looked at again and again until it is decided which is worse.
 *
 * <p>{@link io.orchestress.analysis.duel.Pair} is what one pair measured, {@link io.orchestress.analysis.duel.DuelEvaluator} what all of them
 * say at a look. Runs become pairs in {@link io.orchestress.analysis.regression.PairedRuns}; which of them are void, {@link
 * io.orchestress.analysis.regression.Disturbance} says, which knows nothing of their latency.
 */
@NullMarked
package io.orchestress.analysis.duel;

import org.jspecify.annotations.NullMarked;
