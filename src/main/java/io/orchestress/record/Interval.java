package io.orchestress.record;

import io.orchestress.metrics.FailureClass;

/**
 * One line of {@code histograms.hlog}: the samples of one series that ended within one interval.
 *
 * <p>A view that the reader fills anew for every line: it is valid only until the callback it was handed to returns.
 */
public final class Interval {
    private double startSeconds;
    private double lengthSeconds;
    private SeriesKey series = new SeriesKey("", "", FailureClass.OK);
    private int buckets;
    private long total;
    private final int[] indexes = new int[LatencyBuckets.COUNT];
    private final long[] counts = new long[LatencyBuckets.COUNT];

    Interval() {}

    /** Start of the interval, in seconds since the load started. */
    public double startSeconds() {
        return startSeconds;
    }

    /** Length of the interval, in seconds. */
    public double lengthSeconds() {
        return lengthSeconds;
    }

    /** End of the interval, in seconds since the load started. */
    public double endSeconds() {
        return startSeconds + lengthSeconds;
    }

    /** Middle of the interval, in seconds since the load started: decides to which second it belongs, whatever the jitter. */
    public double middleSeconds() {
        return startSeconds + lengthSeconds / 2;
    }

    public SeriesKey series() {
        return series;
    }

    /** Number of samples. */
    public long totalCount() {
        return total;
    }

    /** Hands over every bucket that is not empty, from fast to slow. */
    public void forEachBucket(BucketConsumer consumer) {
        for (int i = 0; i < buckets; i++) {
            consumer.accept(indexes[i], counts[i]);
        }
    }

    void begin(SeriesKey newSeries, double newStartSeconds, double newLengthSeconds) {
        series = newSeries;
        startSeconds = newStartSeconds;
        lengthSeconds = newLengthSeconds;
        buckets = 0;
        total = 0;
    }

    /** Appends a bucket; indexes ascend. */
    void add(int index, long count) {
        if (buckets > 0 && indexes[buckets - 1] == index) {
            counts[buckets - 1] = SaturatedSum.plus(counts[buckets - 1], count);
        } else {
            indexes[buckets] = index;
            counts[buckets++] = count;
        }
        total = SaturatedSum.plus(total, count);
    }

    /** Buckets that are not empty, rising; the first {@link #buckets} of them. */
    int[] indexes() {
        return indexes;
    }

    /** Their samples. */
    long[] counts() {
        return counts;
    }

    int buckets() {
        return buckets;
    }

    /** So many of {@link #indexes} and {@link #counts} were written from outside, with so many samples. */
    void filled(int newBuckets, long newTotal) {
        buckets = newBuckets;
        total = newTotal;
    }

    /** Takes one bucket of an interval. */
    @FunctionalInterface
    public interface BucketConsumer {
        /**
         * @param index as in {@link LatencyBuckets}
         * @param count samples in the bucket, above 0
         */
        void accept(int index, long count);
    }
}
