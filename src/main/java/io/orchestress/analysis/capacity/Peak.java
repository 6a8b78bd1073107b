package io.orchestress.analysis.capacity;

import io.orchestress.record.Estimate;
import io.orchestress.stats.usl.ConfidenceInterval;
import io.orchestress.stats.usl.Fit;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where throughput is highest, only where the points reach far enough: the interval of κ lies above 0, and that of the peak within the
 * smallest and twice the largest {@code n} that was measured. Of few points that scatter much none is told: of noisy rows those show one that chance bent most (the winner's curse), and of their
 * intervals 69 to 95 % held the truth.
 *
 * @param refusal absent where {@code n} and {@code throughputPerSec} are there
 */
record Peak(
        @Nullable Estimate n,
        @Nullable Estimate throughputPerSec,
        @Nullable String refusal) {
    /** A peak so many times beyond the data is rounding, not a place. */
    private static final double NO_SIGN = 100;

    /** Scatter of single points around the law above which few points show a peak only where chance bent them most, and then in the wrong place. */
    private static final double NOISY = 0.05;

    private static final int FEW = 12;
    private static final int COEFFICIENTS = 3;

    static Peak of(String over, Fit law, ConfidenceInterval kappa) {
        double smallest = law.points().smallestN();
        double largest = law.points().largestN();
        double fitted = law.curve().peakN();
        if (fitted <= smallest) {
            return refused("throughput falls from " + Format.number(smallest) + " " + over
                    + " on; the peak is below the measured range");
        }
        List<String> reasons = new ArrayList<>();
        boolean none = fitted > NO_SIGN * largest;
        if (none) {
            reasons.add("the data ends at " + Format.number(largest) + " and shows no sign of a peak");
        } else if (fitted > WhatIf.FURTHEST * largest) {
            reasons.add("the fitted peak (" + Format.number(fitted)
                    + ") is more than twice the largest value measured (" + Format.number(largest) + ")");
        }
        if (kappa.low() == 0) {
            if (!none) {
                reasons.add("the interval of κ includes 0: throughput may keep growing");
            }
            return refused(String.join("; ", reasons));
        }
        ConfidenceInterval n = law.peakN();
        if (reasons.isEmpty() && n.high() > WhatIf.FURTHEST * largest) {
            reasons.add("the interval of the peak, " + Format.number(n.low()) + " to " + Format.number(n.high())
                    + ", reaches too far beyond the data, which ends at " + Format.number(largest));
        }
        ConfidenceInterval throughput = law.peakThroughput();
        if (reasons.isEmpty() && !throughput.isBounded()) {
            reasons.add("the points do not bound the throughput at the peak");
        }
        int points = law.points().size();
        double scatter = law.residualRatio() * Math.sqrt((double) points / (points - COEFFICIENTS));
        if (reasons.isEmpty() && points < FEW && scatter > NOISY) {
            reasons.add(points + " points scatter by " + Format.beside(scatter, "ratio", NOISY)
                    + " around the fit; with fewer than " + FEW + " points the limit is "
                    + Format.limit(NOISY, "ratio") + ": measure more steps, or longer ones");
        }
        return reasons.isEmpty()
                ? new Peak(UslResult.estimate(n), UslResult.estimate(throughput), null)
                : refused(String.join("; ", reasons));
    }

    private static Peak refused(String reason) {
        return new Peak(null, null, "no peak: " + reason);
    }
}
