package io.orchestress.analysis;

import io.orchestress.analysis.issues.LatencySeries;
import io.orchestress.record.Interval;
import io.orchestress.record.LatencyCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Median latency over time of each request, in bins of whole seconds over a stretch of constant load; holds the samples of one
 * bin of each request only, however long the stretch. What ended outside of it is left out, and so is a last bin that is cut short.
 */
final class LatencyBins {
    private static final int MOST_BINS = 60;

    private final double fromSeconds;
    private final int binSeconds;
    private final int bins;
    private final Map<String, OpenBin> open = new LinkedHashMap<>();

    private static final class OpenBin {
        private final List<LatencySeries.Bin> closed = new ArrayList<>();
        private final LatencyCounts counts = new LatencyCounts();
        private int bin;
    }

    LatencyBins(double fromSeconds, double toSeconds) {
        double seconds = Math.max(0, toSeconds - fromSeconds);
        this.fromSeconds = fromSeconds;
        this.binSeconds = BinWidth.seconds(seconds, MOST_BINS);
        this.bins = (int) (seconds / binSeconds);
    }

    /** Counts an interval. One that comes late is counted in the bin open by then. */
    void add(Interval interval) {
        double since = interval.middleSeconds() - fromSeconds;
        int bin = (int) (since / binSeconds);
        if (since >= 0 && bin < bins && interval.series().isOk()) {
            OpenBin request = open.computeIfAbsent(interval.series().request(), name -> new OpenBin());
            if (bin > request.bin) {
                close(request);
                request.bin = bin;
            }
            request.counts.add(interval);
        }
    }

    /**
     * By request. In its first bins only the fast ones of those that started here can have ended, so bins that begin within
     * {@code settling} seconds of the start are left out.
     */
    List<LatencySeries> series(ToDoubleFunction<String> settling) {
        List<LatencySeries> series = new ArrayList<>();
        open.forEach((request, bin) -> {
            close(bin);
            double from = fromSeconds + settling.applyAsDouble(request);
            List<LatencySeries.Bin> settled =
                    bin.closed.stream().filter(b -> b.atSeconds() >= from).toList();
            if (!settled.isEmpty()) {
                series.add(new LatencySeries(request, binSeconds, settled));
            }
        });
        return series;
    }

    private void close(OpenBin request) {
        LatencyCounts counts = request.counts;
        if (!counts.isEmpty()) {
            double n = counts.total();
            double low = counts.atRank((long) Math.floor((n - Math.sqrt(n)) / 2));
            double high = counts.atRank((long) Math.ceil((n + Math.sqrt(n)) / 2));
            double at = fromSeconds + (double) request.bin * binSeconds;
            double error = low > 0 ? Math.log(high / low) / 2 : 0;
            request.closed.add(new LatencySeries.Bin(at, counts.total(), counts.atPercentile(50) / 1000.0, error));
            counts.clear();
        }
    }
}
