package io.orchestress.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.LatencyBuckets;
import io.orchestress.record.LatencyCounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpectrumOfTest {

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void hasThePointsOfHdrHistogramsPercentileIterator(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LatencyCounts counts = new LatencyCounts();
        Histogram oracle = new Histogram(1, LatencyBuckets.HIGHEST_MICROS, 3);
        for (int i = 0; i < 500 * seed; i++) {
            long micros = Math.round(20_000 * Math.exp(random.nextGaussian()));
            counts.add(LatencyBuckets.indexOf(micros), 1);
            oracle.recordValue(micros);
        }
        Map<Double, Long> expected = new HashMap<>();
        oracle.percentiles(5)
                .forEach(value -> expected.put(value.getPercentileLevelIteratedTo(), value.getValueIteratedTo()));
        List<Spectrum.Point> points = SpectrumOf.points(counts);
        // The library stops as soon as it has reached the slowest bucket; the line goes on to the slowest sample.
        for (Spectrum.Point point : points) {
            assertThat(point.micros()).isEqualTo(expected.getOrDefault(point.percentile(), oracle.getMaxValue()));
        }
        assertThat(points).extracting(Spectrum.Point::percentile).containsAll(below100(expected));
    }

    private static List<Double> below100(Map<Double, Long> expected) {
        return expected.keySet().stream().filter(level -> level < 100).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 40, 1_000, 999_999, 10_000_000, 5_000_000_000L, Long.MAX_VALUE / 200})
    void staysBelow100AndWithin80Points(long samples) {
        LatencyCounts counts = new LatencyCounts();
        counts.add(10, (samples + 1) / 2);
        counts.add(20, samples / 2);
        List<Spectrum.Point> points = SpectrumOf.points(counts);
        assertThat(points).hasSizeBetween(2, 80);
        double before = -1;
        for (Spectrum.Point point : points) {
            assertThat(point.percentile()).isGreaterThan(before).isLessThan(100);
            before = point.percentile();
        }
        assertThat(points.get(0).micros()).isEqualTo(10);
        assertThat(points.get(points.size() - 1).micros()).isEqualTo(samples == 1 ? 10 : 20);
    }

    @Test
    void drawsAConstantAsAFlatLineToItsLastSample() {
        LatencyCounts counts = new LatencyCounts();
        counts.add(10, 1_000);
        List<Spectrum.Point> points = SpectrumOf.points(counts);
        assertThat(points).allMatch(point -> point.micros() == 10);
        assertThat(points.get(points.size() - 1).percentile()).isGreaterThan(99.9);
    }
}
