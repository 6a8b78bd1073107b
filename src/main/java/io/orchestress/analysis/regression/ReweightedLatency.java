package io.orchestress.analysis.regression;

import io.orchestress.record.LatencyBuckets;
import io.orchestress.record.LatencyCounts;
import io.orchestress.record.SaturatedSum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Times of one run at a {@link Mix}: with the share {@code w_k} of cell {@code k} and the distribution {@code F_k} in it,
 * {@code F = Σ w_k F_k}.
 */
final class ReweightedLatency {
    private static final double MICROS_PER_MILLI = 1000;
    /** Samples beyond a percentile, below which it is the luck of a few. */
    private static final double LEAST_BEYOND = 10;

    private final List<Cell> cells = new ArrayList<>();
    private final Map<String, Integer> blocks = new HashMap<>();
    private final double[] cumulative;
    private final int firstBucket;
    private final long samples;

    private record Cell(String phase, double share, LatencyCounts[] blocks, LatencyCounts all) {}

    ReweightedLatency(RunBlocks run, Mix mix) {
        for (RunBlocks.Phase phase : run.phaseList()) {
            phase.times().forEach((series, perBlock) -> {
                Double share = mix.shares().get(new Mix.Cell(phase.name(), series));
                if (share != null) {
                    LatencyCounts all = new LatencyCounts();
                    for (LatencyCounts block : perBlock) {
                        all.add(block);
                    }
                    cells.add(new Cell(phase.name(), share, perBlock, all));
                    blocks.put(phase.name(), phase.blocks());
                }
            });
        }
        samples = cells.stream().mapToLong(cell -> cell.all().total()).reduce(0, SaturatedSum::plus);
        double[] density = new double[LatencyBuckets.COUNT];
        for (Cell cell : cells) {
            cell.all()
                    .forEachBucket((bucket, count) ->
                            density[bucket] += cell.share() * count / cell.all().total());
        }
        int first = 0;
        while (first < density.length - 1 && density[first] == 0) {
            first++;
        }
        firstBucket = first;
        cumulative = density;
        for (int i = first + 1; i < cumulative.length; i++) {
            cumulative[i] += cumulative[i - 1];
        }
    }

    /** Mean {@code Σ w_k x̄_k}, in milliseconds; empty without a sample. */
    Optional<RunEstimate> mean() {
        if (cells.isEmpty()) {
            return Optional.empty();
        }
        double mean = 0;
        for (Cell cell : cells) {
            mean += cell.share() * cell.all().mean();
        }
        if (mean <= 0) {
            return Optional.empty();
        }
        Map<String, double[]> influence = emptyInfluence();
        for (Cell cell : cells) {
            double cellMean = cell.all().mean();
            double weight = cell.share() / cell.all().total() / mean;
            double[] ofPhase = influence.getOrDefault(cell.phase(), new double[0]);
            for (int b = 0; b < ofPhase.length; b++) {
                LatencyCounts block = cell.blocks()[b];
                ofPhase[b] += weight * block.total() * (block.mean() - cellMean);
            }
        }
        return Optional.of(new RunEstimate(mean / MICROS_PER_MILLI, influence, 0));
    }

    /**
     * Percentile {@code p}, in milliseconds: the smallest {@code x} with {@code F(x) ≥ p ÷ 100}. Its influence is that of
     * {@code F(x)}, times the slope of {@code ln x} over {@code F} across one standard error of {@code F} to both sides, as
     * in Woodruff's interval (J. Am. Stat. Assoc. 47, 1952). Empty when fewer than ten samples lie beyond it.
     */
    Optional<RunEstimate> percentile(double p) {
        double share = p / 100;
        if (cells.isEmpty() || samples * Math.min(share, 1 - share) < LEAST_BEYOND) {
            return Optional.empty();
        }
        int bucket = bucketAt(share);
        double value = value(bucket);
        Map<String, double[]> influence = emptyInfluence();
        for (Cell cell : cells) {
            double total = cell.all().total();
            double cellShare = upTo(cell.all(), bucket) / total;
            double[] ofPhase = influence.getOrDefault(cell.phase(), new double[0]);
            for (int b = 0; b < ofPhase.length; b++) {
                LatencyCounts block = cell.blocks()[b];
                ofPhase[b] -= cell.share() * (upTo(block, bucket) - cellShare * block.total()) / total;
            }
        }
        double error = Math.max(
                Math.sqrt(BlockVariance.of(influence).variance()), Math.sqrt(share * (1 - share) / samples) / 4);
        double high = Math.min(1 - 0.5 / samples, share + error);
        double low = Math.max(0.5 / samples, share - error);
        double slope = Math.log(value(bucketAt(high)) / value(bucketAt(low))) / (high - low);
        influence.values().forEach(ofPhase -> {
            for (int b = 0; b < ofPhase.length; b++) {
                ofPhase[b] *= slope;
            }
        });
        return Optional.of(new RunEstimate(value / MICROS_PER_MILLI, influence, 0));
    }

    private Map<String, double[]> emptyInfluence() {
        Map<String, double[]> influence = new HashMap<>();
        blocks.forEach((phase, count) -> influence.put(phase, new double[count]));
        return influence;
    }

    private int bucketAt(double share) {
        int low = firstBucket;
        int high = cumulative.length - 1;
        // Sums of shares end within rounding of 1.
        double wanted = share * cumulative[high] * (1 - 1e-12);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] >= wanted) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static double value(int bucket) {
        return Math.max(1, LatencyBuckets.highestMicros(bucket));
    }

    private static double upTo(LatencyCounts counts, int bucket) {
        return counts.countUpTo(LatencyBuckets.lowestMicros(bucket));
    }
}
