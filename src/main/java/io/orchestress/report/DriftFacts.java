package io.orchestress.report;

import io.orchestress.run.DriftResult;
import io.orchestress.run.DriftResult.Outcome;
import io.orchestress.run.Planning;
import io.orchestress.run.RunRecord;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What grew under constant load, in a line, and all that was looked at. */
public final class DriftFacts {
    private DriftFacts() {}

    /** As the record has them: worst first. */
    public static List<DriftResult> of(RunRecord run) {
        @Nullable Planning planning = run.planning();
        return planning == null ? List.of() : planning.drifts();
    }

    /** Empty where no load was constant for long enough. */
    public static Optional<String> line(RunRecord run) {
        List<DriftResult> drifts = of(run);
        if (drifts.isEmpty()) {
            return Optional.empty();
        }
        String over = " " + Quantities.count(drifts.size(), "figure") + " over "
                + Quantities.duration(drifts.stream()
                        .mapToDouble(DriftResult::watchedSeconds)
                        .max()
                        .orElseThrow());
        List<DriftResult> leaks = with(drifts, Outcome.LEAK);
        List<DriftResult> growing = with(drifts, Outcome.GROWS);
        int unknown = with(drifts, Outcome.INCONCLUSIVE).size();
        String rest = unknown == 0 ? "" : ", " + unknown + " could not be judged";
        if (leaks.isEmpty() && growing.isEmpty()) {
            return Optional.of(
                    unknown == drifts.size()
                            ? "Endurance: growth could not be judged in" + over + "."
                            : "Endurance: no growth seen in" + over + rest + ".");
        }
        String what = (leaks.isEmpty() ? "" : "leak of " + names(leaks))
                + (leaks.isEmpty() || growing.isEmpty() ? "" : "; ")
                + (growing.isEmpty() ? "" : "growth of " + names(growing));
        return Optional.of("Endurance: " + what + "; of" + over + rest + ".");
    }

    /** Such as {@code target rss, target sessions}. */
    private static String names(List<DriftResult> drifts) {
        return drifts.stream().map(DriftFacts::name).distinct().collect(Collectors.joining(", "));
    }

    public static String name(DriftResult drift) {
        String subject = drift.subject().equals("*") ? "all requests" : PlainText.clean(drift.subject());
        return subject + " " + PlainText.clean(drift.metric());
    }

    private static List<DriftResult> with(List<DriftResult> drifts, Outcome outcome) {
        return drifts.stream().filter(drift -> drift.outcome() == outcome).toList();
    }
}
