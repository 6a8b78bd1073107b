package io.orchestress.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.metrics.Measurements;
import java.util.Arrays;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TimesSumTest {
    private static Histogram interval(long... micros) {
        Histogram histogram = new Histogram(1, Measurements.LONGEST_MICROS, Measurements.SIGNIFICANT_DIGITS);
        Arrays.stream(micros).forEach(histogram::recordValue);
        return histogram;
    }

    @Test
    void theBoundsAreSixInATenfold() {
        assertThat(TimesSum.bounds())
                .hasSize(46)
                .startsWith(0.0001, 0.00015, 0.00022, 0.00033, 0.00047, 0.00068, 0.001, 0.0015)
                .endsWith(680, 1000, 1500, 2200, 3300)
                .isSorted()
                .contains(1.0, 2.2, 15.0);
    }

    /** Beyond 2 ms values a thousandth apart are one, and it counts as the highest of them. */
    @ParameterizedTest
    @CsvSource({
        "1, 0",
        "100, 0",
        "101, 1",
        "150, 1",
        "1000, 6",
        "1001, 7",
        "2199, 8",
        "2200, 9", // 2200 and 2201 µs are one
        "4702, 11",
        "3290000000, 45",
        "3310000000, 46",
        "86400000000, 46",
    })
    void aSampleIsInTheBucketOfTheHighestValueItCannotBeToldFrom(long micros, int bucket) {
        long[] counts = TimesSum.NONE.plus(interval(micros)).counts();

        assertThat(counts[bucket]).isEqualTo(1);
        assertThat(Arrays.stream(counts).sum()).isEqualTo(1);
    }

    @Test
    void sumsOfSecondsAreTheSumOfAll() {
        TimesSum sum = TimesSum.NONE.plus(interval(100, 200, 300)).plus(interval(400, 1_000));

        assertThat(sum.count()).isEqualTo(5);
        assertThat(sum.seconds()).isEqualTo(0.002);
        assertThat(TimesSum.NONE.count()).isZero();
    }

    /** Whatever is recorded: each is in one bucket, none in one that ends below it, and none a thousandth further than it must be. */
    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void bucketsHoldWhatTheySay(long seed) {
        Random random = new Random(seed);
        long[] samples = random.doubles(2_000, Math.log(10), Math.log(5e9))
                .mapToLong(log -> Math.round(Math.exp(log)))
                .toArray();
        TimesSum sum = TimesSum.NONE.plus(interval(samples));

        double[] bounds = TimesSum.bounds();
        long running = 0;
        for (int i = 0; i < bounds.length; i++) {
            running += sum.counts()[i];
            double boundMicros = bounds[i] * 1e6;
            assertThat(running)
                    .as("at most %s s", bounds[i])
                    .isLessThanOrEqualTo(
                            Arrays.stream(samples).filter(s -> s <= boundMicros).count())
                    .isGreaterThanOrEqualTo(Arrays.stream(samples)
                            .filter(s -> s <= boundMicros / 1.001)
                            .count());
        }
        assertThat(sum.count()).isEqualTo(samples.length);
        double exact = Arrays.stream(samples).sum() / 1e6;
        assertThat(sum.seconds()).isCloseTo(exact, within(exact / 1000));
    }
}
