package io.orchestress.analysis.task;

import io.orchestress.analysis.task.JoinedTask.TaskPart;
import io.orchestress.record.BothSides;
import io.orchestress.record.task.RowsRead;
import java.util.Map;
import java.util.TreeMap;

/** What became of the lines of both files, counted while they are read and joined. */
final class BookingCounts {
    private static final int MOST_PATHS = 20;
    private static final String OTHER_PATHS = "(others)";

    private long firstStart = Long.MAX_VALUE;
    private long lastEnd = Long.MIN_VALUE;
    private long tasks;
    private long withoutCalls;
    private long unfinished;
    private long calls;
    private long unmarked;
    private long foreign;
    private long mixed;
    private long late;
    private long beyond;
    private long numbered;
    private long lowest = Long.MAX_VALUE;
    private long highest;
    private final Map<String, Long> unknownPaths = new TreeMap<>();

    /** A task that was sent. */
    void task(TaskPart task) {
        tasks++;
        firstStart = Math.min(firstStart, task.startNanos());
        unfinished += task.isEnded() ? 0 : 1;
        lastEnd = Math.max(lastEnd, task.isEnded() ? task.endNanos() : task.startNanos());
    }

    boolean hasTasks() {
        return tasks > 0;
    }

    /** Of all tasks, on the clock of the load generator; once there is one. */
    long lastEndNanos() {
        return lastEnd;
    }

    boolean isDuringTasks(long nanos) {
        return nanos >= firstStart && nanos <= lastEnd;
    }

    /** A request that the backend answered by 404. */
    void unknown(String path) {
        boolean full = unknownPaths.size() >= MOST_PATHS && !unknownPaths.containsKey(path);
        unknownPaths.merge(full ? OTHER_PATHS : path, 1L, Long::sum);
    }

    /** @param number of a line of the journal, from 1; 0: it has none */
    void number(long number) {
        if (number > 0) {
            numbered++;
            lowest = Math.min(lowest, number);
            highest = Math.max(highest, number);
        }
    }

    /** A call of a model or a tool. */
    void call(boolean marked) {
        calls++;
        unmarked += marked ? 0 : 1;
    }

    /** Calls with the mark of no task of this run. */
    void foreign(long more) {
        foreign += more;
    }

    /** @param beyondOfIt calls of the task that are not looked at */
    void joined(JoinedTask task, long beyondOfIt, boolean hasNoCalls) {
        beyond += beyondOfIt;
        late += task.late();
        mixed += task.mixed();
        withoutCalls += hasNoCalls ? 1 : 0;
    }

    BothSides.Booking booking(RowsRead taskLines, RowsRead callLines, boolean wallClock) {
        return new BothSides.Booking(
                tasks,
                withoutCalls,
                unfinished,
                calls,
                unmarked,
                foreign,
                mixed,
                late,
                beyond,
                numbered == 0 ? 0 : Math.max(0, highest - lowest + 1 - numbered),
                taskLines.lost(),
                taskLines.badLines() + callLines.badLines(),
                taskLines.isWhole(),
                callLines.isWhole(),
                wallClock,
                unknownPaths);
    }
}
