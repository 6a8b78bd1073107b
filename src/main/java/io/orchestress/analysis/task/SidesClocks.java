package io.orchestress.analysis.task;

import io.orchestress.record.BothSides;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.task.RowsRead.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Times of the load generator, of the backend and of the run, each in terms of the others.
 *
 * @param ours of the load generator; null where its file does not say
 * @param theirs of the backend, likewise
 * @param loadStartedAt zero of the run; null: the load never started
 */
record SidesClocks(
        @Nullable Clock ours,
        @Nullable Clock theirs,
        @Nullable Instant loadStartedAt) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** Clocks whose zeros are nearer than this are the same: two machines seldom started in the same second. */
    private static final Duration SAME_CLOCK = Duration.ofSeconds(1);

    /** What is added to a time of the backend to make it one of the load generator; 0 where they share a clock. */
    long shiftNanos() {
        if (ours == null || theirs == null) {
            return 0;
        }
        Instant ourZero = ours.at().minusNanos(ours.nanos());
        Instant theirZero = theirs.at().minusNanos(theirs.nanos());
        Duration apart = Duration.between(ourZero, theirZero);
        return apart.abs().compareTo(SAME_CLOCK) < 0 ? 0 : apart.toNanos();
    }

    /** Since the load started; 0 where that is not known. */
    double seconds(long nanos) {
        return ours == null || loadStartedAt == null
                ? 0
                : Duration.between(loadStartedAt, ours.at(nanos)).toNanos() / NANOS_PER_SECOND;
    }

    /**
     * The phases on the clock of the load generator, the whole run without warm-up first; none where it is not known when they were.
     *
     * @param lastEndNanos after which nothing is looked at
     */
    List<ModelConcurrency.Window> windows(List<PlannedPhase> plan, long lastEndNanos) {
        if (ours == null || loadStartedAt == null) {
            return List.of();
        }
        long zero = ours.nanos() + Duration.between(ours.at(), loadStartedAt).toNanos();
        List<ModelConcurrency.Window> windows = new ArrayList<>();
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (PlannedPhase phase : plan) {
            long start = zero + Math.round(phase.startSeconds() * NANOS_PER_SECOND);
            long end = Math.min(lastEndNanos, zero + Math.round(phase.endSeconds() * NANOS_PER_SECOND));
            if (end > start) {
                windows.add(new ModelConcurrency.Window(phase.name(), start, end));
                from = phase.warmUp() ? from : Math.min(from, start);
                to = phase.warmUp() ? to : Math.max(to, end);
            }
        }
        if (to > from) {
            windows.add(0, new ModelConcurrency.Window(BothSides.ALL, from, to));
        }
        return windows;
    }
}
