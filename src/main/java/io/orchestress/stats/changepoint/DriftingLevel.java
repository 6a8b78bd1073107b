package io.orchestress.stats.changepoint;

import org.jspecify.annotations.Nullable;

/**
 * A level that moved with each run, with no run with which it began.
 *
 * @param from first run of it, in the row that was given
 * @param to last run of it
 * @param runs with a value from the first to the last
 * @param start of the line at the first run, in the unit of the values
 * @param end of the line at the last, less the steps between
 * @param relativeChange {@code (end − start) ÷ |start|}; absent when {@code start} is 0
 * @param z of Mann and Kendall, with the variance of Hamed and Rao, steps taken out
 */
public record DriftingLevel(
        int from,
        int to,
        int runs,
        double start,
        double end,
        @Nullable Double relativeChange,
        double z) {

    /** Above 0: it rose. */
    public double difference() {
        return end - start;
    }
}
