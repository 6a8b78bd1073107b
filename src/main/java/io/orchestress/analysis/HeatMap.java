package io.orchestress.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * How many requests ended in each cell of time × latency; latency bands grow geometrically.
 *
 * @param binSeconds width of a column, in seconds
 * @param bandEdgesMicros {@code bands + 1} ascending edges; band {@code b} holds latencies from edge {@code b} (inclusive) to
 *     edge {@code b + 1} (exclusive)
 * @param cells those that are not empty
 */
public record HeatMap(int binSeconds, int columns, List<Long> bandEdgesMicros, List<Cell> cells) {
    public HeatMap {
        bandEdgesMicros = List.copyOf(bandEdgesMicros);
        cells = List.copyOf(cells);
    }

    /**
     * Only the bands in use, from the fastest to the slowest request.
     *
     * @param counts by column, and by band of {@link LatencyBands}
     */
    public static HeatMap of(int binSeconds, long[][] counts) {
        int fastest = LatencyBands.count();
        int slowest = -1;
        for (long[] column : counts) {
            for (int band = 0; band < column.length; band++) {
                if (column[band] > 0) {
                    fastest = Math.min(fastest, band);
                    slowest = Math.max(slowest, band);
                }
            }
        }
        if (slowest < 0) {
            return new HeatMap(binSeconds, counts.length, List.of(), List.of());
        }
        List<Cell> cells = new ArrayList<>();
        for (int column = 0; column < counts.length; column++) {
            for (int band = fastest; band <= slowest; band++) {
                if (counts[column][band] > 0) {
                    cells.add(new Cell(column, band - fastest, counts[column][band]));
                }
            }
        }
        return new HeatMap(binSeconds, counts.length, LatencyBands.edgesMicros(fastest, slowest), cells);
    }

    /** @param column from 0, in time; @param band from 0, from fast to slow */
    public record Cell(int column, int band, long count) {}
}
