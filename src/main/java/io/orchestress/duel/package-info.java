/**
 * Runs a duel of two targets, each run in a process of its own with a record of its own.
 *
 * <p>Start with {@link io.orchestress.duel.Duels}; {@link io.orchestress.duel.Duel} runs pairs until {@code analysis.duel} has
 * decided. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.duel;

import org.jspecify.annotations.NullMarked;
