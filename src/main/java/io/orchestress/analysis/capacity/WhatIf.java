package io.orchestress.analysis.capacity;

import io.orchestress.record.Scalability.Answer;
import io.orchestress.stats.usl.ConfidenceInterval;
import io.orchestress.stats.usl.Fit;
import io.orchestress.text.Format;

/**
 * What one further run at another {@code n} would carry. Refused: more than {@link #FURTHEST} times the largest {@code n} measured, or
 * less than the smallest divided by it; past the fitted peak where nothing was measured; an interval wider than {@link #WIDEST}.
 */
final class WhatIf {
    static final double FURTHEST = 2;
    /** {@code (high − low) ÷ value}. */
    static final double WIDEST = 0.5;

    private WhatIf() {}

    static String question(String over, double n) {
        return Format.number(n) + " " + over;
    }

    /** Largest {@code n} for which there may be an answer. */
    static double furthest(Fit law) {
        double largest = law.points().largestN();
        return Math.max(largest, Math.min(FURTHEST * largest, law.curve().peakN()));
    }

    static Answer answer(String over, Fit law, double n) {
        double smallest = law.points().smallestN();
        double largest = law.points().largestN();
        double peak = law.curve().peakN();
        if (n > FURTHEST * largest) {
            return refused(
                    over,
                    n,
                    Format.number(n) + " is more than twice the largest value measured, " + Format.number(largest));
        }
        if (n < smallest / FURTHEST) {
            return refused(
                    over,
                    n,
                    Format.number(n) + " is less than half the smallest value measured, " + Format.number(smallest));
        }
        if (n > largest && n > peak) {
            return refused(
                    over,
                    n,
                    Format.number(n) + " is beyond the fitted peak at " + Format.number(peak)
                            + ", and the data ends at " + Format.number(largest)
                            + ": how throughput falls was not measured");
        }
        ConfidenceInterval next = law.nextAt(n);
        if (!next.isBounded() || next.width() > WIDEST) {
            return refused(
                    over,
                    n,
                    "the interval, " + Format.rate(next.low()) + " to "
                            + (next.isBounded() ? Format.rate(next.high()) : "infinity")
                            + ", is wider than " + Format.limit(WIDEST, "ratio") + " of "
                            + Format.rate(next.value()));
        }
        return new Answer(question(over, n), UslResult.estimate(next), null);
    }

    private static Answer refused(String over, double n, String reason) {
        return new Answer(question(over, n), null, reason);
    }
}
