package io.orchestress.analysis;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.Interval;
import io.orchestress.record.LatencyCounts;
import io.orchestress.record.SaturatedSum;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.TimeSeriesRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts intervals into bins as they come, keeping the samples of one bin only. Intervals come in the order of time; one that comes
 * late is counted in the bin open by then, so that no sample is lost.
 */
final class TimelineBuilder {
    static final int MOST_BINS = 600;

    private final double runSeconds;
    private final int binSeconds;
    private final int binCount;
    private final List<Timeline.Bin> bins = new ArrayList<>();
    private final double[] usersSum;
    private final int[] usersRows;
    private final long[] inFlight;

    private final LatencyCounts all = new LatencyCounts();
    private final Map<String, LatencyCounts> byRequest = new LinkedHashMap<>();
    private final Map<FailureClass, Long> failures = new TreeMap<>();
    private long ok;
    private long failed;

    TimelineBuilder(double runSeconds) {
        this.runSeconds = runSeconds;
        this.binSeconds = BinWidth.seconds(runSeconds, MOST_BINS);
        this.binCount = BinWidth.bins(runSeconds, binSeconds);
        this.usersSum = new double[binCount];
        this.usersRows = new int[binCount];
        this.inFlight = new long[binCount];
    }

    /** Counts a row of the time line. All rows must come before the first interval. */
    void add(TimeSeriesRow row) {
        if (binCount > 0) {
            // A row stands at the end of its second: half a second earlier it is in it, whatever the jitter.
            int bin = BinWidth.binOf(row.atSeconds() - 0.5, binSeconds, binCount);
            usersSum[bin] += row.users();
            usersRows[bin]++;
            inFlight[bin] = row.inFlight();
        }
    }

    /** Counts an interval; a corrected view must not be given, its samples are counted already. */
    void add(Interval interval) {
        closeUpTo(BinWidth.binOf(interval.middleSeconds(), binSeconds, binCount));
        SeriesKey series = interval.series();
        LatencyCounts request = byRequest.computeIfAbsent(series.request(), name -> new LatencyCounts());
        all.add(interval);
        request.add(interval);
        if (series.isOk()) {
            ok += interval.totalCount();
        } else if (interval.totalCount() > 0) {
            failed += interval.totalCount();
            failures.merge(series.failureClass(), interval.totalCount(), SaturatedSum::plus);
        }
    }

    Timeline build() {
        closeUpTo(binCount);
        return new Timeline(binSeconds, List.copyOf(byRequest.keySet()), bins);
    }

    private void closeUpTo(int bin) {
        while (bins.size() < bin) {
            closeBin(bins.size());
        }
    }

    private void closeBin(int bin) {
        double atSeconds = (double) bin * binSeconds;
        // The last bin may be cut short; less than a second would make a rate out of next to nothing.
        double seconds = Math.max(1, Math.min(binSeconds, runSeconds - atSeconds));
        Map<String, Long> p95 = new LinkedHashMap<>();
        byRequest.forEach((name, counts) -> {
            if (!counts.isEmpty()) {
                p95.put(name, counts.atPercentile(95));
            }
        });
        double users = usersRows[bin] == 0 ? 0 : usersSum[bin] / usersRows[bin];
        bins.add(new Timeline.Bin(
                atSeconds, users, inFlight[bin], ok / seconds, failed / seconds, failures, percentiles(all), p95));
        all.clear();
        byRequest.values().forEach(LatencyCounts::clear);
        failures.clear();
        ok = 0;
        failed = 0;
    }

    static Timeline.@Nullable Percentiles percentiles(LatencyCounts counts) {
        return counts.isEmpty()
                ? null
                : new Timeline.Percentiles(
                        counts.atPercentile(50),
                        counts.atPercentile(75),
                        counts.atPercentile(95),
                        counts.atPercentile(99),
                        counts.atPercentile(100));
    }
}
