package io.orchestress.gatling;

import io.orchestress.metrics.Measurements;
import io.orchestress.metrics.Metric;
import org.jspecify.annotations.Nullable;

/**
 * One user's second view of its requests and tasks: from their intended starts, those included that it omitted because it was held up.
 * docs/MATH.md §3 defines it. Times are nanoseconds since the load started. Not safe for use by several threads at once.
 */
sealed interface Correction permits Correction.None, Correction.OfArrival, PacedCorrection {
    /** The next intended start; 0: it has no schedule, or it has not begun. */
    default long nextNanos() {
        return 0;
    }

    void iterationStarts(long now);

    /** What belongs to the iteration is done; the user is idle until the next. */
    void iterationEnds(long now);

    /** @param phase of the actual start {@code since} */
    void requestEnds(Measurements.Request request, int phase, long since, long end);

    /** A task is done. The arguments are as above. */
    void taskEnds(Measurements.Request task, int phase, long since, long end);

    /**
     * The user leaves, and its schedule ends.
     *
     * @param rank how many users there were, itself included: it was wanted for as long as the plan wanted so many; 0: always
     */
    void leaves(int rank);

    /**
     * The user is cut off by the end of the load: what it waits for is a lower bound.
     *
     * @param inFlight the request that it waits for
     */
    void cutOff(Measurements.@Nullable Request inFlight, int phase, long since, long now, int rank);

    /** Whole microseconds, at least 1. */
    static long micros(long nanos) {
        return Math.max(1, nanos / 1000);
    }

    static StartRun.Sink tasks(Measurements.Request task) {
        return (phase, micros, count) -> task.metric(phase, Metric.TASK_CORRECTED, micros, count);
    }

    /** A closed model without a pace: nobody is meant to start anything at a certain time. */
    sealed class None implements Correction permits OfLeaver {
        @Override
        public void iterationStarts(long now) {}

        @Override
        public void iterationEnds(long now) {}

        @Override
        public void requestEnds(Measurements.Request request, int phase, long since, long end) {}

        @Override
        public void taskEnds(Measurements.Request task, int phase, long since, long end) {}

        @Override
        public void leaves(int rank) {}

        @Override
        public void cutOff(Measurements.@Nullable Request inFlight, int phase, long since, long now, int rank) {}
    }

    /** A user of the closed model who leaves its tasks: it keeps its pace, and none of its times is in the view. */
    final class OfLeaver extends None {
        private final long paceNanos;
        private boolean begun;
        private long nextNanos;

        /** @param paceNanos above 0 */
        OfLeaver(long paceNanos) {
            this.paceNanos = paceNanos;
        }

        @Override
        public long nextNanos() {
            return nextNanos;
        }

        @Override
        public void iterationStarts(long now) {
            nextNanos = begun ? nextNanos : now;
            begun = true;
            nextNanos += paceNanos * (1 + Math.max(0, now - nextNanos) / paceNanos);
        }
    }

    /** An arrival of the open model: what the injector was late by is in its first request, and in its tasks. */
    final class OfArrival implements Correction {
        private final LoadRun run;
        private final long lagNanos;
        private long lagOfNextNanos;

        /** @param lagNanos how much later than it was due the user came, at least 0 */
        OfArrival(LoadRun run, long lagNanos) {
            this.run = run;
            this.lagNanos = lagNanos;
            lagOfNextNanos = lagNanos;
        }

        @Override
        public void iterationStarts(long now) {}

        @Override
        public void iterationEnds(long now) {}

        @Override
        public void requestEnds(Measurements.Request request, int phase, long since, long end) {
            long intended = since - lagOfNextNanos;
            request.corrected(lagOfNextNanos == 0 ? phase : run.startedIn(intended), micros(end - intended), 1);
            lagOfNextNanos = 0;
        }

        @Override
        public void taskEnds(Measurements.Request task, int phase, long since, long end) {
            tasks(task).add(phase, micros(end - since + lagNanos), 1);
        }

        @Override
        public void leaves(int rank) {}

        @Override
        public void cutOff(Measurements.@Nullable Request inFlight, int phase, long since, long now, int rank) {
            if (inFlight != null) {
                requestEnds(inFlight, phase, since, now);
            }
        }
    }
}
