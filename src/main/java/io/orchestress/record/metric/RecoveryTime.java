package io.orchestress.record.metric;

import io.orchestress.record.Recovery;
import io.orchestress.record.Recovery.Outcome;
import io.orchestress.text.Format;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long the target took to come back. */
final class RecoveryTime {
    private static final double MILLIS = 1000;

    private RecoveryTime() {}

    static @Nullable Reading of(List<Recovery> recoveries) {
        List<Recovery> told = recoveries.stream()
                .filter(recovery -> recovery.outcome() != Outcome.INCONCLUSIVE)
                .toList();
        // One of which nothing can be told may have been the slowest.
        return told.size() < recoveries.size()
                        && told.stream().noneMatch(recovery -> recovery.outcome() == Outcome.NOT_RECOVERED)
                ? null
                : told.stream()
                        .max(Comparator.comparing((Recovery r) -> r.outcome() == Outcome.NOT_RECOVERED)
                                .thenComparingDouble(RecoveryTime::seconds))
                        .map(RecoveryTime::reading)
                        .orElse(null);
    }

    private static Reading reading(Recovery slowest) {
        String note = switch (slowest.outcome()) {
            case NOT_RECOVERED ->
                "not recovered within the " + Format.duration(slowest.observedSeconds()) + " observed";
            case UNDISTURBED -> "no metric left its normal range";
            default -> "after " + slowest.after() + ", ±1 s";
        };
        boolean back = slowest.outcome() != Outcome.NOT_RECOVERED;
        return Reading.of(MILLIS * seconds(slowest), 1, "recoveries")
                .good(back ? 1 : 0)
                .noted(note);
    }

    private static double seconds(Recovery recovery) {
        return recovery.outcome() == Outcome.NOT_RECOVERED
                ? recovery.observedSeconds()
                : recovery.seconds() == null ? 0 : recovery.seconds();
    }
}
