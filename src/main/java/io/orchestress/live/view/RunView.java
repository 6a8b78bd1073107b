package io.orchestress.live.view;

import io.orchestress.analysis.AgentTimeline;
import io.orchestress.analysis.Findings;
import io.orchestress.analysis.HeatMap;
import io.orchestress.analysis.LatencyBands;
import io.orchestress.analysis.ResourceTimeline;
import io.orchestress.analysis.Timeline;
import io.orchestress.metrics.FailureClass;
import io.orchestress.record.CounterName;
import io.orchestress.record.CounterRow;
import io.orchestress.record.Interval;
import io.orchestress.record.MetricName;
import io.orchestress.record.RecordTail;
import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.RunRecord;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.TimeSeriesRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The run so far, as far as charts over time show it: bins of one second at first; whenever there are too many of them, two neighbours
 * become one. What it holds is bounded by the number of bins, of names and of latencies that are told apart, and so is independent of the
 * length of the run. Not safe for use by several threads.
 */
public final class RunView implements RecordTail.Sink {
    /** A time line has half of them at least, once it had them all. */
    static final int MOST_BINS = 400;

    /** A target that invents names gets no memory for them: further requests are counted in all of them, without a line of their own. */
    static final int MOST_REQUESTS = 16;

    static final int MOST_CLASSES = 24;
    private static final int MOST_RESOURCES = 64;
    private static final FailureClass OTHERS = FailureClass.of("other classes");

    private static final Set<String> TALLIES = Set.of(
            CounterName.STREAMS,
            CounterName.TOKENS_OUT,
            CounterName.TASKS_OK,
            CounterName.TASKS_FAILED,
            CounterName.TASKS_GOOD);

    private int binSeconds = 1;
    private int bins;
    private int openBin;
    private @Nullable TimeSeriesRow latest;
    private long ended;
    private long failedSoFar;

    private final Sums users = new Sums();
    private final Sums inFlight = new Sums();
    private final Sums ok = new Sums();
    private final Map<FailureClass, Sums> failures = new LinkedHashMap<>();
    private final Spread all = new Spread();
    private final Map<String, Spread> byRequest = new LinkedHashMap<>();
    private final Spread ttft = new Spread();
    private final Spread gap = new Spread();
    private boolean streamed;
    private final Map<String, Sums> tallies = new HashMap<>();
    private final Map<Resource, Sums> resources = new TreeMap<>();

    private record Resource(String subject, String name) implements Comparable<Resource> {
        @Override
        public int compareTo(Resource other) {
            int bySubject = subject.compareTo(other.subject);
            return bySubject != 0 ? bySubject : name.compareTo(other.name);
        }
    }

    /** The newest second; empty before the first. */
    public Optional<TimeSeriesRow> latest() {
        return Optional.ofNullable(latest);
    }

    /** Requests that have ended. */
    public long ended() {
        return ended;
    }

    /** Of these, those that failed. */
    public long failed() {
        return failedSoFar;
    }

    @Override
    public void row(TimeSeriesRow row) {
        // A row stands at the end of its second: half a second earlier it is in it, whatever the jitter.
        int bin = bin(row.atSeconds() - 0.5);
        users.add(bin, row.users());
        inFlight.add(bin, row.inFlight());
        ended += row.ok() + row.failed();
        failedSoFar += row.failed();
        latest = row;
    }

    @Override
    public void tally(CounterRow row) {
        if (TALLIES.contains(row.tally())) {
            tallies.computeIfAbsent(row.tally(), name -> new Sums()).add(bin(row.atSeconds() - 0.5), row.delta());
        }
    }

    @Override
    public void interval(Interval interval) {
        SeriesKey series = interval.series();
        Optional<String> metric = series.metric();
        if (metric.isEmpty() && !series.isCount()) {
            return;
        }
        openUpTo(bin(interval.middleSeconds()));
        if (metric.isPresent()) {
            time(metric.get(), interval);
            return;
        }
        all.add(interval);
        Spread request = byRequest.get(series.request());
        if (request == null && byRequest.size() < MOST_REQUESTS) {
            request = new Spread();
            byRequest.put(series.request(), request);
        }
        if (request != null) {
            request.add(interval);
        }
        Sums outcome = series.isOk() ? ok : failures(series.failureClass());
        outcome.add(openBin, interval.totalCount());
    }

    private void time(String metric, Interval interval) {
        if (metric.equals(MetricName.TTFT)) {
            streamed = true;
            ttft.add(interval);
        } else if (metric.equals(MetricName.ITL) || metric.equals(MetricName.ICL)) {
            streamed = true;
            gap.add(interval);
        }
    }

    private Sums failures(FailureClass failure) {
        Sums known = failures.get(failure);
        return known != null
                ? known
                : failures.computeIfAbsent(failures.size() < MOST_CLASSES ? failure : OTHERS, f -> new Sums());
    }

    @Override
    public void resource(ResourceRow row) {
        Resource resource = new Resource(row.subject(), row.name());
        if (row.name().equals(ResourceName.PID)
                || !ResourceName.isFigure(row.name())
                || (resources.size() >= MOST_RESOURCES && !resources.containsKey(resource))) {
            return;
        }
        resources.computeIfAbsent(resource, r -> new Sums()).add(bin(row.atSeconds() - 0.5), row.value());
    }

