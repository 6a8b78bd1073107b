/**
 * A duel: pairs of short runs of a baseline and a candidate, looked at again and again until it is decided which is worse.
 *
 * <p>{@link io.orchestress.analysis.duel.Pair} is what one pair measured, {@link io.orchestress.analysis.duel.Judge} what all of them
 * say at a look, {@link io.orchestress.analysis.duel.Disturbance} whether a run is to be left out, which knows nothing of its latency.
 */
@NullMarked
package io.orchestress.analysis.duel;

import org.jspecify.annotations.NullMarked;
