package io.orchestress.analysis.task;

import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.task.RowsRead.Clock;
import io.orchestress.workload.kind.PhaseKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The monotonic clock of a log as seconds since the load started. Before it is known, and where it is not, all is at 0. */
final class RunClockOf {
    private static final double NANOS = 1e9;

    private final Instant start;
    private final List<PlannedPhase> faults;
    private Optional<Clock> clock = Optional.empty();

    RunClockOf(List<PlannedPhase> plan, Instant loadStartedAt) {
        start = loadStartedAt;
        faults = plan.stream().filter(phase -> phase.kind() == PhaseKind.FAULT).toList();
    }

    void is(Optional<Clock> known) {
        clock = known;
    }

    /** @param nanos 0: unknown */
    double seconds(long nanos) {
        return nanos == 0 || clock.isEmpty()
                ? 0
                : Math.max(0, Duration.between(start, clock.get().at(nanos)).toNanos() / NANOS);
    }

    /** Whether a fault of the plan went on between two moments: what is lost then is the fault's doing, and seen in its phase. */
    boolean isInFault(long fromNanos, long toNanos) {
        if (faults.isEmpty()) {
            return false;
        }
        double from = seconds(fromNanos);
        double to = toNanos == 0 ? Double.MAX_VALUE : seconds(toNanos);
        return faults.stream().anyMatch(fault -> fault.startSeconds() < to && fault.endSeconds() > from);
    }
}
