package io.orchestress.telemetry;

import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * An exponential histogram of base 2 as OpenTelemetry's data model defines it, filled from HdrHistograms a bucket at a time. Bucket <i>i</i> of scale
 * <i>s</i> holds the values in (b<sup>i</sup>, b<sup>i+1</sup>], b = 2<sup>2<sup>−s</sup></sup>, in seconds. It begins with the finest scale and
 * halves it whenever it would have more than so many buckets, which is exact: each bucket of a scale is two of the next.
 *
 * <p>The error: docs/MATH.md. Not safe for use by several threads.
 */
final class ExponentialHistogram {
    /** The finest of Prometheus' native histograms, too. Its buckets are 0.27 % wide; those of the record, 0.1 %, allow no finer one. */
    static final int FINEST_SCALE = 8;

    /** Fewer buckets hold a microsecond and a day at a scale of 0 at least. */
    static final int FEWEST_BUCKETS = 40;

    private static final double MICROS_PER_SECOND = 1e6;
    private static final double LOG_2 = Math.log(2);

    private final int mostBuckets;
    private int scale = FINEST_SCALE;
    private int offset;
    private long[] counts = {};
    private long count;
    private double sumSeconds;
    private long minMicros = Long.MAX_VALUE;
    private long maxMicros;

    /**
     * What it holds at a moment.
     *
     * @param offset index of the first bucket
     * @param counts of the buckets; owned by nobody
     * @param minSeconds 0 where there is none
     */
    record Snapshot(
            int scale,
            int offset,
            long[] counts,
            long count,
            double sumSeconds,
            double minSeconds,
            double maxSeconds) {}

    /** @param mostBuckets at least {@value #FEWEST_BUCKETS} */
    ExponentialHistogram(int mostBuckets) {
        if (mostBuckets < FEWEST_BUCKETS) {
            throw new IllegalArgumentException(mostBuckets + " buckets");
        }
        this.mostBuckets = mostBuckets;
    }

    /** Half the width of a bucket in its middle: what a value in it is off from (lower + upper) ÷ 2, at most, as a share of the latter. */
    static double relativeError(int scale) {
        double base = Math.pow(2, Math.pow(2, -scale));
        return (base - 1) / (base + 1);
    }

    /** @param micros whose values are in microseconds, 1 at least */
    void add(Histogram micros) {
        if (micros.getTotalCount() == 0) {
            return;
        }
        include(indexOf(micros.getMinNonZeroValue()), indexOf(micros.getMaxValue()));
        for (HistogramIterationValue value : micros.recordedValues()) {
            long times = value.getCountAddedInThisIterationStep();
            long middle = micros.medianEquivalentValue(value.getValueIteratedTo());
            int index = indexOf(middle) >> (FINEST_SCALE - scale);
            counts[index - offset] += times;
            sumSeconds += times * (middle / MICROS_PER_SECOND);
        }
        count += micros.getTotalCount();
        minMicros = Math.min(minMicros, micros.getMinNonZeroValue());
        maxMicros = Math.max(maxMicros, micros.getMaxValue());
    }

    /** At the finest scale. */
    private static int indexOf(long micros) {
        double octaves = Math.log(Math.max(1, micros) / MICROS_PER_SECOND) / LOG_2;
        return (int) Math.ceil(octaves * (1 << FINEST_SCALE)) - 1;
    }

    /** Widens it, or makes it coarser, until it has a place from one index of the finest scale to another. */
    private void include(int finestLow, int finestHigh) {
        int shift = FINEST_SCALE - scale;
        int low = counts.length == 0 ? finestLow >> shift : Math.min(offset, finestLow >> shift);
        int high = counts.length == 0 ? finestHigh >> shift : Math.max(offset + counts.length - 1, finestHigh >> shift);
        while (high - low >= mostBuckets) {
            low >>= 1;
            high >>= 1;
            scale--;
            halve();
        }
        if (counts.length != high - low + 1) {
            long[] wider = new long[high - low + 1];
            System.arraycopy(counts, 0, wider, counts.length == 0 ? 0 : offset - low, counts.length);
            counts = wider;
            offset = low;
        }
    }

    private void halve() {
        if (counts.length == 0) {
            return;
        }
        int first = offset >> 1;
        long[] halved = new long[((offset + counts.length - 1) >> 1) - first + 1];
        for (int i = 0; i < counts.length; i++) {
            halved[((offset + i) >> 1) - first] += counts[i];
        }
        counts = halved;
        offset = first;
    }

    /** As it is now. */
    Snapshot snapshot() {
        return new Snapshot(
                scale,
                offset,
                counts.clone(),
                count,
                sumSeconds,
                count == 0 ? 0 : minMicros / MICROS_PER_SECOND,
                maxMicros / MICROS_PER_SECOND);
    }

    @Override
    public String toString() {
        return count + " at scale " + scale + " from " + offset + ": " + Arrays.toString(counts);
    }
}
