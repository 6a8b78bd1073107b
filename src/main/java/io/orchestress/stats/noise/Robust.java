package io.orchestress.stats.noise;

import java.util.Arrays;

/** Location and scale of a few values, one of which may be of a disturbed run. */
public final class Robust {
    /** Huber's constant: 96 % of the efficiency of the mean where all is normal. */
    public static final double K = 1.5;

    /**
     * {@code 1 ÷ √0.964}: by how much Huber's location with {@link #K} scatters more than the mean of normal values. Its asymptotic
     * variance is {@code E ψ² ÷ (E ψ')²} (Huber, Ann. Math. Statist. 35, 1964).
     */
    public static final double HUBER_ERROR = 1.02;

    /** {@code 1 ÷ Φ⁻¹(0.75)}: makes the median absolute deviation of normal values their standard deviation. */
    public static final double MAD_TO_SIGMA = 1.482602218505602;

    private static final int HALVINGS = 200;

    private Robust() {}

    /**
     * The middle one, or the mean of the two in the middle.
     *
     * @param values at least one, none of which is {@code NaN}
     */
    public static double median(double[] values) {
        double[] sorted = checked(values).clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** {@code 1.4826 · median |x − centre|}, in the unit of the values; 0 where more than half of them are the centre. */
    public static double madScale(double[] values, double centre) {
        return MAD_TO_SIGMA
                * median(Arrays.stream(checked(values))
                        .map(value -> Math.abs(value - centre))
                        .toArray());
    }

    /**
     * Huber's location: the {@code μ} with {@code Σ ψ((x − μ) ÷ s) = 0}, {@code ψ(u) = max(−1.5, min(1.5, u))}; where several
     * {@code μ} solve it, the middle of them. Values within 1.5 scales of it count as in a mean, a farther one only by its side.
     *
     * @param scale {@code s}, the standard deviation of one value, 0 or more; with 0 it is the median
     */
    public static double location(double[] values, double scale) {
        checked(values);
        if (!(scale >= 0)) {
            throw new IllegalArgumentException("a scale is 0 or more: " + scale);
        }
        if (scale == 0) {
            return median(values);
        }
        double low = Arrays.stream(values).min().orElseThrow();
        double high = Arrays.stream(values).max().orElseThrow();
        // The sum falls, so that its zeros are between the last place where it is above 0 and the first where it is
        // below.
        double first = boundary(values, scale, low, high, false);
        double last = boundary(values, scale, low, high, true);
        return first + (last - first) / 2;
    }

    private static double boundary(double[] values, double scale, double from, double to, boolean zeroIsLeft) {
        double low = from;
        double high = to;
        for (int i = 0; i < HALVINGS && low < high; i++) {
            double middle = low + (high - low) / 2;
            double pull = pull(values, scale, middle);
            if (pull > 0 || (zeroIsLeft && pull == 0)) {
                if (low == middle) {
                    break;
                }
                low = middle;
            } else {
                if (high == middle) {
                    break;
                }
                high = middle;
            }
        }
        return zeroIsLeft ? high : low;
    }

    private static double pull(double[] values, double scale, double location) {
        double sum = 0;
        for (double value : values) {
            sum += Math.max(-K, Math.min(K, (value - location) / scale));
        }
        // Rounding is no pull.
        return Math.abs(sum) < 1e-12 * values.length ? 0 : sum;
    }

    private static double[] checked(double[] values) {
        if (values.length == 0 || Arrays.stream(values).anyMatch(value -> !Double.isFinite(value))) {
            throw new IllegalArgumentException("no location of " + Arrays.toString(values));
        }
        return values;
    }
}
