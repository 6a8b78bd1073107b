package io.orchestress.record;

import io.orchestress.record.RequestResult.Latency;
import io.orchestress.stats.Quantile;
import java.util.Arrays;

/**
 * Samples counted by latency bucket, with the figures HdrHistogram gives for them; holds only the range of buckets in use, so
 * that hundreds fit where each full histogram would take 220 KB.
 *
 * <p>With {@code n} samples, {@code m_i} the middle of bucket {@code i} and {@code c_i} its count: mean
 * {@code μ = Σ c_i m_i ÷ n}, standard deviation {@code σ = √(Σ c_i (m_i − μ)² ÷ n)} (of the population), percentile {@code p}
 * the largest value of the first bucket at which the running count reaches {@code ⌈n p ÷ 100⌉} (at least 1). All microseconds,
 * each within 0.1 %.
 *
 * @see org.HdrHistogram.AbstractHistogram#getValueAtPercentile(double)
 */
public final class LatencyCounts {
    private static final int SMALLEST_CAPACITY = 256;
    private static final double ONE_SIDED_95 = 1.645;

    private long[] counts = new long[0];
    /** Bucket of {@code counts[0]}. */
    private int base;
    /** Buckets in use, {@code first > last} when there is none. */
    private int first = Integer.MAX_VALUE;

    private int last = -1;
    private long total;

    public void add(int bucket, long count) {
        if (bucket < base || bucket >= base + counts.length) {
            reach(bucket);
        }
        counts[bucket - base] += count;
        total += count;
        first = Math.min(first, bucket);
        last = Math.max(last, bucket);
    }

    public void add(Interval interval) {
        int end = interval.buckets() - 1;
        int[] indexes = interval.indexes();
        long[] added = interval.counts();
        if (end >= 0) {
            add(indexes[0], added[0]);
        }
        if (end > 0) {
            add(indexes[end], added[end]);
        }
        // There is room for all between them: what is left is one loop over local variables.
        long[] into = counts;
        int from = base;
        long more = 0;
        for (int i = 1; i < end; i++) {
            into[indexes[i] - from] += added[i];
            more += added[i];
        }
        total += more;
    }

    public void add(LatencyCounts other) {
        other.forEachBucket(this::add);
    }

    public void clear() {
        if (total > 0) {
            Arrays.fill(counts, first - base, last - base + 1, 0);
        }
        first = Integer.MAX_VALUE;
        last = -1;
        total = 0;
    }

    public long total() {
        return total;
    }

    public boolean isEmpty() {
        return total == 0;
    }

    public void forEachBucket(Interval.BucketConsumer consumer) {
        for (int bucket = first; bucket <= last; bucket++) {
            if (counts[bucket - base] > 0) {
                consumer.accept(bucket, counts[bucket - base]);
            }
        }
    }

    /** How many are reported as more than that: a bucket counts as its largest value, as in percentiles. */
    public long above(double micros) {
        long above = 0;
        for (int bucket = last; bucket >= first && LatencyBuckets.highestMicros(bucket) > micros; bucket--) {
            above += counts[bucket - base];
        }
        return above;
    }

    /** Bucket of percentile {@code p}, 0 to 100. There must be a sample. */
    int bucketAtPercentile(double p) {
        // As in HdrHistogram: next below p, so that a p with a rounding error of one bit does not cost a whole sample.
        double nudged = Math.min(Math.max(Math.nextAfter(p, Double.NEGATIVE_INFINITY), 0), 100);
        return bucketAtRank((long) Math.ceil(nudged * total / 100));
    }

    /** Latency of the sample of that rank, from 1, the smallest first; ranks outside are brought to the nearest. */
    public long atRank(long rank) {
        return LatencyBuckets.highestMicros(bucketAtRank(rank));
    }

    /** With its bounds by chance. There must be a sample. */
    public Quantile p95() {
        double deviation = ONE_SIDED_95 * Math.sqrt(0.95 * 0.05 * total);
        double upper = Math.ceil(0.95 * total + deviation);
        return new Quantile(
                total,
                atPercentile(95) / 1000.0,
                atRank((long) Math.floor(0.95 * total - deviation)) / 1000.0,
                upper > total ? Double.POSITIVE_INFINITY : atRank((long) upper) / 1000.0);
    }

    private int bucketAtRank(long atRank) {
        long rank = Math.max(1, atRank);
        long running = 0;
        for (int bucket = first; bucket < last; bucket++) {
            running += counts[bucket - base];
            if (running >= rank) {
                return bucket;
            }
        }
        return last;
    }

    /** Latency at percentile {@code p}, 0 to 100. There must be a sample. */
    public long atPercentile(double p) {
        return LatencyBuckets.highestMicros(bucketAtPercentile(p));
    }

    /** Samples in buckets that begin at or below {@code micros}. */
    public long countUpTo(long micros) {
        long sum = 0;
        for (int bucket = first; bucket <= last && LatencyBuckets.lowestMicros(bucket) <= micros; bucket++) {
            sum += counts[bucket - base];
        }
        return sum;
    }

    public double mean() {
        double sum = 0;
        for (int bucket = first; bucket <= last; bucket++) {
            sum += (double) LatencyBuckets.medianMicros(bucket) * counts[bucket - base];
        }
        return total == 0 ? 0 : sum / total;
    }

    private double stdDev(double mean) {
        double sum = 0;
        for (int bucket = first; bucket <= last; bucket++) {
            double deviation = LatencyBuckets.medianMicros(bucket) - mean;
            sum += deviation * deviation * counts[bucket - base];
        }
        return Math.sqrt(sum / total);
    }

    /** The figures of a result. There must be a sample. */
    public Latency latency() {
        double mean = mean();
        return new Latency(
                LatencyBuckets.lowestMicros(first),
                mean,
                stdDev(mean),
                atPercentile(50),
                atPercentile(75),
                atPercentile(90),
                atPercentile(95),
                atPercentile(99),
                atPercentile(99.9),
                LatencyBuckets.highestMicros(last));
    }

    private void reach(int bucket) {
        int from = total == 0 ? bucket : Math.min(first, bucket);
        int to = total == 0 ? bucket : Math.max(last, bucket);
        int span = to - from + 1;
        int capacity = Math.max(SMALLEST_CAPACITY, span + span / 2);
        int newBase = Math.max(0, from - (capacity - span) / 2);
        long[] larger = new long[capacity];
        if (total > 0) {
            System.arraycopy(counts, first - base, larger, first - newBase, last - first + 1);
        }
        counts = larger;
        base = newBase;
    }
}
