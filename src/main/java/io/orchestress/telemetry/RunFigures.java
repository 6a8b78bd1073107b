package io.orchestress.telemetry;

import io.orchestress.engine.RunMonitor;
import io.orchestress.engine.SecondListener;
import io.orchestress.engine.breaker.RuleDistance;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Measurements;
import io.orchestress.metrics.Metric;
import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.TimeSeriesRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * The figures of a run as a collector wants them, folded from its seconds. The recorder of the run tells it of each second and waits for no more
 * than arithmetic; another thread collects. Of one instrument at most {@value #MOST_SERIES} series are told apart.
 */
final class RunFigures implements SecondListener {
    /** The cardinality limit of the specification. */
    static final int MOST_SERIES = 2_000;

    private final Names names;
    private final IntFunction<String> phases;
    private final Supplier<RunMonitor.BreakerView> breaker;
    private final Temporality temporality;
    private final int mostBuckets;
    private long lostSpans;
    private final Map<Instrument, Map<Labels, ExponentialHistogram>> histograms = new LinkedHashMap<>();
    private final Map<Instrument, Map<Labels, long[]>> sums = new LinkedHashMap<>();
    private final Map<Instrument, Map<Labels, Double>> gauges = new LinkedHashMap<>();

    /**
     * @param phases names by their index
     * @param breaker the circuit breaker at the moment
     */
    RunFigures(
            Names names,
            IntFunction<String> phases,
            Supplier<RunMonitor.BreakerView> breaker,
            Temporality temporality,
            int mostBuckets) {
        this.names = names;
        this.phases = phases;
        this.breaker = breaker;
        this.temporality = temporality;
        this.mostBuckets = mostBuckets;
    }

    /** A series at a moment. */
    sealed interface Point {
        Instrument instrument();

        Labels labels();

        /** Times. */
        record Times(Instrument instrument, Labels labels, ExponentialHistogram.Snapshot held) implements Point {}

        /** A count. */
        record Sum(Instrument instrument, Labels labels, long value) implements Point {}

        /** A value of the moment. */
        record Value(Instrument instrument, Labels labels, double value) implements Point {}
    }

    @Override
    public synchronized void interval(int phase, String request, FailureClass outcome, Histogram interval) {
        String in = phases.apply(phase);
        if (outcome == FailureClass.CORRECTED) {
            times(Names.REQUEST_CORRECTED, names.labels(in, request), interval);
            return;
        }
        String error = Names.errorType(outcome);
        for (Instrument instrument : names.latency(request)) {
            times(instrument, names.genAi(in, request, error), interval);
        }
        Labels ended = names.labels(in, request).with("orchestress.outcome", outcome.label());
        sum(Names.REQUESTS, ended, interval.getTotalCount());
    }

    @Override
    public synchronized void metric(int phase, String request, Metric metric, Histogram interval) {
        String in = phases.apply(phase);
        Labels labels = metric == Metric.TASK ? names.ofTask(in, request, "") : names.genAi(in, request, "");
        for (Instrument instrument : names.times(metric)) {
            times(instrument, labels, interval);
        }
    }

    @Override
    public synchronized void tally(Measurements.TallyKey key, long delta) {
        if (delta > 0) {
            Labels labels = names.counted(phases.apply(key.phase()), key.request(), key.tally(), key.detail());
            sum(Names.count(key.tally()), labels, delta);
        }
    }

    @Override
    public synchronized void resource(ResourceRow row) {
        if (ResourceName.isFigure(row.name())) {
            value(Names.resource(row.subject(), row.name()), Labels.NONE, row.value());
        }
    }

    @Override
    public synchronized void row(TimeSeriesRow row) {
        value(Names.USERS, Labels.NONE, row.users());
        value(Names.IN_FLIGHT, Labels.NONE, row.inFlight());
        value(Names.ELAPSED, Labels.NONE, row.atSeconds());
        gauges.remove(Names.PHASE);
        value(Names.PHASE, Labels.NONE.with("orchestress.phase", row.phase()), 1);
        RunMonitor.BreakerView now = breaker.get();
        gauges.remove(Names.BREAKER);
        value(Names.BREAKER, Labels.NONE.with("orchestress.state", now.state()), 1);
        gauges.remove(Names.BREAKER_RULE);
        for (RuleDistance rule : now.rules()) {
            if (rule.value().isPresent() && rule.limit() > 0) {
                Labels of = Labels.NONE.with("orchestress.rule", rule.rule());
                value(Names.BREAKER_RULE, of, rule.value().getAsDouble() / rule.limit());
            }
        }
    }

    /** Spans that were not exported, since the load started. */
    synchronized void lostSpans(long all) {
        if (all > lostSpans) {
            sum(Names.LOST_SPANS, Labels.NONE, all - lostSpans);
            lostSpans = all;
        }
    }

    private void times(Instrument instrument, Labels labels, Histogram interval) {
        Map<Labels, ExponentialHistogram> series = histograms.computeIfAbsent(instrument, i -> new HashMap<>());
        series.computeIfAbsent(bounded(series, labels), l -> new ExponentialHistogram(mostBuckets))
                .add(interval);
    }

    private void sum(Instrument instrument, Labels labels, long delta) {
        Map<Labels, long[]> series = sums.computeIfAbsent(instrument, i -> new HashMap<>());
        series.computeIfAbsent(bounded(series, labels), l -> new long[1])[0] += delta;
    }

    private void value(Instrument instrument, Labels labels, double value) {
        Map<Labels, Double> series = gauges.computeIfAbsent(instrument, i -> new HashMap<>());
        series.put(bounded(series, labels), value);
    }

    private static Labels bounded(Map<Labels, ?> series, Labels labels) {
        return series.containsKey(labels) || series.size() < MOST_SERIES - 1 ? labels : Labels.OVERFLOW;
    }

    /** All of it; with deltas, what came since the last call. */
    synchronized List<Point> collect() {
        List<Point> points = new ArrayList<>();
        histograms.forEach((instrument, series) ->
                series.forEach((labels, held) -> points.add(new Point.Times(instrument, labels, held.snapshot()))));
        sums.forEach((instrument, series) ->
                series.forEach((labels, sum) -> points.add(new Point.Sum(instrument, labels, sum[0]))));
        gauges.forEach((instrument, series) ->
                series.forEach((labels, value) -> points.add(new Point.Value(instrument, labels, value))));
        if (temporality == Temporality.DELTA) {
            histograms.clear();
            sums.clear();
        }
        return points;
    }
}
