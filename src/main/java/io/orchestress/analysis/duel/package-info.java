/**
 * Decides a duel: pairs of short runs of a baseline and a candidate, evaluated after each pair until one is worse or none is.
 *
 * <p>Start with {@link io.orchestress.analysis.duel.DuelEvaluator}; {@link io.orchestress.analysis.duel.Pair} is the
 * measurement of one pair. Runs become pairs in {@link io.orchestress.analysis.regression.PairedRuns}. Which pairs are void is
 * decided without their latencies. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.analysis.duel;

import org.jspecify.annotations.NullMarked;
