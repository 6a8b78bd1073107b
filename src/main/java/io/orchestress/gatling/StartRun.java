package io.orchestress.gatling;

import io.orchestress.workload.Phase;
import java.util.List;

/**
 * Intended starts at equal distances: {@code first, first + step, …}, in nanoseconds since the load started. There may be millions of them:
 * what is recorded of them is recorded in bulk, so that the moment a stall ends is no burst of work for the injector.
 *
 * @param stepNanos at least 1
 * @param count at least 0
 */
record StartRun(long firstNanos, long stepNanos, long count) {
    /** Values of one bulk are within one part in so many of each other. */
    private static final long FINENESS = 256;

    /**
     * Where each phase ends.
     *
     * @param after index of what lies after the last one
     */
    record Phases(List<Phase> list, int after) {}

    /** Receives samples. */
    @FunctionalInterface
    interface Sink {
        /** @param count how many starts of the phase had that latency */
        void add(int phase, long micros, long count);
    }

    StartRun {
        if (stepNanos < 1 || count < 0) {
            throw new IllegalArgumentException("step " + stepNanos + " ns, count " + count);
        }
    }

    static StartRun none() {
        return new StartRun(0, 1, 0);
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The start of an index, also of one behind the last. */
    long at(long index) {
        return firstNanos + index * stepNanos;
    }

    /** Those from one index to before another; indexes that are out of range mean the end that is nearer. */
    StartRun part(long from, long to) {
        long begin = Math.max(0, Math.min(from, count));
        return new StartRun(at(begin), stepNanos, Math.max(0, Math.min(to, count) - begin));
    }

    /** How many are before a moment. */
    long before(long nanos) {
        long some = nanos <= firstNanos ? 0 : (nanos - firstNanos - 1) / stepNanos + 1;
        return Math.min(count, some);
    }

    /** Records the same latency for each start, in the phase of {@code start + shift}. */
    void each(Phases phases, long shiftNanos, long micros, Sink sink) {
        new StartRun(firstNanos + shiftNanos, stepNanos, count)
                .byPhase(phases, (phase, part) -> sink.add(phase, micros, part.count));
    }

    /** Records for each start {@code max(least, until − start)}, within 0.2 %, in the phase of {@code start + shift}. */
    void until(Phases phases, long shiftNanos, long untilNanos, long leastMicros, Sink sink) {
        new StartRun(firstNanos + shiftNanos, stepNanos, count)
                .byPhase(phases, (phase, part) -> part.held(phase, untilNanos + shiftNanos, leastMicros, sink));
    }

    /** From the last start to the first: what is left of the time grows by a step each. */
    private void held(int phase, long untilNanos, long leastMicros, Sink sink) {
        long least = Math.max(1, leastMicros);
        long index = count - 1;
        while (index >= 0) {
            long shortest = untilNanos - at(index);
            long room = Math.max(least * 1000 - shortest, shortest / FINENESS) / stepNanos;
            long last = Math.max(0, index - Math.max(0, room));
            long middle = (shortest + untilNanos - at(last)) / 2;
            sink.add(phase, Math.max(least, middle / 1000), index - last + 1);
            index = last - 1;
        }
    }

    private interface Part {
        void take(int phase, StartRun part);
    }

    private void byPhase(Phases phases, Part taker) {
        int phase = 0;
        long done = 0;
        while (done < count) {
            while (phase < phases.list.size() && at(done) >= endNanos(phases.list.get(phase))) {
                phase++;
            }
            boolean after = phase == phases.list.size();
            long to = after ? count : Math.max(done + 1, before(endNanos(phases.list.get(phase))));
            taker.take(after ? phases.after : phase, part(done, to));
            done = to;
        }
    }

    private static long endNanos(Phase phase) {
        return phase.endSeconds() * 1_000_000_000L;
    }
}
