package io.orchestress.live.view;

import io.orchestress.analysis.LatencyBands;
import io.orchestress.record.LatencyBuckets;
import io.orchestress.record.LatencyCounts;
import java.util.Arrays;

/**
 * Latencies counted by coarse buckets, 64 to each doubling: a percentile is within 1 ÷ 128 (0.8 %) of the one that all digits of the record
 * give, the maximum is exact. Immutable, and no larger than what is in it.
 *
 * @see LatencyBuckets which has 1,024 to each doubling
 */
final class CoarseCounts {
    private static final int MAGNITUDE = 6;
    private static final int STEPS = 1 << MAGNITUDE;
    private static final int MASK = 2 * STEPS - 1;

    private final char[] buckets;
    private final long[] counts;
    private final long maxMicros;

    private CoarseCounts(char[] buckets, long[] counts, long maxMicros) {
        this.buckets = buckets;
        this.counts = counts;
        this.maxMicros = maxMicros;
    }

    /** Of samples; there is at least one. */
    static CoarseCounts of(LatencyCounts samples) {
        Filling filling = new Filling(LatencyBuckets.COUNT);
        samples.forEachBucket((bucket, count) -> filling.add(bucketOf(LatencyBuckets.medianMicros(bucket)), count));
        return filling.counts(Math.min(LatencyBuckets.HIGHEST_MICROS, samples.atPercentile(100)));
    }

    CoarseCounts plus(CoarseCounts other) {
        Filling filling = new Filling(buckets.length + other.buckets.length);
        int mine = 0;
        int others = 0;
        while (mine < buckets.length || others < other.buckets.length) {
            if (others == other.buckets.length || (mine < buckets.length && buckets[mine] <= other.buckets[others])) {
                filling.add(buckets[mine], counts[mine++]);
            } else {
                filling.add(other.buckets[others], other.counts[others++]);
            }
        }
        return filling.counts(Math.max(maxMicros, other.maxMicros));
    }

    /** Latency at percentile {@code p}, 0 to 100, in microseconds. */
    long atPercentile(double p) {
        long rank = Math.max(1, (long) Math.ceil(p * total() / 100));
        long running = 0;
        for (int i = 0; i < buckets.length - 1; i++) {
            running += counts[i];
            if (running >= rank) {
                return Math.min(maxMicros, middleMicros(buckets[i]));
            }
        }
        return p >= 100 ? maxMicros : Math.min(maxMicros, middleMicros(buckets[buckets.length - 1]));
    }

    long total() {
        return Arrays.stream(counts).sum();
    }

    /** Adds what is here to the bands of a heat map, each bucket to the band of its middle. */
    void addTo(long[] bands) {
        for (int i = 0; i < buckets.length; i++) {
            bands[LatencyBands.ofBucket(LatencyBuckets.indexOf(Math.min(maxMicros, middleMicros(buckets[i]))))] +=
                    counts[i];
        }
    }

    private static int bucketOf(long micros) {
        int doubling = Long.SIZE - MAGNITUDE - 1 - Long.numberOfLeadingZeros(micros | MASK);
        return (doubling << MAGNITUDE) + (int) (micros >>> doubling);
    }

    private static long middleMicros(int bucket) {
        int doubling = Math.max(0, (bucket >> MAGNITUDE) - 1);
        long lowest = bucket < STEPS ? bucket : (long) ((bucket & (STEPS - 1)) + STEPS) << doubling;
        return lowest + ((1L << doubling) >> 1);
    }

    /** Takes buckets in rising order. */
    private static final class Filling {
        private final char[] buckets;
        private final long[] counts;
        private int filled;

        private Filling(int most) {
            buckets = new char[most];
            counts = new long[most];
        }

        private void add(int bucket, long count) {
            if (filled > 0 && buckets[filled - 1] == bucket) {
                counts[filled - 1] += count;
            } else {
                buckets[filled] = (char) bucket;
                counts[filled++] = count;
            }
        }

        private CoarseCounts counts(long maxMicros) {
            return new CoarseCounts(Arrays.copyOf(buckets, filled), Arrays.copyOf(counts, filled), maxMicros);
        }
    }
}
