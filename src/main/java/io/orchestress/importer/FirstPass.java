package io.orchestress.importer;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.SeriesKey;
import io.orchestress.text.Format;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** First reading: where the run begins and ends, what parts it has, and whether it is one run. */
final class FirstPass implements ImportEvents {
    /** An event that ended so long before one that stands earlier in the file belongs to another run. */
    static final long MOST_BACK_MICROS = 600_000_000L;

    private static final long MOST_AHEAD_MICROS = 86_400_000_000L;
    private static final long LONGEST_RUN_MICROS = PlausibilityFilter.LONGEST_MICROS;
    private static final int MOST_STAGES = 100;

    /** A time without anything that is always spoken of. */
    private static final long LONG_GAP_MICROS = 300_000_000L;

    /** A time without anything that is spoken of where it is more than half of the run. */
    private static final long GAP_MICROS = 60_000_000L;

    private final Map<String, Span> stages = new LinkedHashMap<>();
    private long zero = Long.MAX_VALUE;
    private long end = Long.MIN_VALUE;
    private long late;
    private long requests;
    private long gapMicros;
    private long gapFromMicros;
    private long requestsBeforeGap;
    private boolean stagesArePhases;

    /** When requests of a stage started, in microseconds since 1970; {@code end}: of the first interval, where there are any. */
    record Span(long first, long last, long end) {
        Span with(long start) {
            return new Span(Math.min(first, start), Math.max(last, start), end);
        }
    }

    @Override
    public void request(String stage, String name, FailureClass outcome, long startMicros, long micros) {
        see(startMicros, startMicros + micros);
        started(stage, startMicros, startMicros);
        requests++;
    }

    @Override
    public void streamed(String name, long startMicros, long micros, Streamed answer) {
        // its request has been seen
    }

    @Override
    public void task(String stage, String name, long startMicros, long micros) {
        see(startMicros, startMicros + micros);
    }

    @Override
    public void userChanged(long atMicros, int change) {
        see(atMicros, atMicros);
    }

    @Override
    public void usersAlive(long atMicros, long users) {
        see(atMicros, atMicros);
    }

    @Override
    public void interval(
            String stage, String name, String outcomeClass, long startMicros, long endMicros, Histogram micros) {
        see(startMicros, endMicros);
        started(stage, startMicros, endMicros);
        stagesArePhases |= !stage.isBlank();
        if (new SeriesKey(stage, name, outcomeClass).isCount()) {
            requests += micros.getTotalCount();
        }
    }

    private void started(String stage, long startMicros, long endMicros) {
        Span span = stages.get(stage);
        if (span == null && stages.size() < MOST_STAGES) {
            stages.put(stage, new Span(startMicros, startMicros, endMicros));
        } else if (span != null && (startMicros < span.first || startMicros > span.last)) {
            stages.put(stage, span.with(startMicros));
        }
    }

    private void see(long from, long to) {
        if (end != Long.MIN_VALUE) {
            if (to < end - MOST_BACK_MICROS) {
                throw new WholeFileException("it is " + (end - to) / 1_000_000
                        + " s before what comes before it: two runs in one file, or a clock that was set back");
            }
            if (from > end + MOST_AHEAD_MICROS) {
                throw new WholeFileException("it is " + (from - end) / 1_000_000
                        + " s after what comes before it: two runs in one file, or a clock that was set ahead");
            }
            late = Math.max(late, end - to);
            if (from - end > gapMicros) {
                gapMicros = from - end;
                gapFromMicros = end;
                requestsBeforeGap = requests;
            }
        }
        zero = Math.min(zero, from);
        end = Math.max(end, to);
        if (end - zero > LONGEST_RUN_MICROS) {
            throw new WholeFileException("the run would last longer than 31 days by then");
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

    /** Whether the file names phases, one after the other, and counts by intervals in which one may end and the next begin. */
    boolean stagesArePhases() {
        return stagesArePhases;
    }

    /** One sentence about the longest time in which nothing happened, if it may part two runs. */
    Optional<String> gap() {
        boolean parts = gapMicros >= LONG_GAP_MICROS || (gapMicros >= GAP_MICROS && gapMicros > (end - zero) / 2);
        return parts
                ? Optional.of("Nothing happens for " + length(gapMicros) + " from " + Timestamps.instant(gapFromMicros)
                        + " on, after request " + Format.count(requestsBeforeGap) + " of " + Format.count(requests)
                        + ": two runs in one file?")
                : Optional.empty();
    }

    private static String length(long micros) {
        long seconds = micros / 1_000_000;
        return seconds < 600 ? seconds + " s" : seconds / 60 + " min";
    }
}
