package io.orchestress.engine;

import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Measurements;
import io.orchestress.record.CounterRow;
import io.orchestress.record.RecordWriter;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.TimeSeriesRow;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Plan;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Turns what was measured since the last call into a second of the record. Not safe for use by several threads. */
public final class SecondsRecorder {
    private static final Comparator<CounterRow> ROW_ORDER = Comparator.comparing(CounterRow::phase)
            .thenComparing(CounterRow::request)
            .thenComparing(CounterRow::tally)
            .thenComparing(CounterRow::detail);

    /** A request of a phase that has been over for longer may still end, and is recorded; what held the others is not kept for it. */
    private static final double FORGOTTEN_AFTER_SECONDS = 60;

    private final LivePlan livePlan;
    private final Measurements measurements;
    private final RecordWriter writer;
    private final SecondListener listener;
    private final RecordStart recordStart;
    private final Histogram all = new Histogram(1, Measurements.LONGEST_MICROS, Measurements.SIGNIFICANT_DIGITS);

    private double secondStart;
    private Measurements.Counters before = new Measurements.Counters(0, 0, 0, 0, 0);
    private long overRangeBefore;
    private Map<Measurements.TallyKey, Long> talliesBefore = Map.of();

    /** Tells the record that the load has started. */
    @FunctionalInterface
    public interface RecordStart {
        void write() throws IOException;
    }

    /**
     * The requests that ended in one second.
     *
     * @param lengthSeconds about 1
     */
    public record Summary(
            String phase, int users, double lengthSeconds, long ended, long failed, long p95Micros, long inFlight) {}

    /**
     * @param listener is told of what is recorded
     */
    public SecondsRecorder(
            LivePlan plan,
            Measurements measurements,
            RecordWriter writer,
            RecordStart recordStart,
            SecondListener listener) {
        this.livePlan = plan;
        this.listener = listener;
        this.measurements = measurements;
        this.writer = writer;
        this.recordStart = recordStart;
    }

    /** Begins the record; to be called once, when the load starts. */
    public void start() throws IOException {
        recordStart.write();
    }

    /**
     * Records what ended since the last call.
     *
     * @param nowSeconds since the load started
     * @param users virtual users alive now
     * @param resources what was read of them since the last call
     */
    public Summary endSecond(double nowSeconds, int users, List<ResourceRow> resources) throws IOException {
        all.reset();
        Plan plan = livePlan.plan();
        measurements.drain(
                phase -> isOver(plan, phase, nowSeconds),
                (phase, request, outcome, interval) -> {
                    listener.interval(phase, request, outcome, interval);
                    SeriesKey series = new SeriesKey(name(plan, phase), request, outcome);
                    writer.interval(series, secondStart, nowSeconds, interval);
                    if (outcome != FailureClass.CORRECTED) {
                        all.add(interval);
                    }
                },
                (phase, request, metric, interval) -> {
                    listener.metric(phase, request, metric, interval);
                    SeriesKey series = SeriesKey.metric(name(plan, phase), request, metric.label());
                    writer.interval(series, secondStart, nowSeconds, interval);
                });
        tallies(plan, nowSeconds);
        resources.forEach(writer::resource);
        resources.forEach(listener::resource);
        Measurements.Counters now = measurements.counters();
        long overRange = measurements.overRange();
        String phase = name(plan, livePlan.startedIn((secondStart + nowSeconds) / 2));
        long failed = now.failed() - before.failed();
        TimeSeriesRow row = TimeSeriesRow.of(
                nowSeconds,
                phase,
                users,
                now.inFlight(),
                now.ok() - before.ok(),
                failed,
                now.timedOut() - before.timedOut(),
                overRange - overRangeBefore,
                all);
        listener.row(row);
        writer.endSecond(row);
        Summary summary = new Summary(
                phase,
                users,
                nowSeconds - secondStart,
                now.ended() - before.ended(),
                failed,
                all.getValueAtPercentile(95),
                now.inFlight());
        before = now;
        overRangeBefore = overRange;
        secondStart = nowSeconds;
        listener.secondEnds(nowSeconds, summary.inFlight());
        return summary;
    }

    private String name(Plan plan, int phase) {
        return phase == livePlan.afterPlan()
                ? SeriesKey.AFTER_PLAN
                : plan.phases().get(phase).name();
    }

    private static boolean isOver(Plan plan, int phase, double nowSeconds) {
        return phase < plan.phases().size()
                && plan.phases().get(phase).endSeconds() + FORGOTTEN_AFTER_SECONDS < nowSeconds;
    }

    private void tallies(Plan plan, double nowSeconds) {
        Map<Measurements.TallyKey, Long> tallies = measurements.tallies();
        tallies.entrySet().stream()
                .map(sum -> row(
                        plan, nowSeconds, sum.getKey(), sum.getValue() - talliesBefore.getOrDefault(sum.getKey(), 0L)))
                .filter(row -> row.delta() > 0)
                .sorted(ROW_ORDER)
                .forEach(writer::tally);
        tallies.forEach((key, sum) -> listener.tally(key, sum - talliesBefore.getOrDefault(key, 0L)));
        talliesBefore = tallies;
    }

    private CounterRow row(Plan plan, double nowSeconds, Measurements.TallyKey key, long delta) {
        return new CounterRow(
                nowSeconds, name(plan, key.phase()), key.request(), key.tally().label(), key.detail(), delta);
    }
}
