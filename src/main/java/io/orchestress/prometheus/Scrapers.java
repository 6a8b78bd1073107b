package io.orchestress.prometheus;

import io.orchestress.metrics.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/** When the page was read by scrapers, and so when it is likely to be read next. Not safe for use by several threads. */
final class Scrapers {
    private static final int GAPS = 4;
    /** A scraper on a busy machine is late. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final TimeSource time;
    private final Deque<Duration> gaps = new ArrayDeque<>();
    private long lastNanos;
    private boolean any;

    Scrapers(TimeSource time) {
        this.time = time;
    }

    /** The page is being read now. */
    void read() {
        long now = time.nanos();
        if (any) {
            gaps.addLast(Duration.ofNanos(now - lastNanos));
        }
        if (gaps.size() > GAPS) {
            gaps.removeFirst();
        }
        any = true;
        lastNanos = now;
    }

    /**
     * Time in which the next one comes, if any does: one and a half times the longest of the last four gaps between two, and 5 s. Zero where none has come,
     * or where none has come for more than twice that gap and 5 s: it is gone.
     *
     * @param most which stands for the gap where only one has come
     */
    Duration longestWait(Duration most) {
        Duration gap = gaps.isEmpty() ? most : Collections.max(gaps);
        Duration since = Duration.ofNanos(time.nanos() - lastNanos);
        if (!any || since.compareTo(gap.multipliedBy(2).plus(SLACK)) > 0) {
            return Duration.ZERO;
        }
        Duration next = gap.multipliedBy(3).dividedBy(2).plus(SLACK);
        return next.compareTo(most) < 0 ? next : most;
    }
}
