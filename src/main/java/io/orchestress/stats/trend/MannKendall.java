package io.orchestress.stats.trend;

import java.util.Arrays;

/**
 * The test of Mann and Kendall for a monotonic trend, with the variance that Hamed and Rao correct for autocorrelation.
 *
 * <p>{@code S = Σ_{i<j} sgn(x_j − x_i)}, {@code Var = (n(n−1)(2n+5) − Σ t(t−1)(2t+5)) ÷ 18} over groups of {@code t} equal values,
 * times {@code c = 1 + 2 ÷ (n(n−1)(n−2)) Σ_k (n−k)(n−k−1)(n−k−2) ρ_k}, where {@code ρ_k} is the autocorrelation of the ranks of
 * the detrended series at lag {@code k}, where it is significant: {@code |ρ_k| > 1.96 ÷ √n}. {@code Z = (S ∓ 1) ÷ √(c Var)}.
 *
 * <p>Where {@code c} would be below 1, it is 1: negative autocorrelation never makes the test bolder here.
 *
 * @see <a href="https://doi.org/10.1016/S0022-1694(97)00125-X">Hamed and Rao 1998, A modified Mann–Kendall trend test for
 *     autocorrelated data</a>
 */
public final class MannKendall {
    private static final double TWO_SIDED_95 = 1.959963984540054;

    private MannKendall() {}

    /** @param variance of the score, as {@link #variance(double[], double[])} gives it */
    public static double z(double[] values, double variance) {
        long s = score(values);
        return s == 0 || variance <= 0 ? 0 : (s - Math.signum(s)) / Math.sqrt(variance);
    }

    /**
     * Of the score, {@code c Var}.
     *
     * @param detrended the same series less its slope
     */
    public static double variance(double[] values, double[] detrended) {
        return variance(values) * Math.max(1, correction(detrended));
    }

    private static long score(double[] values) {
        long s = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                s += (long) Math.signum(values[j] - values[i]);
            }
        }
        return s;
    }

    private static double variance(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double n = sorted.length;
        double sum = n * (n - 1) * (2 * n + 5);
        for (int from = 0, to; from < sorted.length; from = to) {
            for (to = from + 1; to < sorted.length && sorted[to] == sorted[from]; ) {
                to++;
            }
            double equal = to - from;
            sum -= equal * (equal - 1) * (2 * equal + 5);
        }
        return sum / 18;
    }

    private static double correction(double[] detrended) {
        double[] ranks = ranks(detrended);
        double n = ranks.length;
        double mean = Arrays.stream(ranks).average().orElse(0);
        double whole = covariance(ranks, mean, 0);
        if (whole == 0) {
            return 1;
        }
        double sum = 0;
        for (int lag = 1; lag < ranks.length; lag++) {
            double rho = covariance(ranks, mean, lag) / whole;
            if (Math.abs(rho) > TWO_SIDED_95 / Math.sqrt(n)) {
                sum += (n - lag) * (n - lag - 1) * (n - lag - 2) * rho;
            }
        }
        return 1 + 2 / (n * (n - 1) * (n - 2)) * sum;
    }

    private static double covariance(double[] ranks, double mean, int lag) {
        double sum = 0;
        for (int i = 0; i + lag < ranks.length; i++) {
            sum += (ranks[i] - mean) * (ranks[i + lag] - mean);
        }
        return sum;
    }

    /** From 1; equal values share the mean of their ranks. */
    private static double[] ranks(double[] values) {
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int below = 0;
            int equal = 0;
            for (double other : values) {
                below += other < values[i] ? 1 : 0;
                equal += other == values[i] ? 1 : 0;
            }
            ranks[i] = below + (equal + 1) / 2.0;
        }
        return ranks;
    }
}
