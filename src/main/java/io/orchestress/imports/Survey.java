package io.orchestress.imports;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** First reading: where the run begins and ends, what parts it has, and whether its times can be true. */
final class Survey implements Events {
    /** An event that ended so long before one that stands earlier in the file belongs to another run. */
    static final long MOST_BACK_MICROS = 600_000_000L;

    private static final long MOST_AHEAD_MICROS = 86_400_000_000L;
    private static final long LONGEST_RUN_MICROS = 31 * 86_400_000_000L;
    private static final int MOST_STAGES = 100;
    private static final int MOST_USERS = 1_000_000_000;
    /** The year 9999, in microseconds. */
    private static final long LATEST_MICROS = 253_402_300_800_000_000L;

    private final Names names;
    private final Map<String, Span> stages = new LinkedHashMap<>();
    private long zero = Long.MAX_VALUE;
    private long end = Long.MIN_VALUE;
    private long late;
    private long requests;

    Survey(Names names) {
        this.names = names;
    }

    /** When requests of a stage started, in microseconds since 1970. */
    record Span(long first, long last) {
        Span with(long start) {
            return new Span(Math.min(first, start), Math.max(last, start));
        }
    }

    @Override
    public void request(String stage, String name, String outcome, long startMicros, long micros) {
        checkLength(name, micros);
        see(startMicros, startMicros + micros);
        started(stage, startMicros);
        names.of(name);
        requests++;
    }

    @Override
    public void task(String stage, String name, long startMicros, long micros) {
        checkLength(name, micros);
        see(startMicros, startMicros + micros);
        names.of(name);
    }

    @Override
    public void userChanged(long atMicros, int change) {
        see(atMicros, atMicros);
    }

    @Override
    public void usersAlive(long atMicros, long users) {
        if (users < 0 || users > MOST_USERS) {
            throw new IllegalArgumentException(users + " users are alive");
        }
        see(atMicros, atMicros);
    }

    @Override
    public void interval(
            String stage, String name, String outcomeClass, long startMicros, long endMicros, Histogram micros) {
        see(startMicros, endMicros);
        // Of what ended in an interval nobody knows when it started: a stage lasts until the next one begins.
        if (stages.size() < MOST_STAGES) {
            stages.putIfAbsent(stage, new Span(startMicros, startMicros));
        }
        names.of(name);
        requests += micros.getTotalCount();
    }

    private static void checkLength(String name, long micros) {
        if (micros < 0 || micros > LONGEST_RUN_MICROS) {
            throw new IllegalArgumentException("'" + name + "' lasts " + micros / 1000.0 + " ms");
        }
    }

    private void started(String stage, long startMicros) {
        Span span = stages.get(stage);
        if (span == null && stages.size() < MOST_STAGES) {
            stages.put(stage, new Span(startMicros, startMicros));
        } else if (span != null && (startMicros < span.first || startMicros > span.last)) {
            stages.put(stage, span.with(startMicros));
        }
    }

    private void see(long from, long to) {
        if (from <= 0) {
            throw new IllegalArgumentException("its time is before 1970");
        }
        if (from > LATEST_MICROS || to > LATEST_MICROS) {
            throw new IllegalArgumentException("its time is after the year 9999");
        }
        if (end != Long.MIN_VALUE) {
            if (to < end - MOST_BACK_MICROS) {
                throw new IllegalArgumentException("it is " + (end - to) / 1_000_000
                        + " s before what comes before it: two runs in one file, or a clock that was set back");
            }
            if (from > end + MOST_AHEAD_MICROS) {
                throw new IllegalArgumentException("it is " + (from - end) / 1_000_000
                        + " s after what comes before it: two runs in one file, or a clock that was set ahead");
            }
            late = Math.max(late, end - to);
        }
        zero = Math.min(zero, from);
        end = Math.max(end, to);
        if (end - zero > LONGEST_RUN_MICROS) {
            throw new IllegalArgumentException("the run would last longer than 31 days by then");
        }
    }

    long requests() {
        return requests;
    }

    /** When the load started, in microseconds since 1970. */
    long zero() {
        return zero;
    }

    /** When the last event ended. */
    long end() {
        return end;
    }

    /** By how much an event at most ends before one that stands earlier in the file. */
    long lateMicros() {
        return late;
    }

    double seconds() {
        return (end - zero) / 1e6;
    }

    /** Stages in the order of their first request in the file. */
    Map<String, Span> stages() {
        return stages;
    }
}
