package io.orchestress.analysis.tenant;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.CounterName;
import io.orchestress.record.CounterRow;
import io.orchestress.record.Interval;
import io.orchestress.record.LatencyCounts;
import io.orchestress.record.MetricName;
import io.orchestress.record.SeriesKey;
import java.util.EnumMap;
import java.util.Map;

/** What one tenant got in a section of time, or in several of them together: of what started in their phase, and of what ended in them. */
final class TimeSection {
    /** What is timed. */
    enum View {
        REQUESTS,
        REQUESTS_CORRECTED,
        TASKS,
        TASKS_CORRECTED;

        boolean isOfTasks() {
            return this == TASKS || this == TASKS_CORRECTED;
        }

        boolean isCorrected() {
            return this == REQUESTS_CORRECTED || this == TASKS_CORRECTED;
        }

        /** The same from the actual start. */
        View plain() {
            return isOfTasks() ? TASKS : REQUESTS;
        }
    }

    private final Map<View, LatencyCounts> times = new EnumMap<>(View.class);
    private final Map<View, Long> ended = new EnumMap<>(View.class);
    private final Map<View, Long> ok = new EnumMap<>(View.class);
    private final Map<View, Long> done = new EnumMap<>(View.class);

    /** Of its phase. */
    void add(Interval interval) {
        SeriesKey series = interval.series();
        if (series.metric().isPresent()) {
            String metric = series.metric().get();
            if (metric.equals(MetricName.TASK)) {
                times(View.TASKS).add(interval);
            } else if (metric.equals(MetricName.TASK_CORRECTED)) {
                times(View.TASKS_CORRECTED).add(interval);
            }
        } else if (series.isCorrected()) {
            times(View.REQUESTS_CORRECTED).add(interval);
        } else {
            count(ended, View.REQUESTS, interval.totalCount());
            if (series.isOk()) {
                times(View.REQUESTS).add(interval);
                count(ok, View.REQUESTS, interval.totalCount());
            }
        }
    }

    /** Of its phase. */
    void add(CounterRow row) {
        boolean succeeded = row.tally().equals(CounterName.TASKS_OK);
        if (succeeded
                || row.tally().equals(CounterName.TASKS_FAILED)
                || row.tally().equals(CounterName.TASKS_UNFINISHED)) {
            count(ended, View.TASKS, row.delta());
            if (succeeded) {
                count(ok, View.TASKS, row.delta());
            }
        }
    }

    /** What ended well in it, whenever it started. */
    void done(View view, long count) {
        count(done, view, count);
    }

    /** Whether an interval, or a row, says that something ended well. */
    static boolean isDone(SeriesKey series) {
        return series.metric().isEmpty() && series.outcomeClass().equals(FailureClass.OK.label());
    }

    void add(TimeSection other) {
        other.times.forEach((view, counts) -> times(view).add(counts));
        other.ended.forEach((view, n) -> count(ended, view, n));
        other.ok.forEach((view, n) -> count(ok, view, n));
        other.done.forEach((view, n) -> count(done, view, n));
    }

    LatencyCounts times(View view) {
        return times.computeIfAbsent(view, v -> new LatencyCounts());
    }

    /** Of the phase: successes, failures and what was cut off. */
    long ended(View view) {
        return ended.getOrDefault(view.plain(), 0L);
    }

    long ok(View view) {
        return ok.getOrDefault(view.plain(), 0L);
    }

    long done(View view) {
        return done.getOrDefault(view.plain(), 0L);
    }

    private static void count(Map<View, Long> counts, View view, long more) {
        counts.merge(view, more, Long::sum);
    }
}
