package io.orchestress.record;

import io.orchestress.metrics.Measurements;

/**
 * The buckets in which latencies are counted: HdrHistogram's layout for values from 1 µs to 24 h at three significant digits.
 *
 * <p>Up to 2 047 µs a bucket is one microsecond wide; from there on each doubling of the value is cut into 1 024 buckets of
 * equal width. So a bucket is never wider than 1 ÷ 1 024 (0.1 %) of the values in it. With {@code b = max(0, (i >> 10) − 1)},
 * bucket {@code i ≥ 1 024} starts at {@code ((i mod 1 024) + 1 024) × 2^b} and is {@code 2^b} wide.
 *
 * @see org.HdrHistogram.AbstractHistogram
 */
public final class LatencyBuckets {

    /** Smallest latency told from zero, in microseconds. */
    public static final long LOWEST_MICROS = 1;
    /** Largest latency recorded, in microseconds: 24 hours. What takes longer is counted as over range. */
    public static final long HIGHEST_MICROS = Measurements.LONGEST_MICROS;
    /** Significant decimal digits kept of every latency. */
    public static final int SIGNIFICANT_DIGITS = Measurements.SIGNIFICANT_DIGITS;
    /** Number of buckets; an index is at least 0 and below it. */
    public static final int COUNT = indexOf(HIGHEST_MICROS) + 1;

    private static final int HALF_MAGNITUDE = 10;
    private static final int HALF = 1 << HALF_MAGNITUDE;
    private static final long MASK = 2L * HALF - 1;

    private LatencyBuckets() {}

    /** Index of the bucket that holds {@code micros}, 0 or more. */
    public static int indexOf(long micros) {
        int doubling = Long.SIZE - HALF_MAGNITUDE - 1 - Long.numberOfLeadingZeros(micros | MASK);
        return (doubling << HALF_MAGNITUDE) + (int) (micros >>> doubling);
    }

    /** Smallest value of bucket {@code index}, in microseconds. */
    public static long lowestMicros(int index) {
        return index < HALF ? index : (long) ((index & (HALF - 1)) + HALF) << doubling(index);
    }

    /** Largest value of bucket {@code index}, in microseconds: what a percentile that falls into it is reported as. */
    public static long highestMicros(int index) {
        return lowestMicros(index) + (1L << doubling(index)) - 1;
    }

    /** Middle of bucket {@code index}, in microseconds: what its samples count as in means and deviations. */
    public static long medianMicros(int index) {
        return lowestMicros(index) + ((1L << doubling(index)) >> 1);
    }

    private static int doubling(int index) {
        return Math.max(0, (index >> HALF_MAGNITUDE) - 1);
    }
}
