package io.orchestress.importer;

import io.orchestress.metrics.FailureClass;
import org.HdrHistogram.Histogram;

/** Hands on only what a run can have had: times from 2000 to 2100, lengths from 0 to 31 days, users of whom there can be as many. */
final class PlausibilityFilter implements ImportEvents {
    static final long LONGEST_MICROS = 31 * 86_400_000_000L;
    static final int MOST_USERS = 10_000_000;

    private final ImportEvents events;

    PlausibilityFilter(ImportEvents events) {
        this.events = events;
    }

    @Override
    public void request(String stage, String name, FailureClass outcome, long startMicros, long micros) {
        require(name, startMicros, micros);
        events.request(stage, name, outcome, startMicros, micros);
    }

    @Override
    public void streamed(String name, long startMicros, long micros, Streamed answer) {
        require(name, startMicros, micros);
        events.streamed(name, startMicros, micros, answer);
    }

    @Override
    public void task(String stage, String name, long startMicros, long micros) {
        require(name, startMicros, micros);
        events.task(stage, name, startMicros, micros);
    }

    @Override
    public void userChanged(long atMicros, int change) {
        Timestamps.requirePlausible(atMicros);
        events.userChanged(atMicros, change);
    }

    @Override
    public void usersAlive(long atMicros, long users) {
        Timestamps.requirePlausible(atMicros);
        events.usersAlive(atMicros, users);
    }

    @Override
    public void interval(
            String stage, String name, String outcomeClass, long startMicros, long endMicros, Histogram micros) {
        Timestamps.requirePlausible(startMicros);
        events.interval(stage, name, outcomeClass, startMicros, endMicros, micros);
    }

    /** @throws IllegalArgumentException when no run can have had it */
    static void require(String name, long startMicros, long micros) {
        if (micros < 0 || micros > LONGEST_MICROS) {
            throw new IllegalArgumentException("'" + name + "' lasts " + micros / 1000.0 + " ms"
                    + (micros < 0 ? ": its clock was set back" : ", longer than 31 days"));
        }
        Timestamps.requirePlausible(startMicros);
    }

    /**
     * So many milliseconds in microseconds.
     *
     * @throws IllegalArgumentException when it is more than 31 days, or less than none of them
     */
    static long micros(double millis, String what) {
        if (!(Math.abs(millis) <= LONGEST_MICROS / 1000.0)) {
            throw new IllegalArgumentException(what + " is " + millis + " ms, not between 0 and 31 days");
        }
        return Math.round(millis * 1000);
    }

    /** @throws IllegalArgumentException when nobody has so many */
    static int users(double number, String what) {
        if (!(number >= 0 && number <= MOST_USERS)) {
            throw new IllegalArgumentException(what + " is '"
                    + (number == Math.rint(number) && Math.abs(number) < 1e18
                            ? String.valueOf((long) number)
                            : String.valueOf(number))
                    + "', not a number of users from 0 to " + MOST_USERS);
        }
        return (int) number;
    }
}
