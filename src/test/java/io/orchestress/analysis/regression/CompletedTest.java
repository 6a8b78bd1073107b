package io.orchestress.analysis.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Growth of what is outstanding against closed forms. */
class CompletedTest {
    private static final double[] MINUTE =
            IntStream.rangeClosed(1, 60).asDoubleStream().toArray();

    @Test
    void aLineGrowsByItsSlopeAndIsSure() {
        double[] outstanding =
                IntStream.rangeClosed(1, 60).mapToDouble(t -> 4 + 0.5 * t).toArray();
        Completed.Growth growth = Completed.Growth.of(MINUTE, outstanding, 60);
        assertThat(growth.grown()).isCloseTo(30, within(1e-9));
        assertThat(growth.variance()).isCloseTo(0, within(1e-9));
    }

    /** Independent readings of variance 4: the difference of two has 8, and what they add up to is no more. */
    @Test
    void whatOnlyFluctuatesIsAsUncertainAsTwoReadings() {
        SplittableRandom random = new SplittableRandom(5);
        double sum = 0;
        for (int i = 0; i < 200; i++) {
            double[] outstanding = IntStream.range(0, 60)
                    .mapToDouble(t -> 10 + 2 * random.nextGaussian())
                    .toArray();
            sum += Completed.Growth.of(MINUTE, outstanding, 60).variance() / 200;
        }
        assertThat(sum).isBetween(7.0, 12.0);
    }

    /** A queue without a hold, a sum of independent steps of variance 1, has the variance of its length. */
    @Test
    void aQueueWithoutAHoldIsAsUncertainAsItIsLong() {
        SplittableRandom random = new SplittableRandom(6);
        double sum = 0;
        for (int i = 0; i < 300; i++) {
            double[] outstanding = new double[60];
            for (int t = 1; t < 60; t++) {
                outstanding[t] = outstanding[t - 1] + random.nextGaussian();
            }
            sum += Completed.Growth.of(MINUTE, outstanding, 60).variance() / 300;
        }
        assertThat(sum).isBetween(40.0, 80.0);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0,   1000, 1
            10,  1000, 0.99
            1000, 1000, 0
            -5.6, 1000, 1
            -2000, 1000, 1
            1200, 1000, 0
            """)
    void noShareIsAboveAll(double grown, double started, double share) {
        assertThat(Completed.share(grown, started)).isCloseTo(share, within(1e-12));
    }

    /** Standard deviation 3: 6 down is chance, more was there before. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            12, 12
            -5.9, -5.9
            -6.1, 0
            -300, 0
            """)
    void aBacklogFromBeforeMakesUpForNoOtherPhase(double grown, double owed) {
        assertThat(new Completed.Growth(grown, 9).owed()).isEqualTo(owed);
    }

    @Test
    void oneReadingOrEqualTimesAreNoSlope() {
        assertThat(Completed.Growth.of(new double[] {3, 3}, new double[] {1, 9}, 60)
                        .grown())
                .isZero();
    }
}
