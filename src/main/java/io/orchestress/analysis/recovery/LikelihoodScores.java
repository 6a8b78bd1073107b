package io.orchestress.analysis.recovery;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Second by second, what speaks for one figure being worse than it may be.
 *
 * @param scores for each alternative: by second, logarithm of its likelihood ratio against the figure being at its limit; 0 where
 *     nothing was seen
 * @param limit against the figure at its limit
 * @param margin against the figure so far beyond its limit that it would not be back
 * @param seen by second, on how much it rests; 0: nothing is known
 */
record LikelihoodScores(List<double[]> scores, Surplus limit, Surplus margin, long[] seen) {
    private static final int[] BLOCKS = {1, 2, 5};
    private static final int FEWEST_BLOCKS = 6;
    private static final double MOST_DISPERSION = 25;
    /** Seconds from which on the dispersion of a stretch is known well enough. */
    private static final int LONG_ENOUGH = 30;

    /**
     * What was seen against what is expected of a figure at some level; above 0 is worse.
     *
     * @param surplus by second, what was seen less what is expected
     * @param variance by second, of what is expected
     */
    record Surplus(double[] surplus, double[] variance) {
        private static Surplus ofShares(long[] k, long[] n, double share, double dispersion) {
            double[] surplus = new double[k.length];
            double[] variance = new double[k.length];
            for (int i = 0; i < k.length; i++) {
                surplus[i] = k[i] - share * n[i];
                variance[i] = share * (1 - share) * n[i] * dispersion;
            }
            return new Surplus(surplus, variance);
        }

        private static Surplus ofCounts(double[] counts, double mean, double sign, double dispersion) {
            double[] surplus = new double[counts.length];
            double[] variance = new double[counts.length];
            for (int i = 0; i < counts.length; i++) {
                if (!Double.isNaN(counts[i])) {
                    surplus[i] = sign * (counts[i] - mean);
                    variance[i] = mean * dispersion;
                }
            }
            return new Surplus(surplus, variance);
        }

        /** By how many standard deviations a stretch as a whole is worse than the level, the seconds of {@code without} left out. */
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

        /**
         * As {@link #z}, of a stretch that may vary more than the reference did: where it is long enough to tell, with its own dispersion.
         */
        double zByItself(int from, int to, boolean[] without) {
            int[] kept = IntStream.range(from, Math.max(from, to))
                    .filter(i -> !without[i])
                    .toArray();
            double z = z(from, to, without);
            if (kept.length < LONG_ENOUGH) {
                return z;
            }
            double all = Arrays.stream(kept).mapToDouble(i -> variance[i]).sum();
            double each = all == 0
                    ? 0
                    : Arrays.stream(kept).mapToDouble(i -> surplus[i]).sum() / all;
            double more = dispersion(
                    Arrays.stream(kept)
                            .mapToDouble(i -> surplus[i] - each * variance[i])
                            .toArray(),
                    Arrays.stream(kept).mapToDouble(i -> variance[i]).toArray());
            return z / Math.sqrt(more);
        }
    }

    /**
     * Of {@code n} each second, {@code k} that are worse than the limit, where a share {@code p0} may be.
     *
     * @param margin share above {@code p0} that would not be back
     * @param alternatives shares above {@code p0}
     * @param dispersion variance of what is seen ÷ that of independent draws, 1 or more
     */
    static LikelihoodScores ofShares(
            long[] k, long[] n, double p0, double margin, double dispersion, double... alternatives) {
        int seconds = k.length;
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
        return new LikelihoodScores(
                scores, Surplus.ofShares(k, n, p0, dispersion), Surplus.ofShares(k, n, margin, dispersion), n.clone());
    }

    /**
     * Of a count each second that has the mean {@code limit} where it is as bad as it may be.
     *
     * @param counts {@code NaN} where it is not known
     * @param margin mean on the worse side of the limit that would not be back
     * @param alternatives means on the worse side of the limit: all above it, or all below it
     */
    static LikelihoodScores ofCounts(
            double[] counts, double limit, double margin, double dispersion, double... alternatives) {
        int seconds = counts.length;
        double sign = Math.signum(alternatives[0] - limit);
        long[] seen = Arrays.stream(counts)
                .mapToLong(count -> Double.isNaN(count) ? 0 : 1)
                .toArray();
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
        return new LikelihoodScores(
                scores,
                Surplus.ofCounts(counts, limit, sign, dispersion),
                Surplus.ofCounts(counts, margin, sign, dispersion),
                seen);
    }

    int seconds() {
        return seen.length;
    }

    /** By second, whether it lies in a stretch that is worse than the limit by more than chance. */
    boolean[] worse(double threshold) {
        boolean[] worse = new boolean[seconds()];
        for (double[] score : scores) {
            for (CusumSegments.Segment segment : CusumSegments.above(threshold, threshold / 2, score)) {
                Arrays.fill(worse, segment.from(), segment.to(), true);
            }
        }
        return worse;
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
