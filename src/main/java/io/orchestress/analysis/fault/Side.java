package io.orchestress.analysis.fault;

import io.orchestress.record.LatencyBuckets;
import io.orchestress.record.LatencyCounts;
import org.jspecify.annotations.Nullable;

/** Counts of one stretch of a run, by the second: calls of some models and tools, and tasks. */
final class Side {
    /** Fewer seconds or tasks say nothing. */
    static final int LEAST_SECONDS = 5;

    static final int LEAST_TASKS = 20;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final double P95 = 95;
    private static final double MICROS_PER_MILLI = 1_000;

    private final long fromNanos;
    private final long[] callsBySecond;
    private final long[] tasksBySecond;
    private final LatencyCounts good = new LatencyCounts();
    private long calls;
    private long started;
    private long ended;
    private long failed;

    /** @param seconds whole ones; what comes after them is not looked at */
    Side(long fromNanos, double seconds) {
        this.fromNanos = fromNanos;
        callsBySecond = new long[(int) Math.max(0, Math.floor(seconds))];
        tasksBySecond = new long[callsBySecond.length];
    }

    boolean holds(long nanos) {
        return nanos >= fromNanos && second(nanos) < callsBySecond.length;
    }

    /** Whether what ended then, ended before its end. */
    boolean isOver(long nanos) {
        return second(nanos) < callsBySecond.length;
    }

    private long second(long nanos) {
        return (nanos - fromNanos) / NANOS_PER_SECOND;
    }

    void call(long startNanos) {
        calls++;
        callsBySecond[(int) second(startNanos)]++;
    }

    void started(long startNanos) {
        started++;
        tasksBySecond[(int) second(startNanos)]++;
    }

    void ended(boolean ok, long tookNanos) {
        ended++;
        if (ok) {
            good.add(LatencyBuckets.indexOf(Math.max(1, tookNanos / NANOS_PER_MICRO)), 1);
        } else {
            failed++;
        }
    }

    long calls() {
        return calls;
    }

    long tasks() {
        return ended;
    }

    long failed() {
        return failed;
    }

    @Nullable
    Double p95Millis() {
        return good.isEmpty() ? null : good.atPercentile(P95) / MICROS_PER_MILLI;
    }

    /** Whether calls for each task can be told. */
    boolean isEnough() {
        return callsBySecond.length >= LEAST_SECONDS && started >= LEAST_TASKS && calls > 0;
    }

    double callsPerTask() {
        return (double) calls / started;
    }

    /**
     * Relative standard error of calls for each task, an estimate by ratio over n seconds: {@code √(n ÷ (n − 1) × Σ (c − R t)²) ÷ Σ c}, with c calls and t tasks of a
     * second and {@code R = Σ c ÷ Σ t}. Cochran, <i>Sampling Techniques</i>, 3rd ed., equation 6.10.
     */
    double relativeError() {
        double ratio = callsPerTask();
        double squares = 0;
        for (int i = 0; i < callsBySecond.length; i++) {
            double off = callsBySecond[i] - ratio * tasksBySecond[i];
            squares += off * off;
        }
        double n = callsBySecond.length;
        return Math.sqrt(n / (n - 1) * squares) / calls;
    }
}
