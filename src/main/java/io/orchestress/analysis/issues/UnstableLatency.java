package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.PhaseResult;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;

/**
 * UNSTABLE_LATENCY: median latency of one request that varies over time while the load is constant. The spread of single latencies
 * is no instability: an exponential service time alone has a coefficient of variation of 1, and nothing about it changes.
 *
 * <p>With the logarithms {@code y_i} of the medians of {@code k} bins, {@code s²} their variance and {@code e²} the mean of their
 * squared standard errors: the part that sampling does not explain is {@code τ² = s² − e²}, as a coefficient of variation
 * {@code √(exp τ² − 1)}; at most twice what remains of it without the tenth of the bins farthest from the middle one, because one
 * pause is no instability. It speaks above its limit, if that times the mean of the medians is noticeable, too, and if
 * {@code (k − 1) s² ÷ e²} is above the 99.9 % point of {@code χ²} with {@code k − 1} degrees of freedom.
 *
 * @see <a href="https://doi.org/10.1016/B978-0-08-057065-5.50014-2">Hedges and Olkin 1985, chapter 9: the variance component of
 *     effects that differ</a>
 *
 * @param unstableVariationRatio coefficient of variation of median latency over time above which it speaks
 * @param minSamples requests of one name in one phase, or tasks, below which it says nothing
 */
record UnstableLatency(double unstableVariationRatio, long minSamples) implements IssueRule {
    static final IssueType UNSTABLE_LATENCY = new IssueType(
            "UNSTABLE_LATENCY",
            "median latency under constant load varies over time by more than {issues.variation %} and 5 ms, beyond chance",
            "medium");

    private static final int FEWEST_BINS = 10;
    private static final double CERTAINTY = 0.999;

    private record Variation(PhaseResult phase, LatencySeries series, double ratio) {}

    static UnstableLatency read(Section root) {
        return new UnstableLatency(root.section("issues").number("variation", 0, 100), Issues.minSamples(root));
    }

    @Override
    public List<IssueType> types() {
        return List.of(UNSTABLE_LATENCY);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        List<Variation> variations = new ArrayList<>();
        for (PhaseResult phase : measured.judgedPhases()) {
            for (LatencySeries series : measured.series(phase.name())) {
                List<LatencySeries.Bin> bins = series.bins(minSamples);
                double ratio = variation(bins);
                double mean = bins.stream()
                        .mapToDouble(LatencySeries.Bin::medianMillis)
                        .average()
                        .orElse(0);
                if (ratio > unstableVariationRatio && ratio * mean >= LatencySeries.NOTICEABLE_MILLIS) {
                    variations.add(new Variation(phase, series, ratio));
                }
            }
        }
        return variations.isEmpty() ? List.of() : List.of(diagnosis(variations));
    }

    /** Coefficient of variation beyond that of sampling; 0 where chance explains it, or there are too few bins. */
    static double variation(List<LatencySeries.Bin> bins) {
        if (bins.size() < FEWEST_BINS) {
            return 0;
        }
        double[] sorted = bins.stream()
                .mapToDouble(bin -> Math.log(bin.medianMillis()))
                .sorted()
                .toArray();
        double middle = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        List<LatencySeries.Bin> kept = bins.stream()
                .sorted(Comparator.comparingDouble(bin -> Math.abs(Math.log(bin.medianMillis()) - middle)))
                .limit(bins.size() - (bins.size() + 9) / 10)
                .toList();
        double error = meanSquaredError(bins);
        double certain = error * new ChiSquaredDistribution(bins.size() - 1).inverseCumulativeProbability(CERTAINTY);
        return (bins.size() - 1) * variance(bins) > certain ? Math.min(surplus(bins), 2 * surplus(kept)) : 0;
    }

    /** What sampling does not explain, as a coefficient of variation. */
    private static double surplus(List<LatencySeries.Bin> bins) {
        return Math.sqrt(Math.expm1(Math.max(0, variance(bins) - meanSquaredError(bins))));
    }

    private static double meanSquaredError(List<LatencySeries.Bin> bins) {
        return bins.stream()
                .mapToDouble(bin -> bin.logError() * bin.logError())
                .average()
                .orElseThrow();
    }

    /** Of the logarithms of the medians. */
    private static double variance(List<LatencySeries.Bin> bins) {
        double mean = bins.stream()
                .mapToDouble(bin -> Math.log(bin.medianMillis()))
                .average()
                .orElseThrow();
        double spread = bins.stream()
                .mapToDouble(bin -> Math.pow(Math.log(bin.medianMillis()) - mean, 2))
                .sum();
        return spread / (bins.size() - 1);
    }

    private Diagnosis diagnosis(List<Variation> variations) {
        double limit = unstableVariationRatio;
        Variation worst = variations.stream()
                .max(Comparator.comparingDouble(Variation::ratio))
                .orElseThrow();
        List<LatencySeries.Bin> bins = worst.series().bins(minSamples);
        String places = variations.size() == 1 ? "" : ", worst of " + variations.size() + " places";
        String description = "Median latency of '" + worst.series().request() + "' varies by "
                + Format.beside(worst.ratio(), "ratio", limit) + " over time, limit " + Format.limit(limit, "ratio")
                + ", more than chance explains ("
                + bins.size() + " bins of " + worst.series().binSeconds() + " s, from "
                + Format.of(extreme(bins, 1), "ms") + " to " + Format.of(extreme(bins, -1), "ms")
                + "), under the constant load of phase '" + worst.phase().name() + "'" + places + ".";
        Evidence evidence = new Evidence(
                variations.stream().map(v -> v.phase().name()).distinct().toList(),
                variations.stream().map(v -> v.series().request()).distinct().toList(),
                variations.stream()
                        .mapToDouble(v -> v.phase().startSeconds())
                        .min()
                        .orElseThrow(),
                variations.stream()
                        .mapToDouble(v -> v.phase().endSeconds())
                        .max()
                        .orElseThrow(),
                "coefficientOfVariation",
                worst.ratio(),
                limit,
                "ratio");
        return Diagnosis.of(UNSTABLE_LATENCY, Severity.MEDIUM, description, evidence)
                .with("low", Format.of(extreme(bins, 1), "ms"))
                .with("high", Format.of(extreme(bins, -1), "ms"));
    }

    private static double extreme(List<LatencySeries.Bin> bins, int sign) {
        return sign
                * bins.stream()
                        .mapToDouble(bin -> sign * bin.medianMillis())
                        .min()
                        .orElseThrow();
    }
}
