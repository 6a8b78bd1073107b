package io.orchestress.analysis.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodicityTest {

    @ParameterizedTest
    @CsvSource({"480, 10", "480, 37.5", "480, 60.2", "240, 79", "100, 12"})
    void isFoundToAFractionOfABin(int bins, double period) {
        SplittableRandom random = new SplittableRandom(1);
        double[] values = IntStream.range(0, bins)
                .mapToDouble(i -> (i % period) / period + 0.1 * random.nextGaussian())
                .toArray();
        assertThat(Periodicity.of(values).orElseThrow()).isCloseTo(period, within(0.02 * period));
    }

    @Test
    void fewerThanThreeAreNone() {
        assertThat(Periodicity.of(IntStream.range(0, 300)
                        .mapToDouble(i -> Math.sin(2 * Math.PI * i / 120))
                        .toArray()))
                .isEmpty();
    }

    /** Of 200 series of noise, and of noise that forgets itself in ten bins. */
    @ParameterizedTest
    @CsvSource({"0, 2", "0.9, 20"})
    void noiseHasNone(double phi, long most) {
        assertThat(LongStream.range(0, 200)
                        .filter(seed -> Periodicity.of(noise(seed, phi)).isPresent())
                        .count())
                .isLessThanOrEqualTo(most);
        assertThat(Periodicity.of(new double[300])).isEmpty();
    }

    private static double[] noise(long seed, double phi) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[480];
        for (int i = 1; i < values.length; i++) {
            values[i] = phi * values[i - 1] + random.nextGaussian();
        }
        return values;
    }
}
