package io.orchestress.stats.changepoint;

import org.jspecify.annotations.Nullable;

/**
 * A level ended and another began.
 *
 * @param index of the first run of the new level in the row that was given
 * @param before level, in the unit of the values: mean (of logarithms, where they are compared) of the runs back to the change before,
 *     outliers pulled in; in a drift, its line where it broke off
 * @param after level of the runs up to the next change; in a drift, its line where it went on
 * @param relativeChange {@code (after − before) ÷ |before|}; absent when {@code before} is 0
 * @param pValue of the row in any other order, {@code 1 ÷ 1000} to 1; see {@link Permutations}
 */
public record ChangePoint(
        int index, double before, double after, @Nullable Double relativeChange, double pValue) {

    /** Above 0: the level rose. */
    public double difference() {
        return after - before;
    }

    static @Nullable Double relative(double before, double after) {
        return before == 0 ? null : (Double) ((after - before) / Math.abs(before));
    }
}
