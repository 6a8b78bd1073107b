package io.orchestress.analysis.endurance;

import io.orchestress.record.DriftResult;
import io.orchestress.record.Interval;
import io.orchestress.record.LatencyCounts;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.observe.ConstantLoad;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Latency of good answers while the load of a phase was constant: p50 and p95 of all requests, and of the {@value #MOST_REQUESTS} most
 * frequent ones. Holds the samples of one bin of each request only. Intervals come in the order of time.
 */
final class LatencyDrifts {
    private static final int MOST_REQUESTS = 8;
    private static final int MOST_BINS = 120;
    private static final long FEWEST_FOR_P50 = 20;
    private static final long FEWEST_FOR_P95 = 60;
    /** Bins at both ends may be empty. */
    private static final double MOST_OF_IT = 0.9;

    private final String phase;
    private final ConstantLoad load;
    private final ForcedPauses pauses;
    private final double width;
    private final Map<String, Request> requests = new LinkedHashMap<>();

    private static final class Request {
        private final LatencyCounts counts = new LatencyCounts();
        private final EvenBins p50;
        private final EvenBins p95;
        private long total;
        private int bin;

        private Request(ConstantLoad load) {
            p50 = new EvenBins(load.fromSeconds(), load.toSeconds(), MOST_BINS);
            p95 = new EvenBins(load.fromSeconds(), load.toSeconds(), MOST_BINS);
        }

        private void close(double middle) {
            if (counts.total() >= FEWEST_FOR_P50) {
                p50.add(middle, counts.atPercentile(50) / 1000.0);
            }
            if (counts.total() >= FEWEST_FOR_P95) {
                p95.add(middle, counts.atPercentile(95) / 1000.0);
            }
            counts.clear();
        }
    }

    /** @param pauses in which nothing counts */
    LatencyDrifts(String phase, ConstantLoad load, ForcedPauses pauses) {
        this.phase = phase;
        this.load = load;
        this.pauses = pauses;
        this.width = Math.max(1, Math.ceil(load.seconds() / MOST_BINS));
    }

    void add(Interval interval) {
        double at = interval.middleSeconds();
        if (at >= load.fromSeconds()
                && at < load.toSeconds()
                && interval.series().isOk()
                && !pauses.touch(at - 0.5, at + 0.5)) {
            int bin = (int) ((at - load.fromSeconds()) / width);
            add(SeriesKey.ALL_REQUESTS, bin, interval);
            add(interval.series().request(), bin, interval);
        }
    }

    private void add(String name, int bin, Interval interval) {
        Request request = requests.computeIfAbsent(name, n -> new Request(load));
        if (bin > request.bin) {
            request.close(middle(request.bin));
            request.bin = bin;
        }
        request.counts.add(interval);
        request.total += interval.totalCount();
    }

    private double middle(int bin) {
        return load.fromSeconds() + (bin + 0.5) * width;
    }

    List<DriftResult> results(DriftLimits limits) {
        List<DriftResult> results = new ArrayList<>();
        requests.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getValue().total))
                .limit(1 + MOST_REQUESTS)
                .filter(entry -> !isAllOfOne(entry.getKey()))
                .forEach(entry -> {
                    Request request = entry.getValue();
                    request.close(middle(request.bin));
                    add(results, entry.getKey(), "p50", request.p50, limits);
                    add(results, entry.getKey(), "p95", request.p95, limits);
                });
        return results;
    }

    /** All requests, where there is but one. */
    private boolean isAllOfOne(String name) {
        return requests.size() == 2 && name.equals(SeriesKey.ALL_REQUESTS);
    }

    private void add(List<DriftResult> results, String name, String percentile, EvenBins bins, DriftLimits limits) {
        BinnedSeries series = bins.medians().trimmed();
        if (series.seconds() >= limits.shortestSeconds() * MOST_OF_IT) {
            @Nullable Double none = null;
            DriftVerdict.Case of = new DriftVerdict.Case(
                    phase,
                    name,
                    percentile,
                    WatchedMetric.latency(percentile),
                    series.seconds(),
                    Double.NaN,
                    none,
                    none,
                    0,
                    "");
            GrowthLine.of(series, GrowthLine.MOST_GROUPS, false)
                    .ifPresent(growth -> results.add(DriftVerdict.of(of, growth, limits)));
        }
    }
}
