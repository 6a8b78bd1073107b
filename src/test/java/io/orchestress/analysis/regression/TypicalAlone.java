package io.orchestress.analysis.regression;

import io.orchestress.analysis.regression.ComparisonMetrics.Compared;
import io.orchestress.record.Comparison.Change;
import io.orchestress.testkit.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What a comparison says of the typical time of runs of which nothing but that is drawn: thousands of comparisons in the time of one. It is judged as the
 * first of the primary metrics, beside failures and completed of which there is nothing to say.
 */
public final class TypicalAlone {
    /** Standard deviation of the logarithm of the typical time of a {@link SyntheticRuns#QUICK} run within it. */
    public static final double WITHIN = 0.028;

    private static final int BLOCKS = 22;
    private static final double OF_THE_FAMILY = 0.8;
    private static final RegressionLimits LIMITS = Reference.REGRESSION;

    private TypicalAlone() {}

    /**
     * @param candidate, baseline true logarithms of the runs, to which the luck within each is added
     * @param earlier logarithms as they were measured
     */
    public static Change of(double candidate, double[] baseline, double[] earlier, SplittableRandom random) {
        List<RunEstimate> before = new ArrayList<>();
        for (double log : baseline) {
            before.add(figure(log, random));
        }
        RunEstimate after = figure(candidate, random);
        Compared metric = new Compared(
                "typical",
                "*",
                "ms",
                false,
                RegressionLimits.Kind.LATENCY,
                LIMITS.toleranceOf(RegressionLimits.Kind.LATENCY),
                Optional.of(after),
                before,
                "");
        Difference difference =
                Difference.of(after, before, LIMITS.noiseOf(RegressionLimits.Kind.LATENCY, earlier, after.value()));
        double level = LIMITS.falseAlarms() / 2;
        return new ChangeClassifier(metric, LIMITS, level, new CountedRuns(List.of(), List.of(), "", "", ""))
                .of(
                        difference,
                        difference.probability(1) / OF_THE_FAMILY,
                        difference.probability(-1) / OF_THE_FAMILY,
                        Sensitivities.smallest(difference, level * OF_THE_FAMILY));
    }

    private static RunEstimate figure(double log, SplittableRandom random) {
        double scale = WITHIN / Math.sqrt(BLOCKS);
        double[] luck = IntStream.range(0, BLOCKS)
                .mapToDouble(b -> scale * random.nextGaussian())
                .toArray();
        double sum = 0;
        for (double block : luck) {
            sum += block;
        }
        double mean = sum / BLOCKS;
        double[] influence =
                IntStream.range(0, BLOCKS).mapToDouble(b -> luck[b] - mean).toArray();
        return new RunEstimate(100 * Math.exp(log + sum), Map.of("steady", influence), 0);
    }
}
