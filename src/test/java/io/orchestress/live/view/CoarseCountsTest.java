package io.orchestress.live.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.analysis.LatencyBands;
import io.orchestress.record.LatencyBuckets;
import io.orchestress.record.LatencyCounts;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CoarseCountsTest {
    private static final double[] PERCENTILES = {1, 25, 50, 75, 90, 95, 99, 99.9, 100};

    private static LatencyCounts counts(long... micros) {
        LatencyCounts counts = new LatencyCounts();
        Arrays.stream(micros).forEach(one -> counts.add(LatencyBuckets.indexOf(one), 1));
        return counts;
    }

    /** From a microsecond to a day: within 1 ÷ 128 of all digits of a record, and 0.1 % for those. */
    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void percentilesAreWithinTheBound(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] samples = random.longs(2_000, 0, 1)
                .map(x -> (long) Math.exp(random.nextDouble(0, Math.log(86_400_000_000.0))))
                .map(x -> Math.max(1, x))
                .toArray();
        LatencyCounts all = counts(samples);
        LatencyCounts half = counts(Arrays.copyOf(samples, 1_000));
        LatencyCounts other = counts(Arrays.copyOfRange(samples, 1_000, 2_000));

        CoarseCounts coarse = CoarseCounts.of(all);
        CoarseCounts summed = CoarseCounts.of(half).plus(CoarseCounts.of(other));

        assertThat(summed.total()).isEqualTo(2_000);
        for (double p : PERCENTILES) {
            double exact = all.atPercentile(p);
            assertThat((double) coarse.atPercentile(p))
                    .as("p" + p)
                    .isCloseTo(exact, within(exact * (1 / 128.0 + 0.001) + 0.5));
            assertThat(summed.atPercentile(p)).as("p" + p).isEqualTo(coarse.atPercentile(p));
        }
        assertThat(coarse.atPercentile(100)).isEqualTo(all.atPercentile(100));
    }

    @Test
    void byHand() {
        CoarseCounts counts = CoarseCounts.of(counts(10, 20, 30, 1_000_000));
        assertThat(counts.atPercentile(25)).isEqualTo(10);
        assertThat(counts.atPercentile(50)).isEqualTo(20);
        assertThat(counts.atPercentile(75)).isEqualTo(30);
        assertThat(counts.atPercentile(100)).isEqualTo(LatencyBuckets.highestMicros(LatencyBuckets.indexOf(1_000_000)));
    }

    @Test
    void eachSampleIsInOneBand() {
        long[] bands = new long[LatencyBands.count()];
        CoarseCounts.of(counts(1, 63, 64, 5_000, 70_000, 86_400_000_000L)).addTo(bands);
        assertThat(Arrays.stream(bands).sum()).isEqualTo(6);
    }
}
