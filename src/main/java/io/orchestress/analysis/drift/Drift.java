package io.orchestress.analysis.drift;

import java.util.Arrays;

/**
 * A robust line through a series, and whether it rises or falls by more than chance explains. The line is that of Theil and Sen:
 * slope {@code b = median((x_j − x_i) ÷ (t_j − t_i))} over all pairs, start {@code median(x_i − b (t_i − t_1))}.
 *
 * @param start of the line, at the first time, in the unit of the series
 * @param end of the line, at the last time
 * @param z of the test of {@link MannKendall}: standard normal where nothing drifts, above 0 for growth
 */
public record Drift(double slopePerSec, double start, double end, double z) {

    /**
     * @param seconds strictly ascending, at least 4
     * @param values one for each time, finite
     * @throws IllegalArgumentException when the two do not fit together
     */
    public static Drift of(double[] seconds, double[] values) {
        if (seconds.length != values.length || seconds.length < 4) {
            throw new IllegalArgumentException(seconds.length + " times and " + values.length + " values, 4 at least");
        }
        double slope = slope(seconds, values);
        double[] rest = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            rest[i] = values[i] - slope * (seconds[i] - seconds[0]);
        }
        double start = median(rest.clone());
        double end = start + slope * (seconds[seconds.length - 1] - seconds[0]);
        return new Drift(slope, start, end, MannKendall.z(values, rest));
    }

    /** {@code end ÷ start − 1}; 0 where the line does not start above 0. */
    public double growth() {
        return start > 0 ? end / start - 1 : 0;
    }

    private static double slope(double[] seconds, double[] values) {
        double[] slopes = new double[seconds.length * (seconds.length - 1) / 2];
        int next = 0;
        for (int i = 0; i < seconds.length; i++) {
            for (int j = i + 1; j < seconds.length; j++) {
                if (!(seconds[j] > seconds[i])) {
                    throw new IllegalArgumentException(seconds[j] + " s does not come after " + seconds[i] + " s");
                }
                slopes[next++] = (values[j] - values[i]) / (seconds[j] - seconds[i]);
            }
        }
        return median(slopes);
    }

    /** Sorts its argument. */
    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
