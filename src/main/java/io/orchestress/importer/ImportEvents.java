package io.orchestress.importer;

import io.orchestress.metrics.FailureClass;
import org.HdrHistogram.Histogram;

/**
 * Receives the content of a file, in its own order. Times are microseconds since 1970, lengths are microseconds.
 *
 * <p>{@code stage} is the part of the run that the file itself names: a scenario, a thread group, an attack; empty where it names
 * none. Every method throws {@link IllegalArgumentException} for an event that no run can have had, and {@link WholeFileException}
 * for one that this run cannot have had.
 */
public interface ImportEvents {
    /**
     * A request that ended.
     *
     * @param outcome {@link FailureClass#OK} or a failure class
     */
    void request(String stage, String name, FailureClass outcome, long startMicros, long micros);

    /** What is told beside of the times and tokens of a request that went well: one that was told by {@link #request}. */
    void streamed(String name, long startMicros, long micros, Streamed answer);

    /** An iteration, a group or a transaction that ended: the time of a task, not of a request. */
    void task(String stage, String name, long startMicros, long micros);

    /** A virtual user came (1) or went (−1). */
    void userChanged(long atMicros, int change);

    /** So many virtual users were alive. */
    void usersAlive(long atMicros, long users);

    /**
     * Requests that were counted by the tool itself.
     *
     * @param outcomeClass of {@link io.orchestress.record.SeriesKey}
     * @param micros latencies in microseconds, from 1 to 24 h
     */
    void interval(String stage, String name, String outcomeClass, long startMicros, long endMicros, Histogram micros);
}
