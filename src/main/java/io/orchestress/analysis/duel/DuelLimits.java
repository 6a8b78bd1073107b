package io.orchestress.analysis.duel;

import io.orchestress.stats.noise.Looks;

/**
 * How sure a duel is to be, and of what.
 *
 * @param falseAlarms probability, at most, of <i>worse</i> where nothing changed, over all looks and figures; 0 to 1, both excluded
 * @param missed probability, at most, of <i>not worse</i> where one figure is worse by its tolerance
 * @param tolerance share by which the typical time may grow, above 0
 * @param failures share by which more may fail, in points (0.01 is one point), above 0
 * @param unended share of what started that may end less often, in points, above 0
 */
public record DuelLimits(
        double falseAlarms, double missed, double tolerance, double failures, double unended, Looks looks) {
    public DuelLimits {
        if (!(falseAlarms > 0 && falseAlarms < 1 && missed > 0 && missed < 1)) {
            throw new IllegalArgumentException("no probabilities: " + falseAlarms + ", " + missed);
        }
        if (!(tolerance > 0 && failures > 0 && unended > 0)) {
            throw new IllegalArgumentException("no tolerances: " + tolerance + ", " + failures + ", " + unended);
        }
    }

    /** Up to which a difference is no worse, as {@link Pair#difference} has it. */
    public double toleranceOf(DuelMetric figure) {
        return switch (figure) {
            case TYPICAL -> Math.log1p(tolerance);
            case FAILED_REQUESTS, FAILED_TASKS -> failures;
            case NOT_ENDED -> unended;
        };
    }
}
