package io.orchestress.analysis.task;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.task.TaskRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of the lost tasks no full machine explains. Such a machine makes all tasks slow: where those of a request and size that ended well took less than half of the
 * time that a lost one was given, that one was not slow but lost.
 */
final class LostTasks {
    private static final int MOST_KINDS = 10_000;
    private static final int MOST_TASKS = 100_000;

    /** Times the slowest one that ended well. */
    private static final double FAR_BEYOND = 2;

    private final Map<String, Long> slowestNanos = new HashMap<>();
    private final List<TimedOut> timedOut = new ArrayList<>();
    private long forgotten;

    private record TimedOut(String kind, long nanos) {}

    private static String kind(TaskRow row) {
        return row.request() + "|" + row.size();
    }

    /** A task ended well. */
    void ended(TaskRow row) {
        String kind = kind(row);
        if (slowestNanos.containsKey(kind) || slowestNanos.size() < MOST_KINDS) {
            slowestNanos.merge(kind, row.endNanos() - row.startNanos(), Math::max);
        }
    }

    void lost(TaskRow row) {
        if (!row.outcome().equals(FailureClass.TIMEOUT.label())) {
            forgotten++;
        } else if (timedOut.size() < MOST_TASKS) {
            timedOut.add(new TimedOut(kind(row), row.endNanos() - row.startNanos()));
        }
    }

    /** Once all were seen. */
    long anyway() {
        return forgotten
                + timedOut.stream()
                        .filter(task -> task.nanos > FAR_BEYOND * slowestNanos.getOrDefault(task.kind, Long.MAX_VALUE))
                        .count();
    }
}
