package io.orchestress.stats.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RobustTest {
    @ParameterizedTest
    @CsvSource({"7, 7", "1 9, 5", "3 1 2, 2", "4 1 3 2, 2.5", "-5 -1 100, -1"})
    void median(String values, double expected) {
        assertThat(Robust.median(row(values))).isEqualTo(expected);
    }

    /** Deviations of 1 1 2 2 4 6 9 from 2: 1 1 0 0 2 4 7, their median 1 (the example of Wikipedia's article on it). */
    @ParameterizedTest
    @CsvSource({"1 1 2 2 4 6 9, 2, 1", "1 1 2 2 4 6 9, 0, 2", "3 3 3 8, 3, 0"})
    void scaleIsTheMedianDeviation(String values, double centre, double deviation) {
        assertThat(Robust.madScale(row(values), centre)).isCloseTo(1.4826 * deviation, within(1e-4));
    }

    /**
     * Worked by hand. 0 1 2 of scale 1: none farther than 1.5, the mean. 0 1 2 100: {@code (0 + 1 + 2 − 3μ) + 1.5 = 0}. 0 0 10 of scale 1:
     * {@code −2μ + 1.5 = 0}. Two heaps of two: anything between 1.5 and 8.5 solves it, 5 is its middle; 0 1 10 12: from 2.5 to
     * 8.5.
     */
    @ParameterizedTest
    @CsvSource({
        "0 1 2, 1, 1",
        "0 1 2 100, 1, 1.5",
        "0 0 10, 1, 0.75",
        "0 0 10 10, 1, 5",
        "0 1 10 12, 1, 5.5",
        "0 1 2 100, 0, 1.5",
        "4, 1, 4",
        "3 3 3, 0.1, 3",
        "1 2 3 4 50, 1000, 12"
    })
    void location(String values, double scale, double expected) {
        assertThat(Robust.location(row(values), scale)).isCloseTo(expected, within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void locationMovesWithTheValues(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = random.doubles(1 + random.nextInt(30), -3, 7).toArray();
        double scale = random.nextDouble(0.1, 3);
        double location = Robust.location(values, scale);
        assertThat(location)
                .isBetween(
                        Arrays.stream(values).min().orElseThrow(),
                        Arrays.stream(values).max().orElseThrow());
        assertThat(Robust.location(Arrays.stream(values).map(v -> 2 * v + 5).toArray(), 2 * scale))
                .isCloseTo(2 * location + 5, within(1e-7));
        assertThat(Robust.location(Arrays.stream(values).map(v -> -v).toArray(), scale))
                .isCloseTo(-location, within(1e-9));
    }

    /** The law is known: 1 ÷ √0.9642 = 1.0184 (Huber 1964, table I, k = 1.5). */
    @Test
    void errorIsThatOfNormalValues() {
        SplittableRandom random = new SplittableRandom(20261129);
        int rows = 40_000;
        double squares = 0;
        for (int i = 0; i < rows; i++) {
            double location = Robust.location(
                    DoubleStream.generate(random::nextGaussian).limit(50).toArray(), 1);
            squares += location * location * 50 / rows;
        }
        assertThat(Math.sqrt(squares)).isCloseTo(Robust.HUBER_ERROR, within(0.01));
    }

    @Test
    void whatIsNoNumberIsRefused() {
        for (double[] values : new double[][] {{}, {Double.NaN}, {1, Double.POSITIVE_INFINITY}}) {
            assertThatThrownBy(() -> Robust.median(values)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Robust.location(values, 1)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Robust.location(new double[] {1}, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double[] row(String values) {
        return Arrays.stream(values.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }
}
