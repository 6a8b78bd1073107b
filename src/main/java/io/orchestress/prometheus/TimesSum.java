package io.orchestress.prometheus;

import io.orchestress.record.LatencyBuckets;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Times that were added up, in few buckets: six in a tenfold, 1 1.5 2.2 3.3 4.7 6.8, from 100 µs to 3,300 s. A sample stands in the bucket in which a
 * record's percentile would report it, by the highest value that it cannot be told from, so that it is at most 0.1 % lower than it is counted. Never
 * changes.
 *
 * @param counts of each bucket, the last one of what is longer than every bound
 * @param micros sum, of each sample the middle of what it cannot be told from, as in the means of a record
 */
record TimesSum(long[] counts, long micros) {
    private static final int[] STEPS = {10, 15, 22, 33, 47, 68};
    private static final int TENFOLDS = 8;
    /** 100 µs … 6,800 s, of which the last two are not needed. */
    private static final long[] BOUNDS_MICROS = IntStream.range(0, TENFOLDS * STEPS.length - 2)
            .mapToLong(i -> STEPS[i % STEPS.length] * (long) Math.pow(10, 1 + i / STEPS.length))
            .toArray();

    /** Upper ones of all buckets but the last, in seconds. */
    private static final double[] BOUNDS = IntStream.range(0, BOUNDS_MICROS.length)
            .mapToDouble(i -> BigDecimal.valueOf(BOUNDS_MICROS[i], 6).doubleValue())
            .toArray();

    /** Time series that one of these takes: its buckets, sum, count, and the counter of its requests. */
    static final int SERIES = BOUNDS_MICROS.length + 4;

    static final TimesSum NONE = new TimesSum(new long[BOUNDS_MICROS.length + 1], 0);

    static double[] bounds() {
        return BOUNDS.clone();
    }

    /** @param interval in microseconds */
    TimesSum plus(Histogram interval) {
        long[] sums = counts.clone();
        long sumMicros = micros;
        for (HistogramIterationValue value : interval.recordedValues()) {
            int index = LatencyBuckets.indexOf(value.getValueIteratedTo());
            long count = value.getCountAddedInThisIterationStep();
            sums[bucket(LatencyBuckets.highestMicros(index))] += count;
            sumMicros += count * LatencyBuckets.medianMicros(index);
        }
        return new TimesSum(sums, sumMicros);
    }

    private static int bucket(long atMostMicros) {
        int found = Arrays.binarySearch(BOUNDS_MICROS, atMostMicros);
        return found >= 0 ? found : -found - 1;
    }

    long count() {
        return LongStream.of(counts).sum();
    }

    /** Sum in seconds. */
    double seconds() {
        return micros / 1e6;
    }
}
