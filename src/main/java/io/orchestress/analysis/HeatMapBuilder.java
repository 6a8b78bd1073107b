package io.orchestress.analysis;

import io.orchestress.record.Interval;
import io.orchestress.record.LatencyBuckets;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts requests by time and latency band. Edge {@code k} of the bands is {@code 10^(k ÷ 12)} µs, brought down to the start of
 * its latency bucket, so that no bucket lies across an edge: twelve bands a decade where buckets are fine enough.
 */
final class HeatMapBuilder {
    static final int MOST_COLUMNS = 300;
    private static final int BANDS_PER_DECADE = 12;

    private final int binSeconds;
    private final long[][] columns;
    private final List<Long> edgesMicros = new ArrayList<>(List.of(0L));
    private final short[] bandOfBucket = new short[LatencyBuckets.COUNT];

    HeatMapBuilder(double runSeconds) {
        binSeconds = BinWidth.seconds(runSeconds, MOST_COLUMNS);
        for (int k = 0; edgesMicros.get(edgesMicros.size() - 1) <= LatencyBuckets.HIGHEST_MICROS; k++) {
            long micros = Math.round(Math.pow(10, (double) k / BANDS_PER_DECADE));
            long edge = LatencyBuckets.lowestMicros(LatencyBuckets.indexOf(micros));
            if (edge > edgesMicros.get(edgesMicros.size() - 1)) {
                edgesMicros.add(edge);
            }
        }
        for (int bucket = 0, band = 0; bucket < bandOfBucket.length; bucket++) {
            if (LatencyBuckets.lowestMicros(bucket) >= edgesMicros.get(band + 1)) {
                band++;
            }
            bandOfBucket[bucket] = (short) band;
        }
        columns = new long[BinWidth.bins(runSeconds, binSeconds)][edgesMicros.size() - 1];
    }

    /** Counts an interval; a corrected view must not be given, its samples are counted already. */
    void add(Interval interval) {
        long[] column = columns[BinWidth.binOf(interval.middleSeconds(), binSeconds, columns.length)];
        interval.forEachBucket((bucket, count) -> column[bandOfBucket[bucket]] += count);
    }

    /** Only the bands in use, from the fastest to the slowest request. */
    HeatMap build() {
        int fastest = edgesMicros.size();
        int slowest = -1;
        for (long[] column : columns) {
            for (int band = 0; band < column.length; band++) {
                if (column[band] > 0) {
                    fastest = Math.min(fastest, band);
                    slowest = Math.max(slowest, band);
                }
            }
        }
        if (slowest < 0) {
            return new HeatMap(binSeconds, columns.length, List.of(), List.of());
        }
        List<HeatMap.Cell> cells = new ArrayList<>();
        for (int column = 0; column < columns.length; column++) {
            for (int band = fastest; band <= slowest; band++) {
                if (columns[column][band] > 0) {
                    cells.add(new HeatMap.Cell(column, band - fastest, columns[column][band]));
                }
            }
        }
        return new HeatMap(binSeconds, columns.length, edgesMicros.subList(fastest, slowest + 2), cells);
    }
}
