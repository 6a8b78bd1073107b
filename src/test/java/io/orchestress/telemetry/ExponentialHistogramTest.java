package io.orchestress.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.metrics.Measurements;
import io.orchestress.testkit.LatencyLaw;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exponential histograms against the HdrHistograms that they are made of. */
class ExponentialHistogramTest {
    private static final int SAMPLES = 50_000;

    /** Of a bucket of the record: half its width, docs/MATH.md §2. */
    private static final double HALF_A_BUCKET = 1.0 / 2048;

    private static Histogram recorded(long... micros) {
        Histogram histogram = new Histogram(1, Measurements.LONGEST_MICROS, Measurements.SIGNIFICANT_DIGITS);
        LongStream.of(micros).forEach(histogram::recordValue);
        return histogram;
    }

    private static ExponentialHistogram.Snapshot of(int mostBuckets, long... micros) {
        ExponentialHistogram histogram = new ExponentialHistogram(mostBuckets);
        histogram.add(recorded(micros));
        return histogram.snapshot();
    }

    /** The middle of the bucket in which the sample of a rank is, in seconds. */
    private static double estimate(ExponentialHistogram.Snapshot held, double percentile) {
        double base = Math.pow(2, Math.pow(2, -held.scale()));
        long rank = Math.max(1, (long) Math.ceil(held.count() * percentile / 100));
        long seen = 0;
        for (int i = 0; i < held.counts().length; i++) {
            seen += held.counts()[i];
            if (seen >= rank) {
                double lower = Math.pow(base, held.offset() + i);
                return (lower + lower * base) / 2;
            }
        }
        throw new AssertionError("no sample of rank " + rank);
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void percentilesAreWithinTheStatedBound(long seed) {
        LatencyLaw.shapes().forEach((name, law) -> {
            for (int mostBuckets : new int[] {40, 160, 320, 1_280}) {
                SplittableRandom random = new SplittableRandom(seed);
                Histogram record = recorded(LongStream.generate(() -> law.micros(random))
                        .limit(SAMPLES)
                        .toArray());
                ExponentialHistogram histogram = new ExponentialHistogram(mostBuckets);
                histogram.add(record);
                ExponentialHistogram.Snapshot held = histogram.snapshot();
                double bound = (1 + ExponentialHistogram.relativeError(held.scale())) * (1 + HALF_A_BUCKET) - 1;
                for (double percentile : new double[] {50, 75, 90, 95, 99, 99.9}) {
                    double ours = record.getValueAtPercentile(percentile) / 1e6;
                    assertThat(ours / estimate(held, percentile) - 1)
                            .as("%s, p%s, %d buckets, scale %d", name, percentile, mostBuckets, held.scale())
                            .isCloseTo(0, within(bound));
                }
                assertThat(held.counts().length).isLessThanOrEqualTo(mostBuckets);
                assertThat(Arrays.stream(held.counts()).sum())
                        .isEqualTo(held.count())
                        .isEqualTo(SAMPLES);
                assertThat(held.sumSeconds() / SAMPLES).isCloseTo(record.getMean() / 1e6, within(1e-9 * SAMPLES));
            }
        });
    }

    /** 2^(2^-scale) by hand: the width of a bucket as a share of its lower end is 0.27 %, 1.09 %, 4.4 %, 19 %, 100 %. */
    @ParameterizedTest
    @CsvSource({"8, 0.00135", "6, 0.00542", "5, 0.01083", "4, 0.02166", "3, 0.04329", "2, 0.08643", "0, 0.33333"})
    void theBoundOfAScaleIsThatOfTheDocumentation(int scale, double error) {
        assertThat(ExponentialHistogram.relativeError(scale)).isCloseTo(error, within(0.00001));
    }

    /** What reference.conf says of 320 buckets: 20 octaves take 16 buckets each. */
    @Test
    void twentyOctavesAreWithinTwoPerCent() {
        ExponentialHistogram.Snapshot held = of(320, 1_100, 1_000L << 20);

        assertThat(held.scale()).isEqualTo(4);
        assertThat(ExponentialHistogram.relativeError(held.scale())).isLessThan(0.022);
    }

    /** Below 2,048 µs a bucket of the record is one microsecond, so the ends are met: (b^i, b^(i+1)] with b = 2^(1/256). */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 999, 1_000, 1_953, 2_047})
    void aValueIsAboveTheLowerEndAndNotAboveTheUpper(long micros) {
        ExponentialHistogram.Snapshot held = of(320, micros);
        double base = Math.pow(2, 1.0 / 256);

        assertThat(held.scale()).isEqualTo(8);
        assertThat(held.counts()).containsExactly(1);
        assertThat(micros / 1e6)
                .isGreaterThan(Math.pow(base, held.offset()) * (1 - 1e-12))
                .isLessThan(Math.pow(base, held.offset() + 1) * (1 + 1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 64, 320, 2_560})
    void aMicrosecondAndADayFit(int mostBuckets) {
        ExponentialHistogram.Snapshot held = of(mostBuckets, 1, 1_000, Measurements.LONGEST_MICROS);

        assertThat(held.count()).isEqualTo(3);
        assertThat(Arrays.stream(held.counts()).sum()).isEqualTo(3);
        assertThat(held.counts().length).isLessThanOrEqualTo(mostBuckets);
        assertThat(held.scale()).isGreaterThanOrEqualTo(0);
        assertThat(held.minSeconds()).isEqualTo(1e-6);
        assertThat(held.maxSeconds()).isCloseTo(86_400, within(86.4));
    }

    /** Whatever the seconds are, and in whatever order they come: the sum is that of all samples at once. */
    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void secondsAddUp(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int mostBuckets = random.nextInt(40, 400);
        ExponentialHistogram bySeconds = new ExponentialHistogram(mostBuckets);
        Histogram all = recorded();
        for (int second = random.nextInt(1, 8); second > 0; second--) {
            double spread = random.nextDouble(0.1, 4);
            long median = random.nextLong(1, 10_000_000);
            Histogram one = recorded(LongStream.generate(() -> Math.min(
                            Measurements.LONGEST_MICROS,
                            LatencyLaw.logNormal(median, spread).micros(random)))
                    .limit(random.nextInt(0, 300))
                    .toArray());
            bySeconds.add(one);
            all.add(one);
        }
        ExponentialHistogram atOnce = new ExponentialHistogram(mostBuckets);
        atOnce.add(all);

        ExponentialHistogram.Snapshot sum = bySeconds.snapshot();
        ExponentialHistogram.Snapshot whole = atOnce.snapshot();
        assertThat(sum.count()).isEqualTo(whole.count()).isEqualTo(all.getTotalCount());
        assertThat(sum.scale()).isEqualTo(whole.scale());
        assertThat(sum.offset()).isEqualTo(whole.offset());
        assertThat(sum.counts()).isEqualTo(whole.counts());
        assertThat(sum.sumSeconds()).isCloseTo(whole.sumSeconds(), within(1e-6 * Math.max(1, whole.sumSeconds())));
    }

    @Test
    void anEmptySecondChangesNothing() {
        ExponentialHistogram histogram = new ExponentialHistogram(40);
        histogram.add(recorded());

        assertThat(histogram.snapshot().count()).isZero();
        assertThat(histogram.snapshot().counts()).isEmpty();
        assertThat(histogram.snapshot().minSeconds()).isZero();
    }

    @Test
    void tooFewBucketsAreRefused() {
        assertThatThrownBy(() -> new ExponentialHistogram(39)).isInstanceOf(IllegalArgumentException.class);
    }
}
