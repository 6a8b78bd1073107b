package io.orchestress.analysis.regression;

import io.orchestress.record.LatencyCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The figure that tells a general slow-down soonest: the geometric mean of the cells' means, each cell (a request or task in a phase)
 * weighted by how well the baseline knows it, {@code ln θ = Σ w_k ln x̄_k}, {@code w_k ∝ 1 ÷ v_k}, where {@code v_k} is the
 * variance of {@code ln x̄_k} over blocks, with an absolute resolution added: {@code (r ÷ x̄_k)²}.
 *
 * <p>This is the fixed-effect estimate of a meta-analysis (Cochran, Suppl. J. R. Stat. Soc. 4, 1937) with the baseline's weights for
 * all runs. If every request gets 10 % slower, it grows by 10 %, and its standard error is the smallest that a weighted mean of
 * the cells can have; if one rare request alone gets slower, that request's own figures tell it.
 */
final class GeometricMean {
    private final Map<Mix.Cell, Double> weights = new LinkedHashMap<>();

    /** @param resolutionMillis differences of this size mean nothing on any machine */
    GeometricMean(Mix mix, List<RunBlocks> baseline, double resolutionMillis) {
        double sum = 0;
        for (Mix.Cell cell : mix.shares().keySet().stream().sorted().toList()) {
            double variance = 0;
            double millis = 0;
            for (RunBlocks run : baseline) {
                Means means = Means.of(run, cell);
                variance += BlockVariance.of(Map.of(cell.phase(), means.influence()))
                                .variance()
                        / baseline.size();
                millis += means.mean() / 1000 / baseline.size();
            }
            double resolved = resolutionMillis / Math.max(millis, 1e-3);
            double weight = 1 / (variance + resolved * resolved);
            if (Double.isFinite(variance) && Double.isFinite(weight)) {
                weights.put(cell, weight);
                sum += weight;
            }
        }
        double total = sum;
        weights.replaceAll((cell, weight) -> weight / total);
    }

    /** In milliseconds; empty where nothing can be weighted. */
    Optional<RunEstimate> of(RunBlocks run) {
        if (weights.isEmpty()) {
            return Optional.empty();
        }
        double log = 0;
        Map<String, double[]> influence = new HashMap<>();
        for (Map.Entry<Mix.Cell, Double> entry : weights.entrySet()) {
            Means means = Means.of(run, entry.getKey());
            log += entry.getValue() * Math.log(Math.max(means.mean(), 1) / 1000);
            double[] ofPhase =
                    influence.computeIfAbsent(entry.getKey().phase(), phase -> new double[means.influence().length]);
            for (int b = 0; b < ofPhase.length; b++) {
                ofPhase[b] += entry.getValue() * means.influence()[b];
            }
        }
        return Optional.of(new RunEstimate(Math.exp(log), influence, 0));
    }

    /** Mean of a cell in microseconds, and the influence of each block on its logarithm. */
    private record Means(double mean, double[] influence) {
        static Means of(RunBlocks run, Mix.Cell cell) {
            RunBlocks.Phase phase = run.phases().get(cell.phase());
            LatencyCounts[] blocks = phase == null ? null : phase.times().get(cell.series());
            if (blocks == null) {
                throw new IllegalArgumentException("run " + run.run().runId() + " has no " + cell);
            }
            List<Double> sums = new ArrayList<>();
            double sum = 0;
            double count = 0;
            for (LatencyCounts block : blocks) {
                sums.add(block.mean() * block.total());
                sum += block.mean() * block.total();
                count += block.total();
            }
            double mean = Math.max(sum / count, 1e-3);
            double[] influence = new double[blocks.length];
            for (int b = 0; b < blocks.length; b++) {
                influence[b] = (sums.get(b) - mean * blocks[b].total()) / count / mean;
            }
            return new Means(mean, influence);
        }
    }
}
