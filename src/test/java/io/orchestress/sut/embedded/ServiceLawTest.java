package io.orchestress.sut.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.sut.embedded.Draws.Purpose;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceLawTest {
    private static final int N = 20_000;
    private static final double MEAN = 40;
    private static final double SIGMA = 0.8;

    /** Kolmogorov's bound for a false alarm in a million: √(−½ ln(α ÷ 2)) ÷ √n. */
    private static final double CRITICAL = Math.sqrt(-0.5 * Math.log(1e-6 / 2)) / Math.sqrt(N);

    private static double[] sorted(ServiceLaw law, long seed) {
        Draws draws = new Draws(seed);
        double[] samples = new double[N];
        Arrays.setAll(samples, i -> law.sample(MEAN, SIGMA, draws.random(Purpose.SERVICE_TIME, i)));
        Arrays.sort(samples);
        return samples;
    }

    private static double distance(double[] sorted, DoubleUnaryOperator cdf) {
        double greatest = 0;
        for (int i = 0; i < sorted.length; i++) {
            double expected = cdf.applyAsDouble(sorted[i]);
            greatest = Math.max(greatest, expected - (double) i / sorted.length);
            greatest = Math.max(greatest, (i + 1.0) / sorted.length - expected);
        }
        return greatest;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, -7, Long.MAX_VALUE})
    void exponentialTimesFollowTheirLaw(long seed) {
        assertThat(distance(sorted(ServiceLaw.EXPONENTIAL, seed), x -> 1 - Math.exp(-x / MEAN)))
                .isLessThan(CRITICAL);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, -7, Long.MAX_VALUE})
    void lognormalTimesFollowTheirLaw(long seed) {
        double mu = Math.log(MEAN) - SIGMA * SIGMA / 2;
        assertThat(distance(sorted(ServiceLaw.LOGNORMAL, seed), x -> normalCdf((Math.log(x) - mu) / SIGMA)))
                .isLessThan(CRITICAL);
    }

    @Test
    void theTestWouldNoticeAMeanTenPercentOff() {
        assertThat(distance(sorted(ServiceLaw.EXPONENTIAL, 1), x -> 1 - Math.exp(-x / (MEAN * 1.1))))
                .isGreaterThan(CRITICAL);
    }

    @Test
    void fixedTimesAreTheMean() {
        assertThat(sorted(ServiceLaw.FIXED, 1)).containsOnly(MEAN);
    }

    @Test
    void theSameSeedDrawsTheSameAndAnotherSeedOthers() {
        assertThat(sorted(ServiceLaw.LOGNORMAL, 5)).isEqualTo(sorted(ServiceLaw.LOGNORMAL, 5));
        assertThat(sorted(ServiceLaw.LOGNORMAL, 5)).isNotEqualTo(sorted(ServiceLaw.LOGNORMAL, 6));
    }

    /** Φ by Simpson's rule over the density; 1e-9 is far below what the test resolves. */
    private static double normalCdf(double z) {
        int steps = 200;
        double to = Math.min(Math.abs(z), 8);
        double h = to / steps;
        double sum = density(0) + density(to);
        for (int i = 1; i < steps; i++) {
            sum += (i % 2 == 0 ? 2 : 4) * density(i * h);
        }
        double half = sum * h / 3;
        return z < 0 ? 0.5 - half : 0.5 + half;
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
