package io.orchestress.analysis.duel;

import io.orchestress.analysis.duel.Pair.Share;
import io.orchestress.analysis.noise.LearnedNoise;
import io.orchestress.analysis.noise.Location;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

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

    /** @param difference of one pair: above 0, the candidate is worse */
    static Location of(
            List<Pair> pairs,
            ToDoubleFunction<Pair> difference,
            Function<Pair, Share> before,
            Function<Pair, Share> after) {
        double counted = 0;
        double all = 0;
        double spread = 0;
        double mean = 0;
        int n = pairs.size();
        for (Pair pair : pairs) {
            Share a = before.apply(pair);
            Share b = after.apply(pair);
            counted += (double) a.count() + b.count();
            all += (double) a.of() + b.of();
            spread += (1.0 / a.of() + 1.0 / b.of()) / n;
            mean += difference.applyAsDouble(pair) / n;
        }
        double share = (counted + 1) / (all + 2);
        double prior = LearnedNoise.ASSUMED_FREEDOM * share * (1 - share) * spread;
        double squares = 0;
        for (Pair pair : pairs) {
            double off = difference.applyAsDouble(pair) - mean;
            squares += off * off;
        }
        double freedom = LearnedNoise.ASSUMED_FREEDOM + n - 1;
        return new Location(mean, Math.sqrt((prior + squares) / freedom / n), freedom);
    }
}
