package io.orchestress.analysis.regression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * One figure of a candidate against the same figure of {@code K} baseline runs, as logarithms.
 *
 * <p>{@code d = ln c − Σ ln b_i ÷ K}. Its variance has two parts, for a run differs from the next one by more than chance within it:
 *
 * <ul>
 *   <li>within: {@link BlockVariance} of the differences, block by block, of the candidate's influence and the mean of the
 *       baseline's; what every run of the workload does alike (a queue that builds up in each spike) falls out of it;
 *   <li>between: {@code τ² (1 + 1 ÷ K)}, with {@code τ² = (10 τ₀² + (K − 1) max(0, S² − v̄)) ÷ (10 + K − 1)}: the variance {@code S²} of the
 *       baseline runs beyond what their blocks explain ({@code v̄}), moderated by an assumed {@code τ₀} that counts as much as
 *       ten degrees of freedom (as Smyth, Stat. Appl. Genet. Mol. Biol. 3, 2004, does for many variances of few samples).
 * </ul>
 *
 * The quotient {@code d ÷ √V} is taken as Student's, with Satterthwaite's degrees of freedom over both parts.
 *
 * @param log {@code d}
 * @param influence of both sides on {@code d}, by phase and block
 */
record Difference(double log, double variance, double degreesOfFreedom, Map<String, double[]> influence) {
    private static final double PRIOR_WEIGHT = 10;

    Difference {
        influence = Map.copyOf(influence);
    }

    /** @param assumedNoise {@code τ₀}, above 0 */
    static Difference of(Figure candidate, List<Figure> baseline, double assumedNoise) {
        int runs = baseline.size();
        double mean = baseline.stream().mapToDouble(Figure::log).average().orElseThrow();
        Map<String, double[]> influence = less(candidate.influence(), mean(baseline));
        BlockVariance blocks = BlockVariance.of(influence);
        double least = candidate.leastVariance()
                + baseline.stream().mapToDouble(Figure::leastVariance).sum() / runs / runs;
        double within = Math.max(blocks.variance(), least);
        double between = runVariance(baseline, mean, assumedNoise) * (1 + 1.0 / runs);
        double betweenFreedom = PRIOR_WEIGHT + runs - 1;
        double variance = within + between;
        double freedom = variance
                * variance
                / (within * within / blocks.degreesOfFreedom() + between * between / betweenFreedom);
        return new Difference(
                candidate.log() - mean, variance, Double.isFinite(variance) ? Math.max(1, freedom) : 1, influence);
    }

    private static double runVariance(List<Figure> baseline, double mean, double assumedNoise) {
        int runs = baseline.size();
        double prior = PRIOR_WEIGHT * assumedNoise * assumedNoise;
        if (runs == 1) {
            return prior / PRIOR_WEIGHT;
        }
        Map<String, double[]> common = mean(baseline);
        double spread = 0;
        double explained = 0;
        for (Figure figure : baseline) {
            spread += (figure.log() - mean) * (figure.log() - mean) / (runs - 1);
            double own = BlockVariance.of(less(figure.influence(), common)).variance() * runs / (runs - 1);
            explained += Math.max(own, figure.leastVariance()) / runs;
        }
        return (prior + (runs - 1) * Math.max(0, spread - explained)) / (PRIOR_WEIGHT + runs - 1);
    }

    double standardError() {
        return Math.sqrt(variance);
    }

    /** Two-sided probability of a difference as large when nothing changed. */
    double pValue() {
        return Double.isFinite(variance)
                ? Math.min(
                        1,
                        2 * new TDistribution(degreesOfFreedom).cumulativeProbability(-Math.abs(log) / standardError()))
                : 1;
    }

    /** The standard normal deviate with the same two-sided probability. */
    double deviate() {
        return -new NormalDistribution().inverseCumulativeProbability(Math.max(pValue(), 1e-300) / 2);
    }

    /** Relative change: {@code e^d − 1}. */
    double change() {
        return Math.expm1(log);
    }

    /** End of the interval of the relative change. @param confidence such as 0.95 */
    double from(double confidence) {
        return Math.expm1(log - halfWidth(confidence));
    }

    double to(double confidence) {
        return Math.expm1(log + halfWidth(confidence));
    }

    private double halfWidth(double confidence) {
        return new TDistribution(degreesOfFreedom).inverseCumulativeProbability(0.5 + confidence / 2) * standardError();
    }

    private static Map<String, double[]> mean(List<Figure> figures) {
        Map<String, double[]> mean = new HashMap<>();
        for (Figure figure : figures) {
            figure.influence().forEach((phase, blocks) -> {
                double[] sum = mean.computeIfAbsent(phase, p -> new double[blocks.length]);
                for (int b = 0; b < Math.min(sum.length, blocks.length); b++) {
                    sum[b] += blocks[b] / figures.size();
                }
            });
        }
        return mean;
    }

    /** Block by block; a phase that one side lacks, or that it cut otherwise, stands on its own. */
    private static Map<String, double[]> less(Map<String, double[]> from, Map<String, double[]> what) {
        Map<String, double[]> difference = new HashMap<>(from);
        what.forEach((phase, blocks) -> {
            double[] own = from.get(phase);
            if (own != null && own.length == blocks.length) {
                double[] less = new double[own.length];
                for (int b = 0; b < less.length; b++) {
                    less[b] = own[b] - blocks[b];
                }
                difference.put(phase, less);
            } else {
                difference.put(own == null ? phase : phase + "#baseline", blocks);
            }
        });
        return difference;
    }
}
