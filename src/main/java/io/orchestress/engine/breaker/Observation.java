package io.orchestress.engine.breaker;

/**
 * The counts of a run at one moment, all cumulative.
 *
 * @param atNanos nanoseconds since the load started
 * @param latencyMicros sum over all that ended
 * @param progress parts of answers that came, whether or not the answer ended
 * @param inFlight requests sent and not ended at that moment
 */
public record Observation(
        long atNanos, long ended, long failed, long timedOut, long latencyMicros, long progress, long inFlight) {
    public static final Observation START = new Observation(0, 0, 0, 0, 0, 0, 0);

    /** Whether the target has done nothing since: no part of an answer came, and what ended, ended because it did not answer in time. */
    boolean isStalledSince(Observation earlier) {
        return progress == earlier.progress && ended - timedOut == earlier.ended - earlier.timedOut;
    }

    Observation minus(Observation earlier) {
        return new Observation(
                atNanos - earlier.atNanos,
                ended - earlier.ended,
                failed - earlier.failed,
                timedOut - earlier.timedOut,
                latencyMicros - earlier.latencyMicros,
                progress - earlier.progress,
                inFlight);
    }
}
