package io.orchestress.analysis.duel;

import io.orchestress.analysis.duel.Pair.Shares;
import io.orchestress.stats.noise.LearnedNoise;
import io.orchestress.stats.noise.Location;
import java.util.List;

/**
 * The difference of two shares over pairs, as their mean: failures come in bursts, and one burst is no outlier to be left out.
 *
 * <p>The variance of a pair's difference is moderated as that of times is, {@code s² = (3 v + (n − 1) s_n²) ÷ (n + 2)}, but what stands for
 * the past is the binomial law: {@code v = p̃ (1 − p̃) (1 ÷ n_A + 1 ÷ n_B)}, with {@code p̃ = (k + 1) ÷ (N + 2)} over all pairs and both
 * sides (one of each more than was seen: Agresti and Caffo, Am. Statist. 54, 2000). So no failure at all is no proof that there is none, and
 * what comes in bursts has the error of bursts.
 */
final class ShareDifference {
    private ShareDifference() {}

    /** @param pairs at least one */
    static Location of(List<Shares> pairs) {
        double counted = 0;
        double all = 0;
        double spread = 0;
        double mean = 0;
        int n = pairs.size();
        for (Shares pair : pairs) {
            counted += (double) pair.before().count() + pair.after().count();
            all += (double) pair.before().of() + pair.after().of();
            spread += (1.0 / pair.before().of() + 1.0 / pair.after().of()) / n;
            mean += pair.difference() / n;
        }
        double share = (counted + 1) / (all + 2);
        double prior = LearnedNoise.ASSUMED_FREEDOM * share * (1 - share) * spread;
        double squares = 0;
        for (Shares pair : pairs) {
            squares += (pair.difference() - mean) * (pair.difference() - mean);
        }
        double freedom = LearnedNoise.ASSUMED_FREEDOM + n - 1;
        return new Location(mean, Math.sqrt((prior + squares) / freedom / n), freedom);
    }
}
