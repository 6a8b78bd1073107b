package io.orchestress.analysis.endurance;

import io.orchestress.stats.trend.Drift;
import java.util.Arrays;

/**
 * What a line is drawn through.
 *
 * @param at seconds, ascending
 * @param values one at each time
 */
record GroupMedians(double[] at, double[] values) {
    int size() {
        return at.length;
    }

    GroupMedians part(int from, int to) {
        return new GroupMedians(Arrays.copyOfRange(at, from, to), Arrays.copyOfRange(values, from, to));
    }

    double median(int from, int to) {
        return BinnedSeries.median(Arrays.copyOfRange(values, from, to));
    }

    /** Where the middle of a part lies. */
    double middle(int from, int to) {
        return Arrays.stream(at, from, to).average().orElseThrow();
    }

    /** From the first to the last of a part, as long as its groups are wide. */
    double seconds(int from, int to) {
        double width = (at[at.length - 1] - at[0]) / (at.length - 1);
        return at[to - 1] - at[from] + width;
    }

    Drift line() {
        return Drift.of(at, values);
    }
}
