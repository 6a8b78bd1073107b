/**
 * How much runs differ although nothing has changed, and what may be said of a difference in spite of it; of numbers only.
 *
 * <p>{@link io.orchestress.stats.noise.Robust} has the location and the scale that a disturbed run does not carry away,
 * {@link io.orchestress.stats.noise.LearnedNoise} what earlier runs say of the noise, and what it becomes with the runs at hand,
 * {@link io.orchestress.stats.noise.Location} an estimate with its error, and
 * {@link io.orchestress.stats.noise.Spending} how an error is spent over looks at a row that grows.
 */
@NullMarked
package io.orchestress.stats.noise;

import org.jspecify.annotations.NullMarked;
