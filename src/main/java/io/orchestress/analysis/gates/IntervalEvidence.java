package io.orchestress.analysis.gates;

import io.orchestress.text.Format;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * A figure that comes with its 95 % interval: a limit within the interval is neither kept nor broken.
 *
 * @param low, high of the interval, in the unit of the figure
 * @param unit of the figure
 */
record IntervalEvidence(double value, double low, double high, long samples, String unit) implements LimitEvidence {
    private static final double Z = 1.959963984540054;

    /** Where the interval just reaches the limit. */
    private static final double OUTSIDE = 0.05;

    /** As of a normal distribution whose interval reaches as far as this one, towards the limit. */
    @Override
    public Chance against(double limit, Relation relation) {
        double off = value - limit;
        double half = off > 0 ? value - low : high - value;
        double probability = half > 0
                ? 2 * new NormalDistribution().cumulativeProbability(-Z * Math.abs(off) / half)
                : off == 0 ? 1 : 0;
        // What is beyond a limit and what only reaches it differ: the relation decides of a figure that is just at it.
        double told = probability <= OUTSIDE || (half == 0 && relation.holds(value, limit)) ? 0 : 1;
        double decisive =
                off == 0 ? Double.POSITIVE_INFINITY : Math.max(samples + 1.0, samples * Math.pow(half / off, 2));
        return new Chance(
                probability,
                told,
                false,
                "95 % interval " + Format.beside(low, unit, limit) + " to " + Format.beside(high, unit, limit),
                decisive);
    }
}
