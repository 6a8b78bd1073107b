package io.orchestress.stats.noise;

import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Where a row of values lies, and how surely: Huber's location, its error {@code 1.02 s ÷ √n}, and the degrees of freedom of
 * {@code s}; {@code (m − μ) ÷ error} is taken as Student's.
 *
 * @param value {@code m}, in the unit of the values
 * @param error its standard error, above 0
 */
public record Location(double value, double error, double degreesOfFreedom) {
    public Location {
        if (!Double.isFinite(value) || !(error > 0) || !(degreesOfFreedom > 0)) {
            throw new IllegalArgumentException(
                    "no location: " + value + " ± " + error + ", " + degreesOfFreedom + " degrees of freedom");
        }
    }

    /**
     * Of pairs or runs at hand, with the noise that was learned before them.
     *
     * @param values at least one
     */
    public static Location of(double[] values, LearnedNoise before) {
        LearnedNoise noise = before.with(values);
        return new Location(
                Robust.location(values, noise.scale()),
                Robust.HUBER_ERROR * noise.scale() / Math.sqrt(values.length),
                noise.degreesOfFreedom());
    }

    /** Probability of a location as high, or higher, where the true one is {@code boundary}. */
    public double probabilityAbove(double boundary) {
        return new TDistribution(degreesOfFreedom).cumulativeProbability((boundary - value) / error);
    }

    /** Probability of a location as low, or lower, where the true one is {@code boundary}. */
    public double probabilityBelow(double boundary) {
        return new TDistribution(degreesOfFreedom).cumulativeProbability((value - boundary) / error);
    }

    /** The true one is above it, but for {@code error} of all cases. */
    public double lowerBound(double level) {
        return value - quantile(level) * error;
    }

    /** The true one is below it, but for {@code level} of all cases. @param level one-sided, 0 to 1, both excluded */
    public double upperBound(double level) {
        return value + quantile(level) * error;
    }

    private double quantile(double level) {
        return -new TDistribution(degreesOfFreedom).inverseCumulativeProbability(level);
    }
}
