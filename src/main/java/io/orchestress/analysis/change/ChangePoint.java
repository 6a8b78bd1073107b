package io.orchestress.analysis.change;

import org.jspecify.annotations.Nullable;

/**
 * A level ended and another began.
 *
 * @param index of the first run of the new level in the row that was given
 * @param before level, in the unit of the values: mean of the runs back to the change before, outliers pulled in
 * @param after level of the runs up to the next change
 * @param relativeChange {@code (after − before) ÷ |before|}; absent when {@code before} is 0
 * @param pValue of no change, 0 to 1, corrected for the choice of the run among all of the window
 */
public record ChangePoint(
        int index, double before, double after, @Nullable Double relativeChange, double pValue) {

    /** The same at another place of another row. */
    ChangePoint at(int run) {
        return new ChangePoint(run, before, after, relativeChange, pValue);
    }

    /** Above 0: the level rose. */
    public double difference() {
        return after - before;
    }
}
