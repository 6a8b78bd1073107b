package io.orchestress.metrics;

import io.orchestress.metrics.Measurements.Counters;
import java.util.concurrent.atomic.LongAdder;

/** Counts of requests that the target answered or failed to answer. Any number of writers; wait-free. */
final class EndedCounts {
    private final LongAdder ok = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder timedOut = new LongAdder();
    private final LongAdder latencyMicros = new LongAdder();

    void ended(FailureClass outcome, long micros) {
        latencyMicros.add(micros);
        (outcome == FailureClass.OK ? ok : failed).increment();
        if (outcome == FailureClass.TIMEOUT) {
            timedOut.increment();
        }
    }

    /**
     * @param started read after these: a request between the two reads can only make in-flight larger, never negative
     * @param ours those that this side could not carry out, read after these, too
     */
    Counters with(LongAdder started, LongAdder ours) {
        long okNow = ok.sum();
        long failedNow = failed.sum();
        long oursNow = ours.sum();
        return new Counters(okNow, failedNow, timedOut.sum(), latencyMicros.sum(), started.sum(), oursNow);
    }

    /** Without those that have started and those that this side could not carry out: both are 0. */
    Counters alone() {
        return new Counters(ok.sum(), failed.sum(), timedOut.sum(), latencyMicros.sum(), 0);
    }
}
