package io.orchestress.analysis;

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

    /** @param column from 0, in time; @param band from 0, from fast to slow */
    public record Cell(int column, int band, long count) {}
}
