package io.orchestress.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HistogramDecoderTest {

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void decodesWhatTheLibraryWrites(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Histogram histogram = histogram(LatencyBuckets.HIGHEST_MICROS, 3);
        fill(histogram, random);
        assertThat(decode(encode(histogram))).isEqualTo(recorded(histogram));
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void leavesOtherRangesAndDigitsToTheLibrary(long seed) {
        Histogram otherRange = histogram(3_600_000_000L, 3);
        fill(otherRange, new SplittableRandom(seed));
        assertThat(decode(encode(otherRange))).isEqualTo(recorded(otherRange));
        Histogram twoDigits = histogram(LatencyBuckets.HIGHEST_MICROS, 2);
        fill(twoDigits, new SplittableRandom(seed));
        assertThat(decode(encode(twoDigits)).values().stream().mapToLong(n -> n).sum())
                .isEqualTo(twoDigits.getTotalCount());
    }

    @Test
    void countsOfEveryLength() {
        Histogram histogram = histogram(LatencyBuckets.HIGHEST_MICROS, 3);
        for (int bits = 0; bits < 63; bits++) {
            histogram.recordValueWithCount(10 + bits, 1L << bits);
        }
        assertThat(decode(encode(histogram))).isEqualTo(recorded(histogram));
    }

    @Test
    void emptyHistogramHoldsNothing() {
        assertThat(decode(encode(histogram(LatencyBuckets.HIGHEST_MICROS, 3)))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void refusesEveryPartOfAHistogram(long seed) {
        Histogram histogram = histogram(LatencyBuckets.HIGHEST_MICROS, 3);
        fill(histogram, new SplittableRandom(seed));
        byte[] whole = encode(histogram);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> decode(part)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Histogram histogram(long highest, int digits) {
        return new Histogram(1, highest, digits);
    }

    private static void fill(Histogram histogram, SplittableRandom random) {
        for (int i = 1 + random.nextInt(400); i > 0; i--) {
            long value = random.nextLong(histogram.getHighestTrackableValue() >> random.nextInt(28));
            histogram.recordValueWithCount(value, 1 + random.nextLong(1L << random.nextInt(1, 40)));
        }
    }

    private static byte[] encode(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        return Arrays.copyOf(buffer.array(), histogram.encodeIntoCompressedByteBuffer(buffer));
    }

    private static Map<Integer, Long> decode(byte[] compressed) {
        Interval interval = new Interval();
        interval.begin(new SeriesKey("p", "r", "ok"), 0, 1);
        try (HistogramDecoder decoder = new HistogramDecoder()) {
            decoder.decode(compressed, interval);
        }
        Map<Integer, Long> buckets = new TreeMap<>();
        interval.forEachBucket(
                (index, count) -> assertThat(buckets.put(index, count)).isNull());
        assertThat(interval.totalCount())
                .isEqualTo(buckets.values().stream().mapToLong(n -> n).sum());
        return buckets;
    }

    private static Map<Integer, Long> recorded(Histogram histogram) {
        Map<Integer, Long> buckets = new TreeMap<>();
        histogram
                .recordedValues()
                .forEach(value -> buckets.put(
                        LatencyBuckets.indexOf(value.getValueIteratedTo()), value.getCountAddedInThisIterationStep()));
        return buckets;
    }
}
