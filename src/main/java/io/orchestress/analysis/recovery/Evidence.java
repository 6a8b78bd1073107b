package io.orchestress.analysis.recovery;

import java.util.Arrays;
import java.util.List;

/**
 * Second by second, what speaks for one figure being worse than it may be.
 *
 * @param scores for each alternative: by second, logarithm of its likelihood ratio against the figure being at its limit; 0 where
 *     nothing was seen
 * @param surplus by second, what was seen less what is expected at the limit
 * @param variance by second, of what is expected
 * @param seen by second, on how much it rests; 0: nothing is known
 */
record Evidence(List<double[]> scores, double[] surplus, double[] variance, long[] seen) {
    private static final int[] BLOCKS = {1, 2, 5};
    private static final int FEWEST_BLOCKS = 6;
    private static final double MOST_DISPERSION = 25;

    /**
     * Of {@code n} each second, {@code k} that are worse than the limit, where a share {@code p0} may be.
     *
     * @param alternatives shares above {@code p0}
     * @param dispersion variance of what is seen ÷ that of independent draws, 1 or more
     */
    static Evidence ofShares(long[] k, long[] n, double p0, double dispersion, double... alternatives) {
        int seconds = k.length;
        double[] surplus = new double[seconds];
        double[] variance = new double[seconds];
        for (int i = 0; i < seconds; i++) {
            surplus[i] = k[i] - p0 * n[i];
            variance[i] = p0 * (1 - p0) * n[i] * dispersion;
        }
        List<double[]> scores = Arrays.stream(alternatives)
                .mapToObj(p1 -> {
                    double worse = Math.log(p1 / p0) / dispersion;
                    double good = Math.log((1 - p1) / (1 - p0)) / dispersion;
                    double[] score = new double[seconds];
                    for (int i = 0; i < seconds; i++) {
                        score[i] = k[i] * worse + (n[i] - k[i]) * good;
                    }
                    return score;
                })
                .toList();
        return new Evidence(scores, surplus, variance, n.clone());
    }

    /**
     * Of a count each second that has the mean {@code limit} where it is as bad as it may be.
     *
     * @param counts {@code NaN} where it is not known
     * @param alternatives means on the worse side of the limit: all above it, or all below it
     */
    static Evidence ofCounts(double[] counts, double limit, double dispersion, double... alternatives) {
        int seconds = counts.length;
        double sign = Math.signum(alternatives[0] - limit);
        double[] surplus = new double[seconds];
        double[] variance = new double[seconds];
        long[] seen = new long[seconds];
        for (int i = 0; i < seconds; i++) {
            if (!Double.isNaN(counts[i])) {
                surplus[i] = sign * (counts[i] - limit);
                variance[i] = limit * dispersion;
                seen[i] = 1;
            }
        }
        List<double[]> scores = Arrays.stream(alternatives)
                .mapToObj(mean -> {
                    double[] score = new double[seconds];
                    for (int i = 0; i < seconds; i++) {
                        score[i] =
                                seen[i] == 0 ? 0 : (counts[i] * Math.log(mean / limit) - (mean - limit)) / dispersion;
                    }
                    return score;
                })
                .toList();
        return new Evidence(scores, surplus, variance, seen);
    }

    int seconds() {
        return seen.length;
    }

    /** By second, whether it lies in a stretch that is worse than the limit by more than chance. */
    boolean[] worse(double threshold) {
        boolean[] worse = new boolean[seconds()];
        for (double[] score : scores) {
            for (Segments.Segment segment : Segments.above(threshold, threshold / 2, score)) {
                Arrays.fill(worse, segment.from(), segment.to(), true);
            }
        }
        return worse;
    }

    /** By how many standard deviations a stretch as a whole is worse than the limit, the seconds of {@code without} left out. */
    double z(int from, int to, boolean[] without) {
        double sum = 0;
        double of = 0;
        for (int i = from; i < to; i++) {
            if (!without[i]) {
                sum += surplus[i];
                of += variance[i];
            }
        }
        return of == 0 ? 0 : sum / Math.sqrt(of);
    }

    long seen(int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += seen[i];
        }
        return sum;
    }

    /**
     * How much more a figure varies than independent draws do, while all is well: the largest, over blocks of 1, 2 and 5 seconds, of the
     * variance of sums over blocks ÷ what it would be; 1 to 25. With fewer than 6 blocks there is nothing to tell it from.
     *
     * @param surplus by second, what was seen less what is expected
     * @param variance by second, of independent draws
     */
    static double dispersion(double[] surplus, double[] variance) {
        double most = 1;
        for (int length : BLOCKS) {
            int blocks = surplus.length / length;
            if (blocks < FEWEST_BLOCKS) {
                continue;
            }
            double squares = 0;
            double expected = 0;
            for (int block = 0; block < blocks; block++) {
                double sum = 0;
                for (int i = block * length; i < (block + 1) * length; i++) {
                    sum += surplus[i];
                    expected += variance[i];
                }
                squares += sum * sum;
            }
            if (expected > 0) {
                most = Math.max(most, squares / expected * blocks / (blocks - 1));
            }
        }
        return Math.min(MOST_DISPERSION, most);
    }
}
