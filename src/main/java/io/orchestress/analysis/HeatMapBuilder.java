package io.orchestress.analysis;

import io.orchestress.record.Interval;

/** Counts requests by time and latency band, those of {@link LatencyBands}. */
final class HeatMapBuilder {
    static final int MOST_COLUMNS = 300;

    private final int binSeconds;
    private final long[][] columns;

    HeatMapBuilder(double runSeconds) {
        binSeconds = BinWidth.seconds(runSeconds, MOST_COLUMNS);
        columns = new long[BinWidth.bins(runSeconds, binSeconds)][LatencyBands.count()];
    }

    /** Counts an interval; a corrected view must not be given, its samples are counted already. */
    void add(Interval interval) {
        long[] column = columns[BinWidth.binOf(interval.middleSeconds(), binSeconds, columns.length)];
        interval.forEachBucket((bucket, count) -> column[LatencyBands.ofBucket(bucket)] += count);
    }

    HeatMap build() {
        return HeatMap.of(binSeconds, columns);
    }
}
