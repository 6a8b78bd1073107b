package io.orchestress.testkit;

import io.orchestress.analysis.HeatMap;
import io.orchestress.analysis.Timeline;
import java.util.ArrayList;
import java.util.List;

/** A heat map that spreads the requests of each bin around its median. */
final class SyntheticHeatMap {
    private static final int BANDS = 40;

    private SyntheticHeatMap() {}

    static HeatMap of(List<Timeline.Bin> bins, int binSeconds, double speed) {
        List<Long> edges = new ArrayList<>();
        for (int i = 0; i <= BANDS; i++) {
            edges.add(Math.round(1000 / speed * Math.pow(10, i / 9.0)));
        }
        List<HeatMap.Cell> cells = new ArrayList<>();
        for (int column = 0; column < bins.size(); column++) {
            Timeline.Bin bin = bins.get(column);
            double n = (bin.okPerSec() + bin.failedPerSec()) * binSeconds;
            Timeline.Percentiles percentiles = bin.percentiles();
            for (int band = 0; percentiles != null && band < BANDS; band++) {
                double low = Math.log(edges.get(band) / (double) percentiles.p50()) / 0.6;
                double high = Math.log(edges.get(band + 1) / (double) percentiles.p50()) / 0.6;
                long count = Math.round(n * (normal(high) - normal(low)));
                if (count > 0) {
                    cells.add(new HeatMap.Cell(column, band, count));
                }
            }
        }
        return new HeatMap(binSeconds, bins.size(), edges, cells);
    }

    private static double normal(double z) {
        return 1 / (1 + Math.exp(-1.702 * z));
    }
}
