package io.orchestress.analysis.recovery;

import io.orchestress.record.Interval;
import io.orchestress.record.LatencyCounts;
import java.util.ArrayDeque;
import java.util.Deque;

/** The highest p95 of any so many seconds in a row; seconds come in order, and no more than those are kept. */
final class WorstP95 {
    private final int window;
    private final Deque<LatencyCounts> last = new ArrayDeque<>();
    private int second = -1;
    private double worstMillis;

    WorstP95(int window) {
        this.window = window;
    }

    /** An interval of a second; one that comes late counts in the second open by then. */
    void add(int at, Interval interval) {
        if (second < 0) {
            open(at);
        }
        while (second < at) {
            close();
            open(second + 1);
        }
        last.getLast().add(interval);
    }

    /** In milliseconds; 0 where nothing ended. */
    double millis() {
        if (!last.isEmpty()) {
            close();
        }
        return worstMillis;
    }

    private void open(int at) {
        second = at;
        if (last.size() == window) {
            last.removeFirst();
        }
        last.addLast(new LatencyCounts());
    }

    private void close() {
        LatencyCounts all = new LatencyCounts();
        last.forEach(all::add);
        if (!all.isEmpty()) {
            worstMillis = Math.max(worstMillis, all.atPercentile(95) / 1000.0);
        }
    }
}
