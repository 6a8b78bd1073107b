package io.orchestress.analysis;

import io.orchestress.record.LatencyBuckets;
import java.util.ArrayList;
import java.util.List;

/**
 * The latency bands of a {@link HeatMap}. Edge {@code k} is {@code 10^(k ÷ 12)} µs, brought down to the start of its latency bucket, so that
 * no bucket lies across an edge: twelve bands a decade where buckets are fine enough.
 */
public final class LatencyBands {
    private static final int BANDS_PER_DECADE = 12;
    private static final List<Long> EDGES = edges();
    private static final short[] OF_BUCKET = ofBuckets();

    private LatencyBands() {}

    /** How many there are. */
    public static int count() {
        return EDGES.size() - 1;
    }

    /** The edges of the bands from one to another, inclusive; one more than there are bands. */
    public static List<Long> edgesMicros(int from, int to) {
        return EDGES.subList(from, to + 2);
    }

    /** The band of a bucket of {@link LatencyBuckets}. */
    public static int ofBucket(int bucket) {
        return OF_BUCKET[bucket];
    }

    private static List<Long> edges() {
        List<Long> edges = new ArrayList<>(List.of(0L));
        for (int k = 0; edges.get(edges.size() - 1) <= LatencyBuckets.HIGHEST_MICROS; k++) {
            long micros = Math.round(Math.pow(10, (double) k / BANDS_PER_DECADE));
            long edge = LatencyBuckets.lowestMicros(LatencyBuckets.indexOf(micros));
            if (edge > edges.get(edges.size() - 1)) {
                edges.add(edge);
            }
        }
        return List.copyOf(edges);
    }

    private static short[] ofBuckets() {
        short[] bands = new short[LatencyBuckets.COUNT];
        for (int bucket = 0, band = 0; bucket < bands.length; bucket++) {
            if (LatencyBuckets.lowestMicros(bucket) >= EDGES.get(band + 1)) {
                band++;
            }
            bands[bucket] = (short) band;
        }
        return bands;
    }
}
