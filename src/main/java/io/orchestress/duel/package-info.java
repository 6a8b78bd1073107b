/**
 * A duel of two targets: {@link io.orchestress.duel.Duels} is its door, {@link io.orchestress.duel.Duel} runs pairs until it is decided,
 * {@link io.orchestress.duel.PairRuns} has each run made by a process of its own, with a record of its own.
 */
@NullMarked
package io.orchestress.duel;

import org.jspecify.annotations.NullMarked;