    /** The bin of a moment, which there is from now on. */
    private int bin(double seconds) {
        double at = Math.max(0, seconds);
        while (at / binSeconds >= MOST_BINS) {
            merge();
        }
        int bin = (int) (at / binSeconds);
        bins = Math.max(bins, bin + 1);
        return bin;
    }

    private void openUpTo(int bin) {
        if (bin > openBin) {
            spreads().forEach(spread -> spread.close(openBin));
            openBin = bin;
        }
    }

    private List<Spread> spreads() {
        List<Spread> spreads = new ArrayList<>(byRequest.values());
        spreads.addAll(List.of(all, ttft, gap));
        return spreads;
    }

    private void merge() {
        binSeconds *= 2;
        bins = (bins + 1) / 2;
        openBin /= 2;
        spreads().forEach(Spread::merge);
        List<Sums> sums = new ArrayList<>(List.of(users, inFlight, ok));
        sums.addAll(failures.values());
        sums.addAll(tallies.values());
        sums.addAll(resources.values());
        sums.forEach(Sums::merge);
    }

    /**
     * What the charts draw.
     *
     * @param run as the record has it now
     */
    public Findings findings(RunRecord run) {
        return new Findings(run, timeline(), heatMap(), List.of(), agents(), resourceTimeline());
    }

    private Timeline timeline() {
        List<Timeline.Bin> timeline = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            double seconds = seconds(bin);
            Map<FailureClass, Long> failed = new LinkedHashMap<>();
            double failedSum = 0;
            for (Map.Entry<FailureClass, Sums> failure : failures.entrySet()) {
                long count = Math.round(failure.getValue().sum(bin));
                if (count > 0) {
                    failed.put(failure.getKey(), count);
                    failedSum += count;
                }
            }
            Map<String, Long> p95 = new LinkedHashMap<>();
            for (Map.Entry<String, Spread> request : byRequest.entrySet()) {
                Timeline.Percentiles percentiles = request.getValue().percentiles(bin, bin == openBin);
                if (percentiles != null) {
                    p95.put(request.getKey(), percentiles.p95());
                }
            }
            timeline.add(new Timeline.Bin(
                    (double) bin * binSeconds,
                    users.mean(bin),
                    Math.round(inFlight.mean(bin)),
                    ok.sum(bin) / seconds,
                    failedSum / seconds,
                    failed,
                    all.percentiles(bin, bin == openBin),
                    p95));
        }
        return new Timeline(binSeconds, List.copyOf(byRequest.keySet()), timeline);
    }

    /** Of a bin that has been driven; the last one may be cut short. Less than a second would make a rate out of next to nothing. */
    private double seconds(int bin) {
        double end = latest == null ? 0 : latest.atSeconds();
        return Math.max(1, Math.min(binSeconds, end - (double) bin * binSeconds));
    }

    private HeatMap heatMap() {
        long[][] columns = new long[bins][LatencyBands.count()];
        for (int bin = 0; bin < bins; bin++) {
            all.addTo(columns[bin], bin, bin == openBin);
        }
        return HeatMap.of(binSeconds, columns);
    }

    private Optional<AgentTimeline> agents() {
        boolean tasks = tallies.containsKey(CounterName.TASKS_OK) || tallies.containsKey(CounterName.TASKS_FAILED);
        boolean streams = tallies.containsKey(CounterName.STREAMS);
        boolean tokens = tallies.containsKey(CounterName.TOKENS_OUT);
        if (!tasks && !streams && !tokens && !streamed) {
            return Optional.empty();
        }
        List<AgentTimeline.Bin> timeline = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            int at = bin;
            Function<String, Double> perSec = tally -> {
                Sums sums = tallies.get(tally);
                return sums == null ? 0 : sums.sum(at) / seconds(at);
            };
            timeline.add(new AgentTimeline.Bin(
                    ttft.percentiles(bin, bin == openBin),
                    gap.percentiles(bin, bin == openBin),
                    perSec.apply(CounterName.STREAMS),
                    perSec.apply(CounterName.TOKENS_OUT),
                    perSec.apply(CounterName.TASKS_OK),
                    perSec.apply(CounterName.TASKS_GOOD)));
        }
        return Optional.of(new AgentTimeline(streams, tokens, tasks, timeline));
    }

    private Optional<ResourceTimeline> resourceTimeline() {
        List<ResourceTimeline.Line> lines = new ArrayList<>();
        resources.forEach((resource, sums) -> {
            List<@Nullable Double> means = new ArrayList<>();
            for (int bin = 0; bin < bins; bin++) {
                means.add(sums.isEmpty(bin) ? null : Double.valueOf(sums.mean(bin)));
            }
            lines.add(new ResourceTimeline.Line(resource.subject(), resource.name(), means));
        });
        return lines.isEmpty() ? Optional.empty() : Optional.of(new ResourceTimeline(lines));
    }
}
