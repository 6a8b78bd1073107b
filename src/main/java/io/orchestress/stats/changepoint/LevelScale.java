package io.orchestress.stats.changepoint;

import java.util.Arrays;

/** On what the levels of a metric are compared, and so what a least change is a share of. */
public enum LevelScale {
    /** Times, costs, rates, counts: a least change of 0.05 is a factor of 1.05, up or down. */
    LOGARITHM,
    /** Shares of requests or tasks, 0 to 1: a least change of 0.005 is half a point. */
    POINTS,
    /** Figures that may be 0: a least change of 0.05 is a twentieth of the level before. */
    LINEAR;

    /** This one, but for figures that have no logarithm. */
    LevelScale fitting(double[] values) {
        return this == LOGARITHM && Arrays.stream(values).anyMatch(value -> value <= 0) ? LINEAR : this;
    }

    double to(double value) {
        return this == LOGARITHM ? Math.log(value) : value;
    }

    double from(double scaled) {
        return this == LOGARITHM ? Math.exp(scaled) : scaled;
    }

    /**
     * How large a change is, in the unit of {@link #least}: without bound from 0 where it is told as a share.
     *
     * @param before on this scale
     * @param after on this scale
     */
    double size(double before, double after) {
        double difference = Math.abs(after - before);
        return this == LINEAR && difference > 0 ? difference / Math.abs(before) : difference;
    }

    /** Of a least change as it is written. */
    double least(double change) {
        return this == LOGARITHM ? Math.log1p(change) : change;
    }
}
