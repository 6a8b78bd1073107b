package io.orchestress.report;

import io.orchestress.record.Planning;
import io.orchestress.record.Recovery;
import io.orchestress.record.Recovery.Criterion;
import io.orchestress.record.Recovery.Outcome;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long the target took to come back, a sentence for each time. */
public final class RecoveryLines {
    private RecoveryLines() {}

    /** In the order of time; none where there was nothing to come back from. */
    public static List<String> of(RunFacts facts) {
        @Nullable Planning planning = facts.run().planning();
        return planning == null
                ? List.of()
                : planning.recoveries().stream().map(RecoveryLines::sentence).toList();
    }

    /** {@code Recovery after spike (200 users): 8 s ±1 s; p95 was last to normalise (worst 1,430 ms, normal ≤ 362 ms).} */
    public static String sentence(Recovery recovery) {
        String cause =
                "Recovery after " + PlainText.clean(recovery.after()) + " (" + PlainText.clean(recovery.what()) + "): ";
        String note = recovery.note().isEmpty() ? "" : "; " + PlainText.clean(recovery.note());
        String told = switch (recovery.outcome()) {
            case RECOVERED ->
                back(recovery) + last(recovery).map(last -> "; " + last).orElse("");
            case NOT_RECOVERED ->
                "not within " + Format.duration(recovery.observedSeconds())
                        + last(recovery).map(last -> "; " + last).orElse("");
            case UNDISTURBED -> "no metric left its normal range";
            case INCONCLUSIVE -> "inconclusive";
        };
        return cause + told + note + ".";
    }

    private static String back(Recovery recovery) {
        double seconds = recovery.seconds() == null ? 0 : recovery.seconds();
        return seconds == 0 ? "within 1 s" : Format.duration(seconds) + " ±1 s";
    }

    /** Which figure decided. */
    private static Optional<String> last(Recovery recovery) {
        return recovery.criteria().stream()
                .filter(criterion -> criterion.outcome() == recovery.outcome())
                .filter(criterion -> recovery.outcome() == Outcome.NOT_RECOVERED
                        || (criterion.seconds() != null && criterion.seconds() > 0))
                .max(Comparator.comparingDouble(criterion -> criterion.seconds() == null ? 0 : criterion.seconds()))
                .map(criterion -> criterion.metric()
                        + (recovery.outcome() == Outcome.NOT_RECOVERED
                                ? " did not normalise"
                                : " was last to normalise")
                        + " (worst " + figure(criterion, criterion.worst()) + ", normal "
                        + (criterion.metric().equals(MetricCatalogue.THROUGHPUT.name()) ? "≥ " : "≤ ")
                        + Format.of(criterion.limit(), criterion.unit()) + ")");
    }

    private static String figure(Criterion criterion, double value) {
        return Format.beside(value, criterion.unit(), criterion.limit());
    }
}
