package io.orchestress.stats.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LearnedNoiseTest {
    @Test
    void withoutAPastItIsTheAssumption() {
        LearnedNoise noise = LearnedNoise.ofDifferences(new double[0], 0.05);
        assertThat(noise).isEqualTo(new LearnedNoise(noise.scale(), 3, 0));
        assertThat(noise.scale()).isCloseTo(0.05, within(1e-15));
    }

    /** Ten times ±2: s = 2.965, worth 3.7; (3 · 0.0025 + 3.7 · 8.7924) ÷ 6.7 = 4.8566. */
    @Test
    void pastAndAssumptionAreWeighted() {
        double[] past = {2, -2, 2, -2, 2, -2, 2, -2, 2, -2};
        LearnedNoise noise = LearnedNoise.ofDifferences(past, 0.05);
        assertThat(noise.degreesOfFreedom()).isCloseTo(6.7, within(1e-12));
        assertThat(noise.scale()).isCloseTo(Math.sqrt(4.8566), within(1e-3));
    }

    /** Around their median 10, not around 0; nine of ten are free. */
    @Test
    void levelsAreAroundTheirMedian() {
        double[] past = {12, 8, 12, 8, 12, 8, 12, 8, 12, 8};
        LearnedNoise noise = LearnedNoise.ofLevels(past, 0.05);
        assertThat(noise.degreesOfFreedom()).isCloseTo(3 + 0.37 * 9, within(1e-12));
        assertThat(noise.scale()).isCloseTo(Math.sqrt((3 * 0.0025 + 3.33 * 8.7924) / 6.33), within(1e-3));
        assertThat(LearnedNoise.ofLevels(new double[] {3}, 0.05).degreesOfFreedom())
                .isEqualTo(3);
    }

    @Test
    void equalValuesMakeNoNoiseOfZero() {
        assertThat(LearnedNoise.ofDifferences(new double[100], 0.05).scale())
                .isCloseTo(0.05 * Math.sqrt(3 / 40.0), within(1e-12));
    }

    /** d₀ = 3, s₀ = 1; 0 2 has the variance 2: (3 + 2) ÷ 4. 0 100 has 5 000, of which 9 count: (3 + 9) ÷ 4. */
    @Test
    void valuesAtHandMoveItWithinABound() {
        LearnedNoise noise = new LearnedNoise(1, 3, 0);
        assertThat(noise.with(new double[] {0, 2}).scale()).isCloseTo(Math.sqrt(1.25), within(1e-12));
        assertThat(noise.with(new double[] {0, 100}).scale()).isCloseTo(Math.sqrt(3), within(1e-12));
        assertThat(noise.with(new double[] {0, 2}).degreesOfFreedom()).isEqualTo(4);
        assertThat(noise.with(new double[] {17})).isEqualTo(noise);
    }

    /** Error 1.02 ÷ √4; t = 1 ÷ 0.51 with 6 degrees of freedom: 0.9511 of Student's law lies below 1.9608. */
    @Test
    void locationHasAnError() {
        LearnedNoise before = new LearnedNoise(1, 3, 0);
        double[] values = {1 - Math.sqrt(0.75), 1 + Math.sqrt(0.75), 1 - Math.sqrt(0.75), 1 + Math.sqrt(0.75)};
        Location location = Location.of(values, before);
        assertThat(location.value()).isCloseTo(1, within(1e-9));
        assertThat(location.error()).isCloseTo(0.51, within(1e-9));
        assertThat(location.degreesOfFreedom()).isEqualTo(6);
        assertThat(location.probabilityAbove(0)).isCloseTo(1 - 0.95116, within(2e-4));
        assertThat(location.probabilityBelow(2)).isCloseTo(location.probabilityAbove(0), within(1e-9));
        // Quantiles of a table: t(6; 0.95) = 1.943.
        assertThat(location.lowerBound(0.05)).isCloseTo(1 - 1.943 * 0.51, within(1e-3));
        assertThat(location.upperBound(0.05)).isCloseTo(1 + 1.943 * 0.51, within(1e-3));
    }

    @Test
    void rowsThatAreNoneAreRefused() {
        LearnedNoise noise = new LearnedNoise(1, 3, 0);
        for (double[] values : Arrays.asList(new double[0], new double[] {Double.NaN})) {
            assertThatThrownBy(() -> Location.of(values, noise)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new LearnedNoise(0, 3, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
