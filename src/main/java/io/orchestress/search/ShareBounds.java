package io.orchestress.search;

import org.hipparchus.distribution.continuous.TDistribution;

/**
 * One-sided 95 % bounds of a share from blocks of time. Requests near each other in time fare alike, so that {@code n} of them are worth
 * only {@code n ÷ d}: Wilson's score bounds at the effective count, with the design effect {@code d = max(1, (m ÷ (m − 1)) Σ (b_j − p n_j)² ÷ (n p (1 − p)))}
 * over {@code m} blocks of {@code b_j} bad ones among {@code n_j}. Where {@code d > 1} Student's t with {@code m − 1} degrees of freedom takes the place of the normal
 * quantile, since {@code d} itself is estimated. Source of the design effect: Kish, <i>Survey Sampling</i> (1965); of batch means: Law, <i>Simulation Modeling and
 * Analysis</i>, §9.5.3.
 *
 * @param share 0 to 1
 * @param from, to 95 % sure each
 * @param total what was counted; 0: nothing, and the bounds say nothing
 */
public record ShareBounds(double share, double from, double to, long total) {
    private static final double Z = 1.6448536269514722;

    /** @param blocks {@code [bad, total]} of each */
    public static ShareBounds of(long[][] blocks) {
        long bad = 0;
        long total = 0;
        for (long[] block : blocks) {
            bad += block[0];
            total += block[1];
        }
        if (total == 0) {
            return new ShareBounds(0, 0, 1, 0);
        }
        double p = (double) bad / total;
        double effect = designEffect(blocks, p, total);
        double z = effect > 1 && blocks.length > 1
                ? new TDistribution(blocks.length - 1).inverseCumulativeProbability(0.95)
                : Z;
        return wilson(p, total / effect, z, total);
    }

    /** At least 1; 1 where nothing varies. The larger of that of the blocks and that of pairs of them, which tells more where what is alike lasts longer than a block. */
    static double designEffect(long[][] blocks, double p, long total) {
        if (p == 0 || p == 1) {
            return 1;
        }
        double single = effect(blocks, p, total);
        return blocks.length < 6 ? single : Math.max(single, effect(pairs(blocks), p, total));
    }

    private static double effect(long[][] blocks, double p, long total) {
        if (blocks.length < 2) {
            return 1;
        }
        double squares = 0;
        for (long[] block : blocks) {
            double off = block[0] - p * block[1];
            squares += off * off;
        }
        double m = blocks.length;
        return Math.max(1, m / (m - 1) * squares / (total * p * (1 - p)));
    }

    private static long[][] pairs(long[][] blocks) {
        long[][] pairs = new long[blocks.length / 2][2];
        for (int i = 0; i < blocks.length; i++) {
            long[] pair = pairs[Math.min(pairs.length - 1, i / 2)];
            pair[0] += blocks[i][0];
            pair[1] += blocks[i][1];
        }
        return pairs;
    }

    private static ShareBounds wilson(double p, double n, double z, long total) {
        double z2 = z * z;
        double centre = p + z2 / (2 * n);
        double margin = z * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        double scale = 1 + z2 / n;
        return new ShareBounds(
                p,
                p == 0 ? 0 : Math.max(0, (centre - margin) / scale),
                p == 1 ? 1 : Math.min(1, (centre + margin) / scale),
                total);
    }
}
