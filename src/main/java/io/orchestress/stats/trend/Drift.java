package io.orchestress.stats.trend;

import java.util.Arrays;

/**
 * A robust line through a series, and whether it rises or falls by more than chance explains. The line is that of Theil and Sen:
 * slope {@code b = median((x_j − x_i) ÷ (t_j − t_i))} over all pairs, start {@code median(x_i − b (t_i − t_1))}.
 *
 * <p>Its interval is Sen's: with the {@code N} slopes in order, those of ranks {@code (N ∓ C) ÷ 2}, {@code C = 1.96 √(c Var)} with the
 * variance of {@link MannKendall}, so that it is as wide as the autocorrelation asks for.
 *
 * @param lowPerSec, highPerSec of the slope's 95 % interval, which holds the slope
 * @param start of the line, at the first time, in the unit of the series
 * @param end of the line, at the last time
 * @param z of the test of {@link MannKendall}: standard normal where nothing drifts, above 0 for growth
 */
public record Drift(double slopePerSec, double lowPerSec, double highPerSec, double start, double end, double z) {
    private static final double TWO_SIDED_95 = 1.959963984540054;

    /**
     * @param seconds strictly ascending, at least 4
     * @param values one for each time, finite
     * @throws IllegalArgumentException when the two do not fit together
     */
    public static Drift of(double[] seconds, double[] values) {
        if (seconds.length != values.length || seconds.length < 4) {
            throw new IllegalArgumentException(seconds.length + " times and " + values.length + " values, 4 at least");
        }
        double[] slopes = slopes(seconds, values);
        double slope = middle(slopes);
        double[] rest = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            rest[i] = values[i] - slope * (seconds[i] - seconds[0]);
        }
        double start = median(rest.clone());
        double end = start + slope * (seconds[seconds.length - 1] - seconds[0]);
        double variance = MannKendall.variance(values, rest);
        double half = TWO_SIDED_95 * Math.sqrt(variance) / 2;
        double low = slopes[(int) Math.max(0, Math.floor(slopes.length / 2.0 - half) - 1)];
        double high = slopes[(int) Math.min(slopes.length - 1, Math.ceil(slopes.length / 2.0 + half))];
        return new Drift(
                slope, Math.min(low, slope), Math.max(high, slope), start, end, MannKendall.z(values, variance));
    }

    /** Standard error of the slope, as wide as its interval tells. */
    public double errorPerSec() {
        return (highPerSec - lowPerSec) / (2 * TWO_SIDED_95);
    }

    /** {@code end ÷ start − 1}; 0 where the line does not start above 0. */
    public double growth() {
        return start > 0 ? end / start - 1 : 0;
    }

    /** Ascending. */
    private static double[] slopes(double[] seconds, double[] values) {
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
        Arrays.sort(slopes);
        return slopes;
    }

    /** Sorts its argument. */
    private static double median(double[] values) {
        Arrays.sort(values);
        return middle(values);
    }

    private static double middle(double[] ascending) {
        int middle = ascending.length / 2;
        return ascending.length % 2 == 1 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
    }
}
