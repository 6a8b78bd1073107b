package io.orchestress.analysis;

import io.orchestress.record.CounterName;
import io.orchestress.record.CounterRow;
import io.orchestress.record.Interval;
import io.orchestress.record.LatencyCounts;
import io.orchestress.record.MetricName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts what was recorded of agents into the bins of the time line, keeping the samples of one bin only. */
final class AgentTimelineBuilder {
    private static final Set<String> GAPS = Set.of(MetricName.ITL, MetricName.ICL);

    private final double runSeconds;
    private final int binSeconds;
    private final int binCount;
    private final Map<String, long[]> sums = new HashMap<>();
    private final List<Times> times = new ArrayList<>();
    private final LatencyCounts ttft = new LatencyCounts();
    private final LatencyCounts gap = new LatencyCounts();

    private record Times(Timeline.@Nullable Percentiles ttft, Timeline.@Nullable Percentiles gap) {}

    AgentTimelineBuilder(double runSeconds) {
        this.runSeconds = runSeconds;
        this.binSeconds = BinWidth.seconds(runSeconds, TimelineBuilder.MOST_BINS);
        this.binCount = BinWidth.bins(runSeconds, binSeconds);
    }

    void add(CounterRow row) {
        if (binCount > 0) {
            // A row stands at the end of its second: half a second earlier it is in it, whatever the jitter.
            sums.computeIfAbsent(row.tally(), t -> new long[binCount])[
                            BinWidth.binOf(row.atSeconds() - 0.5, binSeconds, binCount)] +=
                    row.delta();
        }
    }

    void add(String metric, Interval interval) {
        closeUpTo(BinWidth.binOf(interval.middleSeconds(), binSeconds, binCount));
        if (metric.equals(MetricName.TTFT)) {
            ttft.add(interval);
        } else if (GAPS.contains(metric)) {
            gap.add(interval);
        }
    }

    AgentTimeline build() {
        closeUpTo(binCount);
        List<AgentTimeline.Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < binCount; bin++) {
            Times of = times.get(bin);
            bins.add(new AgentTimeline.Bin(
                    of.ttft(),
                    of.gap(),
                    perSec(CounterName.STREAMS, bin),
                    perSec(CounterName.TOKENS_OUT, bin),
                    perSec(CounterName.TASKS_OK, bin),
                    perSec(CounterName.TASKS_GOOD, bin)));
        }
        return new AgentTimeline(
                sums.containsKey(CounterName.STREAMS),
                sums.containsKey(CounterName.TOKENS_OUT),
                sums.containsKey(CounterName.TASKS_OK) || sums.containsKey(CounterName.TASKS_FAILED),
                bins);
    }

    private void closeUpTo(int bin) {
        while (times.size() < bin) {
            times.add(new Times(TimelineBuilder.percentiles(ttft), TimelineBuilder.percentiles(gap)));
            ttft.clear();
            gap.clear();
        }
    }

    private double perSec(String tally, int bin) {
        long[] counts = sums.get(tally);
        double atSeconds = (double) bin * binSeconds;
        return counts == null ? 0 : counts[bin] / Math.max(1, Math.min(binSeconds, runSeconds - atSeconds));
    }
}
