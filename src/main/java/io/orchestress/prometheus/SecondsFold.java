package io.orchestress.prometheus;

import io.orchestress.engine.SecondListener;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Measurements;
import io.orchestress.metrics.Measurements.TallyKey;
import io.orchestress.metrics.Metric;
import io.orchestress.prometheus.Counted.CountKey;
import io.orchestress.prometheus.Counted.ResourceKey;
import io.orchestress.prometheus.Counted.TimesKey;
import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.TimeSeriesRow;
import io.orchestress.record.metric.Distribution;
import io.orchestress.text.PlainText;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Phase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what each second recorded, phase by phase and request by request, so that sums equal those of the record at any second. Told on the thread that
 * records; {@link #counted} is for any thread, and waits for nothing.
 *
 * <p>Bounded: a series that no longer has room is counted as {@link Measurements#OTHERS} of its phase, so that no sum changes. A series of the phase to come
 * begins with the first of this one, at 0: a rate over the first scrapes of a phase would otherwise miss what they found.
 */
public final class SecondsFold implements SecondListener {
    private final LivePlan plan;
    private final Map<TimesKey, TimesSum> times = new LinkedHashMap<>();
    private final Map<CountKey, Long> counts = new TreeMap<>();
    private final Map<ResourceKey, ResourceRow> resources = new LinkedHashMap<>();
    private final Map<ResourceKey, Double> perSecond = new LinkedHashMap<>();
    private int seriesLeft;
    private long folded;
    private long overRange;
    private @Nullable TimeSeriesRow second;
    private volatile Counted counted = Counted.NOTHING;

    /** @param mostSeries of requests, tasks and times, beside those of others */
    public SecondsFold(LivePlan plan, int mostSeries) {
        this.plan = plan;
        this.seriesLeft = mostSeries;
    }

    /** As of the end of the last second. */
    Counted counted() {
        return counted;
    }

    @Override
    public void interval(int phase, String request, FailureClass outcome, Histogram interval) {
        boolean isView = outcome == FailureClass.CORRECTED;
        Distribution distribution = isView ? Distribution.LATENCY_CORRECTED : Distribution.LATENCY;
        add(phase, distribution.name(), request, isView ? "" : outcome.label(), interval);
    }

    @Override
    public void metric(int phase, String request, Metric metric, Histogram interval) {
        add(phase, metric.label(), request, "", interval);
    }

    private void add(int phase, String distribution, String request, String outcome, Histogram interval) {
        TimesKey own = new TimesKey(distribution, phaseName(phase), PlainText.clean(request), outcome);
        boolean isNew = !times.containsKey(own);
        TimesKey key = isNew && !hasRoomFor(TimesSum.SERIES) ? others(own) : own;
        times.put(key, times.getOrDefault(key, TimesSum.NONE).plus(interval));
        folded += key.equals(own) ? 0 : interval.getTotalCount();
        boolean isExpected = outcome.isEmpty() || outcome.equals(FailureClass.OK.label());
        List<Phase> phases = plan.plan().phases();
        if (isNew && isExpected && key.equals(own) && phase + 1 < phases.size()) {
            TimesKey next = new TimesKey(distribution, phaseName(phase + 1), own.request(), outcome);
            if (!times.containsKey(next) && hasRoomFor(TimesSum.SERIES)) {
                times.put(next, TimesSum.NONE);
            }
        }
    }

    private static TimesKey others(TimesKey own) {
        boolean failed = !own.outcome().isEmpty() && !own.outcome().equals(FailureClass.OK.label());
        return new TimesKey(
                own.distribution(), own.phase(), Measurements.OTHERS, failed ? Measurements.OTHERS : own.outcome());
    }

    @Override
    public void tally(TallyKey key, long delta) {
        if (delta <= 0) {
            return;
        }
        CountKey own = new CountKey(
                key.tally(), phaseName(key.phase()), PlainText.clean(key.request()), PlainText.clean(key.detail()));
        boolean hasPlace = counts.containsKey(own) || hasRoomFor(1);
        folded += hasPlace ? 0 : delta;
        CountKey others = new CountKey(key.tally(), own.phase(), Measurements.OTHERS, Measurements.OTHERS);
        counts.merge(hasPlace ? own : others, delta, Long::sum);
    }

    private boolean hasRoomFor(int series) {
        if (seriesLeft < series) {
            return false;
        }
        seriesLeft -= series;
        return true;
    }

    @Override
    public void resource(ResourceRow row) {
        if (ResourceName.isFigure(row.name())) {
            ResourceKey key = new ResourceKey(row.subject(), row.name());
            resources.put(key, row);
            if (ResourceName.isOfItsSecond(row.name())) {
                perSecond.merge(key, row.value(), Double::sum);
            }
        }
    }

    @Override
    public void row(TimeSeriesRow row) {
        second = row;
        overRange += row.overRange();
    }

    @Override
    public void secondEnds(double nowSeconds, long inFlight) {
        counted = new Counted(times, counts, resources, perSecond, second, overRange, folded);
    }

    private String phaseName(int phase) {
        return phase == plan.afterPlan()
                ? SeriesKey.AFTER_PLAN
                : plan.plan().phases().get(phase).name();
    }
}
