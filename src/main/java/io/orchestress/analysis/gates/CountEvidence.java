package io.orchestress.analysis.gates;

import io.orchestress.analysis.gates.LimitEvidence.Chance;
import io.orchestress.stats.Wilson;
import io.orchestress.text.Format;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/**
 * Samples that are beyond a limit, of which a share may be. Between two bounds where they could not be counted.
 *
 * @param least, most how many of them are beyond it; equal where they were counted
 * @param allowed share that may be, 0 to 1
 * @param noun of the samples, in the plural
 */
record CountEvidence(long least, long most, long samples, double allowed, String noun) {
    static final double ONE_SIDED_95 = 1.645;
    private static final double RATHER = 0.5;

    /**
     * With {@code k} of {@code n} beyond and a share of {@code a} allowed: {@code P(Bin(n, a) ≥ k)} and {@code P(Bin(n, a) ≤ k)}.
     *
     * @param noneKeepsAll whether none beyond keeps any limit, however few there are: where nothing failed, no limit of failures is broken
     */
    Chance chance(boolean noneKeepsAll) {
        boolean keptByAll = allowed >= 1 || (noneKeepsAll && most == 0);
        double asGood = keptByAll ? 0 : atMost(most);
        return new Chance(atLeast(least), asGood, most == 0 && asGood > RATHER, words(), decisive());
    }

    /**
     * With a share of {@code p} beyond: {@code 1.645² a (1 − a) ÷ (p − a)²} samples break the limit at 5 %, by the normal approximation;
     * of {@code 1 ÷ (a − p)} samples one less is beyond than of a target at the limit.
     */
    private double decisive() {
        double off = (double) most / samples - allowed;
        if (least != most || off == 0) {
            return Double.POSITIVE_INFINITY;
        }
        return Math.max(
                samples + 1.0,
                off > 0 ? ONE_SIDED_95 * ONE_SIDED_95 * allowed * (1 - allowed) / (off * off) : -1 / off);
    }

    private double atMost(long k) {
        return k >= samples ? 1 : distribution().cumulativeProbability(whole(k));
    }

    private double atLeast(long k) {
        return k <= 0 ? 1 : 1 - distribution().cumulativeProbability(whole(k - 1));
    }

    private BinomialDistribution distribution() {
        return new BinomialDistribution(whole(samples), Math.min(1, Math.max(0, allowed)));
    }

    private static int whole(long count) {
        return (int) Math.min(Integer.MAX_VALUE - 1, count);
    }

    private String words() {
        if (least != most) {
            return "between " + Format.count(least) + " and " + Format.count(most) + " of " + Format.count(samples)
                    + " " + noun + " violate the limit";
        }
        Wilson share = Wilson.of(most, samples);
        return Format.count(most) + " of " + Format.count(samples) + " " + noun + " violate the limit, 95 % interval "
                + Format.percent(share.from()) + " to " + Format.percent(share.to()) + ", " + limit() + " allowed";
    }

    /** As it was written. */
    private String limit() {
        return allowed <= 0 ? "none" : Format.limit(allowed, "ratio");
    }

    /** Samples of which none is beyond, from which on a target with the allowed share is rather not at its limit: {@code (1 − a)^n ≤ ½}. */
    static long leastFor(double allowed) {
        return allowed <= 0 ? 1 : (long) Math.ceil(Math.log(RATHER) / Math.log1p(-allowed) - 1e-9);
    }
}
