package io.orchestress.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.record.RequestResult.Latency;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LatencyCountsTest {

    @Test
    void handWorked() {
        LatencyCounts counts = new LatencyCounts();
        add(counts, 100, 3);
        add(counts, 400, 1);
        add(counts, 900, 1);
        // Mean (300 + 400 + 900) ÷ 5 = 320; variance (3 × 220² + 80² + 580²) ÷ 5 = 97 600.
        assertThat(counts.latency())
                .isEqualTo(new Latency(100, 320, Math.sqrt(97_600), 100, 400, 900, 900, 900, 900, 900));
        assertThat(counts.countUpTo(99)).isZero();
        assertThat(counts.countUpTo(100)).isEqualTo(3);
        assertThat(counts.countUpTo(899)).isEqualTo(4);
        assertThat(counts.countUpTo(Long.MAX_VALUE)).isEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void agreesWithHdrHistogram(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LatencyCounts counts = new LatencyCounts();
        Histogram oracle = new Histogram(1, LatencyBuckets.HIGHEST_MICROS, 3);
        int shift = random.nextInt(30);
        for (int round = 0; round < 2; round++) {
            // The second round over what the first has left: clear must leave nothing behind.
            counts.clear();
            oracle.reset();
            assertThat(counts.isEmpty()).isTrue();
            for (int i = 1 + random.nextInt(3000); i > 0; i--) {
                long micros = random.nextLong(LatencyBuckets.HIGHEST_MICROS >> shift);
                long count = 1 + random.nextLong(5);
                add(counts, micros, count);
                oracle.recordValueWithCount(micros, count);
            }
            assertSame(counts.latency(), oracle);
            assertThat(counts.total()).isEqualTo(oracle.getTotalCount());
            for (double p : new double[] {0, 0.1, 25, 33.3, 66.6, 99.99, 100}) {
                assertThat(counts.atPercentile(p))
                        .isEqualTo(Math.max(counts.atPercentile(0), oracle.getValueAtPercentile(p)));
            }
        }
        LatencyCounts twice = new LatencyCounts();
        twice.add(counts);
        twice.add(counts);
        assertThat(twice.total()).isEqualTo(2 * counts.total());
        assertThat(twice.latency().p95()).isEqualTo(oracle.getValueAtPercentile(95));
    }

    private static void assertSame(Latency latency, Histogram oracle) {
        assertThat(latency.min()).isEqualTo(oracle.getMinValue());
        assertThat(latency.max()).isEqualTo(oracle.getMaxValue());
        assertThat(latency.mean()).isCloseTo(oracle.getMean(), within(1e-9 * oracle.getMean()));
        assertThat(latency.stdDev()).isCloseTo(oracle.getStdDeviation(), within(1e-6 * oracle.getMean()));
        assertThat(latency.p50()).isEqualTo(oracle.getValueAtPercentile(50));
        assertThat(latency.p75()).isEqualTo(oracle.getValueAtPercentile(75));
        assertThat(latency.p90()).isEqualTo(oracle.getValueAtPercentile(90));
        assertThat(latency.p95()).isEqualTo(oracle.getValueAtPercentile(95));
        assertThat(latency.p99()).isEqualTo(oracle.getValueAtPercentile(99));
        assertThat(latency.p999()).isEqualTo(oracle.getValueAtPercentile(99.9));
    }

    private static void add(LatencyCounts counts, long micros, long count) {
        counts.add(LatencyBuckets.indexOf(micros), count);
    }
}
