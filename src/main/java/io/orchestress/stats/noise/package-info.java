/**
 * Says how much runs differ although nothing has changed, and what can be concluded in spite of it.
 *
 * <p>Start with {@link io.orchestress.stats.noise.LearnedNoise}, which learns the noise from earlier runs; {@link
 * io.orchestress.stats.noise.Robust} has location and scale that a disturbed run does not carry away, {@link
 * io.orchestress.stats.noise.Location} an estimate with its error, {@link io.orchestress.stats.noise.Spending} how an error is
 * spent over looks at a row that grows. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.stats.noise;

import org.jspecify.annotations.NullMarked;
