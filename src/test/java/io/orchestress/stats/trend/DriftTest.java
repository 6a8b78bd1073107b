package io.orchestress.stats.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DriftTest {

    private static double[] seconds(int n) {
        return IntStream.range(0, n).mapToDouble(i -> 5.0 * i).toArray();
    }

    @Test
    void handWorked() {
        // Pairs: 9 up, 1 down (3, 2): S = 8. Var = 5·4·15 ÷ 18 = 16.67. Z = 7 ÷ 4.082 = 1.715.
        Drift drift = Drift.of(seconds(5), new double[] {1, 3, 2, 4, 5});
        assertThat(drift.z()).isCloseTo(1.7146, within(1e-4));
        // Slopes each 5 s: 2, .5, 1, 1, −1, .5, .667, 2, 1.5, 1; their median is 1.
        assertThat(drift.slopePerSec()).isCloseTo(0.2, within(1e-12));
        // Less the slope: 1, 2, 0, 1, 1.
        assertThat(drift.start()).isEqualTo(1);
        assertThat(drift.growth()).isCloseTo(4, within(1e-12));
    }

    @Test
    void equalValuesTakeFromTheVariance() {
        // S = 4 up of 6, 2 equal pairs: 4. Var = (4·3·13 − 2·(2·1·9)) ÷ 18 = 6.667. Z = 3 ÷ 2.582.
        assertThat(Drift.of(seconds(4), new double[] {1, 1, 2, 2}).z()).isCloseTo(1.1619, within(1e-4));
        assertThat(Drift.of(seconds(4), new double[] {7, 7, 7, 7})).isEqualTo(new Drift(0, 0, 0, 7, 7, 0));
    }

    @Test
    void anOutlierDoesNotMoveTheLine() {
        double[] values = IntStream.range(0, 30).mapToDouble(i -> 100 + i).toArray();
        values[3] = 100_000;
        values[29] = 0;
        Drift drift = Drift.of(seconds(30), values);
        assertThat(drift.slopePerSec()).isCloseTo(0.2, within(1e-9));
        assertThat(drift.start()).isCloseTo(100, within(1e-9));
        assertThat(drift.growth()).isCloseTo(0.29, within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void findsAKnownSlopeInNoise(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = IntStream.range(0, 60)
                .mapToDouble(i -> 100 + 0.5 * i + 5 * random.nextGaussian())
                .toArray();
        Drift drift = Drift.of(seconds(60), values);
        // Standard error of a least squares slope: 5 ÷ √(60³ ÷ 12) ÷ 5 s = 0.0075; four of them.
        assertThat(drift.slopePerSec()).isCloseTo(0.1, within(0.03));
        assertThat(drift.z()).isGreaterThan(3.09);
    }

    /** Of 2 000 series without a drift, with autocorrelation φ: the share called at 1 in 1 000 may be at most so much. */
    @ParameterizedTest
    @CsvSource({"0, 20, 0.003", "0, 60, 0.003", "0.5, 60, 0.02", "0.8, 60, 0.06"})
    void seldomCallsNoiseADrift(double phi, int n, double most) {
        long called = LongStream.range(0, 2_000)
                .filter(seed -> Drift.of(seconds(n), noise(seed, n, phi)).z() > 3.0902)
                .count();
        assertThat(called / 2_000.0).isLessThanOrEqualTo(most);
    }

    private static double[] noise(long seed, int n, double phi) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[n];
        double level = random.nextGaussian() / Math.sqrt(1 - phi * phi);
        for (int i = 0; i < n; i++) {
            values[i] = 100 + level;
            level = phi * level + random.nextGaussian();
        }
        return values;
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> Drift.of(seconds(3), new double[3])).hasMessageContaining("4 at least");
        assertThatThrownBy(() -> Drift.of(new double[] {0, 1, 1, 2}, new double[4]))
                .hasMessageContaining("after");
    }
}
