package io.orchestress.analysis.regression;

import io.orchestress.stats.noise.LearnedNoise;
import io.orchestress.stats.noise.Robust;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * One figure of a candidate against the same figure of {@code K} baseline runs, on the figure's scale: {@code d = f(c) − m}, {@code m} Huber's
 * location of the {@code f(b_i)}, without those that lie far from the others, so that one disturbed run of several does not carry the baseline away.
 *
 * <p>How far one run lies from the next although nothing has changed is {@code s}: {@link LearnedNoise} of earlier runs, beside an assumption of
 * {@code √(τ₀² + w²)} that is worth ten degrees of freedom at first and three when 20 runs are known, with the baseline runs at hand; {@code w²} is what the blocks of one run explain. A new run is then predicted with
 * {@code V = s² (1 + 1.02² ÷ K)}, and never better than {@link BlockVariance} within the runs allows: {@code V = max(V, v)}, {@code v} of the
 * candidate's influence less the mean of the baseline's, block by block, so that what every run of the workload does alike (a queue that builds
 * up in each spike) is no noise. {@code d ÷ √V} is taken as Student's.
 *
 * <p>Of two baseline runs that differ by more than three times what noise explains nobody can say which one was disturbed: both may be right,
 * and {@code V} grows by the square of half their distance.
 *
 * @param log {@code d}
 * @param noise {@code s}, of one run
 * @param within {@code w²}
 * @param assumed what the assumption weighs in {@code s²}, 0 to 1
 * @param runs of the baseline that count
 * @param outliers runs of it that lie too far from the others to count
 * @param influence of both sides on {@code d}, by phase and block
 */
record Difference(
        double log,
        RunEstimate.Scale scale,
        double variance,
        double degreesOfFreedom,
        double noise,
        double within,
        double assumed,
        int runs,
        int outliers,
        Map<String, double[]> influence) {
    private static final double FAR = 3;

    /** Of the noise, until more than an assumption is known: with them a machine that is as noisy again calls a slow-down in 2 of 100 comparisons. */
    private static final double LEAST_FREEDOM = 10;

    Difference {
        influence = Map.copyOf(influence);
    }

    static Difference of(RunEstimate candidate, List<RunEstimate> baseline, RunNoise known) {
        int count = baseline.size();
        RunEstimate.Scale scale = candidate.scale();
        double[] all = baseline.stream().mapToDouble(RunEstimate::scaled).toArray();
        Map<String, double[]> influence = less(candidate.influence(), mean(baseline));
        BlockVariance blocks = BlockVariance.of(influence);
        double least = candidate.leastVariance()
                + baseline.stream().mapToDouble(RunEstimate::leastVariance).sum() / count / count;
        double both = Math.max(blocks.variance(), least);
        double within = both * count / (count + 1);
        if (!Double.isFinite(both)) {
            double log = candidate.scaled() - Robust.median(all);
            return new Difference(
                    log, scale, Double.POSITIVE_INFINITY, 1, known.assumed(), both, 1, count, 0, influence);
        }
        double assumed = Math.hypot(known.assumed(), Math.sqrt(within));
        LearnedNoise earlier = LearnedNoise.ofLevels(known.known(), assumed, LEAST_FREEDOM);
        double[] before = withoutOutliers(all, earlier.scale());
        int runs = before.length;
        LearnedNoise learned = earlier.with(before);
        double noise = Math.hypot(learned.scale(), known.resolution());
        double location = Robust.location(before, learned.scale());
        double predicted = noise * noise * (1 + share(runs));
        double apart = runs == 2 ? Math.abs(before[0] - before[1]) : 0;
        double either = apart > FAR * Math.sqrt(2) * learned.scale() ? apart * apart / 4 : 0;
        double freedom = both > predicted
                ? Math.min(learned.degreesOfFreedom(), blocks.degreesOfFreedom())
                : learned.degreesOfFreedom();
        return new Difference(
                candidate.scaled() - location,
                scale,
                Math.max(both, predicted) + either,
                Math.max(1, freedom),
                noise,
                within,
                assumedShare(known, learned),
                runs,
                count - runs,
                influence);
    }

    /** What the assumption weighs in the noise, 0 to 1. */
    private static double assumedShare(RunNoise known, LearnedNoise learned) {
        double seen = LearnedNoise.MAD_EFFICIENCY * Math.max(0, known.known().length - 1);
        return Math.max(LearnedNoise.ASSUMED_FREEDOM, LEAST_FREEDOM - seen) / learned.degreesOfFreedom();
    }

    /**
     * Three runs or more without those that lie farther than three scales from their median: Huber's location would go toward one of three by three
     * quarters of a scale, and the noise of all be that one's distance. The scale is that of the runs themselves where most of them lie farther apart
     * than was known.
     */
    private static double[] withoutOutliers(double[] values, double scale) {
        if (values.length <= 2) {
            return values;
        }
        double middle = Robust.median(values);
        double most = FAR * Math.max(scale, Robust.madScale(values, middle));
        return Arrays.stream(values)
                .filter(value -> Math.abs(value - middle) <= most)
                .toArray();
    }

    /** Variance of the centre of that many runs, in variances of one. */
    static double share(int runs) {
        return (runs < 3 ? 1 : Robust.HUBER_ERROR * Robust.HUBER_ERROR) / runs;
    }

    boolean isKnown() {
        return Double.isFinite(variance);
    }

    /** Share of {@code V} that is within the runs, 0 to 1. */
    double withinShare() {
        return Math.min(1, within * (1 + 1.0 / runs) / variance);
    }

    double standardError() {
        return Math.sqrt(variance);
    }

    /** One-sided probability of a difference as far up, or farther, when nothing changed. @param sign 1: up, −1: down */
    double probability(int sign) {
        return isKnown() ? new TDistribution(degreesOfFreedom).cumulativeProbability(-sign * log / standardError()) : 1;
    }

    /** The standard normal deviate with the same one-sided probability. @param sign 1: up, −1: down */
    double deviate(int sign) {
        double probability = Math.min(1 - 1e-16, Math.max(probability(sign), 1e-300));
        return -new NormalDistribution().inverseCumulativeProbability(probability);
    }

    /** The change: {@code e^d − 1}, a share of the figure; or {@code d}, in points. */
    double change() {
        return changeOf(log);
    }

    /** End of the two-sided interval of the change. @param confidence such as 0.9 */
    double from(double confidence) {
        return changeOf(log - quantile(0.5 + confidence / 2) * standardError());
    }

    double to(double confidence) {
        return changeOf(log + quantile(0.5 + confidence / 2) * standardError());
    }

    double changeOf(double difference) {
        return scale == RunEstimate.Scale.LOG ? Math.expm1(difference) : difference;
    }

    /** Of Student's distribution, to one side. */
    double quantile(double probability) {
        return new TDistribution(degreesOfFreedom).inverseCumulativeProbability(probability);
    }

    private static Map<String, double[]> mean(List<RunEstimate> figures) {
        Map<String, double[]> mean = new HashMap<>();
        for (RunEstimate figure : figures) {
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
