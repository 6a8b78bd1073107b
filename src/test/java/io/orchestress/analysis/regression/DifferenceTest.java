package io.orchestress.analysis.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Centre, noise and error of a difference against hand-worked ones. */
class DifferenceTest {
    private static final Map<String, double[]> STILL = Map.of("a", new double[] {0, 0, 0});

    /**
     * Three baseline runs at ln 1, ln 2, ln 4 without scatter within, 0.1 assumed, which counts 10: their own variance (ln 2)² counts 2, and as 9 × 0.01
     * at most: s² = (10 × 0.01 + 2 × 0.09) ÷ 12.
     */
    @Test
    void noiseOfRunsThatLieFarApartByHand() {
        Difference difference = Difference.of(log(2), logs(1, 2, 4), RunNoise.assumed(0.1));
        double s2 = (10 * 0.01 + 2 * 0.09) / 12;
        assertThat(difference.log()).isCloseTo(0, within(1e-9));
        assertThat(difference.noise()).isCloseTo(Math.sqrt(s2), within(1e-9));
        assertThat(difference.variance()).isCloseTo(s2 * (1 + 1.02 * 1.02 / 3), within(1e-9));
        assertThat(difference.degreesOfFreedom()).isCloseTo(12, within(1e-9));
        assertThat(difference.probability(1)).isCloseTo(0.5, within(1e-9));
    }

    /** Of eight earlier runs ±3 % around their level: s_H = 1.4826 × 3 %, worth 0.37 × 7 beside 6 %, which fill up to ten. */
    @Test
    void noiseOfEarlierRunsByHand() {
        double[] earlier = {-0.03, 0.03, -0.03, 0.03, -0.03, 0.03, -0.03, 0.03};
        Difference difference = Difference.of(log(1), logs(1), new RunNoise(earlier, 0.06, 0));
        double freedom = 10;
        double s2 = ((10 - 0.37 * 7) * 0.06 * 0.06 + 0.37 * 7 * Math.pow(1.482602 * 0.03, 2)) / freedom;
        assertThat(difference.variance()).isCloseTo(2 * s2, within(1e-8));
        assertThat(difference.degreesOfFreedom()).isCloseTo(freedom, within(1e-9));
    }

    /** What all runs do alike, block by block, is no noise. */
    @Test
    void aCommonShapeIsNoNoise() {
        Map<String, double[]> shape = Map.of("a", new double[] {-1, 0, 1});
        Difference difference = Difference.of(
                new RunEstimate(1, shape, 0), List.of(new RunEstimate(1, shape, 0)), RunNoise.assumed(0.03));
        assertThat(difference.variance()).isCloseTo(2 * 0.0009, within(1e-12));
    }

    /** B5: the mean of the logarithms took a quarter to a third of such a run's distance, and S² of two degrees of freedom hid the rest. */
    @ParameterizedTest
    @ValueSource(doubles = {1.25, 1.5, 2, 10})
    void oneDisturbedRunOfThreeTakesNeitherCentreNorNoiseAway(double disturbed) {
        Difference quiet = Difference.of(log(1.3), logs(0.98, 1, 1.02), RunNoise.assumed(0.06));
        Difference difference = Difference.of(log(1.3), logs(0.98, 1, disturbed), RunNoise.assumed(0.06));
        assertThat(difference.change()).isGreaterThan(0.2);
        assertThat(difference.standardError()).isLessThan(1.4 * quiet.standardError());
        assertThat(difference.probability(1)).isLessThan(0.05);
    }

    /** Of two runs that differ by 50 % one is wrong, and nobody knows which: the interval holds both. */
    @Test
    void twoRunsThatDisagreeProveNothing() {
        Difference difference = Difference.of(log(1.5), logs(1, 1.5), RunNoise.assumed(0.03));
        assertThat(difference.from(0.9)).isLessThan(0);
        assertThat(difference.to(0.9)).isGreaterThan(0.5);
        Difference near = Difference.of(log(1.5), logs(1, 1.05), RunNoise.assumed(0.03));
        assertThat(near.from(0.9)).isGreaterThan(0.2);
    }

    /** Rows of one value have no noise of their own: what is assumed remains, and no error is zero. */
    @Test
    void equalRunsAreNoProofOfSilence() {
        Difference difference = Difference.of(log(1.02), logs(1, 1, 1, 1, 1), new RunNoise(new double[20], 0.06, 0));
        assertThat(difference.standardError()).isGreaterThan(0.01);
        assertThat(difference.probability(1)).isGreaterThan(0.01);
    }

    /** B24: the resolution is one of the figures compared, not of the first baseline run. */
    @Test
    void theResolutionAddsToTheNoise() {
        Difference difference = Difference.of(log(1), logs(1), new RunNoise(new double[0], 0.03, 0.04));
        assertThat(difference.noise()).isCloseTo(0.05, within(1e-12));
    }

    @Test
    void sharesDifferInPoints() {
        RunEstimate none = new RunEstimate(0, RunEstimate.Scale.POINTS, STILL, 1e-8);
        RunEstimate some = new RunEstimate(0.013, RunEstimate.Scale.POINTS, STILL, 1e-8);
        Difference difference = Difference.of(some, List.of(none, none, none), RunNoise.assumed(0.001));
        assertThat(difference.change()).isCloseTo(0.013, within(1e-9));
        assertThat(difference.from(0.9)).isBetween(0.008, 0.013);
        assertThat(difference.probability(1)).isLessThan(0.001);
    }

    private static RunEstimate log(double value) {
        return new RunEstimate(value, STILL, 0);
    }

    private static List<RunEstimate> logs(double... values) {
        return DoubleStream.of(values).mapToObj(DifferenceTest::log).toList();
    }
}
