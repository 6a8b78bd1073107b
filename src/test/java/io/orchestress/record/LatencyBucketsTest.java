package io.orchestress.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LatencyBucketsTest {
    private static final Histogram ORACLE = new Histogram(
            LatencyBuckets.LOWEST_MICROS, LatencyBuckets.HIGHEST_MICROS, LatencyBuckets.SIGNIFICANT_DIGITS);

    @ParameterizedTest
    @CsvSource({
        // value, index, lowest, middle, highest
        "0, 0, 0, 0, 0",
        "2047, 2047, 2047, 2047, 2047",
        "2048, 2048, 2048, 2049, 2049",
        "2051, 2049, 2050, 2051, 2051",
        "4095, 3071, 4094, 4095, 4095",
        "4097, 3072, 4096, 4098, 4099",
    })
    void handWorked(long value, int index, long lowest, long middle, long highest) {
        assertThat(LatencyBuckets.indexOf(value)).isEqualTo(index);
        assertThat(LatencyBuckets.lowestMicros(index)).isEqualTo(lowest);
        assertThat(LatencyBuckets.medianMicros(index)).isEqualTo(middle);
        assertThat(LatencyBuckets.highestMicros(index)).isEqualTo(highest);
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void agreesWithHdrHistogram(long seed) {
        long value = new SplittableRandom(seed).nextLong(LatencyBuckets.HIGHEST_MICROS >> (seed % 36));
        int index = LatencyBuckets.indexOf(value);
        assertThat(LatencyBuckets.lowestMicros(index)).isEqualTo(ORACLE.lowestEquivalentValue(value));
        assertThat(LatencyBuckets.medianMicros(index)).isEqualTo(ORACLE.medianEquivalentValue(value));
        assertThat(LatencyBuckets.highestMicros(index)).isEqualTo(ORACLE.highestEquivalentValue(value));
    }

    @Test
    void bucketsFollowEachOtherWithoutGap() {
        for (int index = 1; index < LatencyBuckets.COUNT; index++) {
            assertThat(LatencyBuckets.lowestMicros(index)).isEqualTo(LatencyBuckets.highestMicros(index - 1) + 1);
            assertThat(LatencyBuckets.indexOf(LatencyBuckets.lowestMicros(index)))
                    .isEqualTo(index);
            assertThat(LatencyBuckets.indexOf(LatencyBuckets.highestMicros(index)))
                    .isEqualTo(index);
        }
        assertThat(LatencyBuckets.highestMicros(LatencyBuckets.COUNT - 1))
                .isGreaterThanOrEqualTo(LatencyBuckets.HIGHEST_MICROS);
    }
}
