package io.orchestress.analysis.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.record.LatencyBuckets;
import io.orchestress.testkit.Reference;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Figures of the comparison against hand-worked ones and closed forms. */
class RegressionPartsTest {

    /** Deviations 1, −1, 1, −1: Σ e² = 4, neighbours −3 (cut to 0), V = 4 ÷ 3 × 4. */
    @Test
    void varianceOfBlocksByHand() {
        BlockVariance variance = BlockVariance.of(Map.of("a", new double[] {3, 1, 3, 1}));
        assertThat(variance.variance()).isCloseTo(16.0 / 3, within(1e-12));
        assertThat(variance.degreesOfFreedom()).isCloseTo(3, within(1e-12));
        // 1, 1, −1, −1: neighbours 1 − 1 + 1 = 1, V = 4 ÷ 3 × (4 + 1).
        assertThat(BlockVariance.of(Map.of("a", new double[] {1, 1, -1, -1})).variance())
                .isCloseTo(20.0 / 3, within(1e-12));
        assertThat(BlockVariance.of(Map.of("a", new double[] {1})).variance()).isInfinite();
    }

    /** Of two phases: variances add up; freedom (V1 + V2)² ÷ (V1² ÷ 3 + V2² ÷ 1). */
    @Test
    void varianceOfPhasesByHand() {
        BlockVariance variance =
                BlockVariance.of(Map.of("a", new double[] {3, 1, 3, 1}, "b", new double[] {0.5, -0.5}));
        double first = 16.0 / 3;
        double second = 1;
        assertThat(variance.variance()).isCloseTo(first + second, within(1e-12));
        assertThat(variance.degreesOfFreedom())
                .isCloseTo(
                        (first + second) * (first + second) / (first * first / 3 + second * second / 1), within(1e-9));
    }

    /** Standard errors of mean and median of independent exponential times: 1 ÷ √n and, of ln, (1 ÷ √n) ÷ ln 2. */
    @Test
    void standardErrorsAgreeWithClosedForms() {
        SplittableRandom random = new SplittableRandom(7);
        RunBlocks run = new SyntheticRuns(400, 0, 0, 0, 0, 1, 0).draw(random, Reference.REGRESSION);
        RunBlocks.Phase phase = run.phaseList().get(0);
        int samples = 20_000;
        for (int i = 0; i < samples; i++) {
            int bucket = LatencyBuckets.indexOf(Math.round(-Math.log(1 - random.nextDouble()) * 1e6));
            phase.add("latency|a", phase.blockAt(i * 400.0 / samples), counts -> counts.add(bucket, 1));
        }
        Mix mix = Mix.of(series -> true, List.of(run), List.of(run));
        ReweightedLatency times = new ReweightedLatency(run, mix);
        RunEstimate mean = times.mean().orElseThrow();
        assertThat(mean.value()).isCloseTo(1000, within(30.0));
        double ideal = 1 / Math.sqrt(samples);
        // 23 blocks tell a standard error to about a sixth; the term of neighbours can only add.
        assertThat(error(mean)).isBetween(0.6 * ideal, 1.9 * ideal);
        RunEstimate median = times.percentile(50).orElseThrow();
        assertThat(median.value()).isCloseTo(1000 * Math.log(2), within(30.0));
        assertThat(error(median)).isBetween(0.6 * ideal / Math.log(2), 1.9 * ideal / Math.log(2));
    }

    private static double error(RunEstimate figure) {
        return Math.sqrt(BlockVariance.of(figure.influence()).variance());
    }

    @Test
    void tolerancesGoByTheFirstPatternThatFits() {
        RegressionLimits limits = new RegressionLimits(
                0.01,
                2,
                100,
                Reference.REGRESSION.disturbance(),
                List.of(),
                Reference.REGRESSION.tolerance(),
                Reference.REGRESSION.noise(),
                0.5,
                Map.of("orchestrat*", 0.2),
                Reference.REGRESSION.duel());
        assertThat(limits.toleranceOf("orchestrate plan")).isEqualTo(0.2);
        assertThat(limits.toleranceOf("an orchestra")).isEqualTo(0.15);
    }
}
