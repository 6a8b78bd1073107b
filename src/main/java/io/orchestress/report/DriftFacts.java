package io.orchestress.report;

import io.orchestress.record.DriftResult;
import io.orchestress.record.DriftResult.Outcome;
import io.orchestress.record.Planning;
import io.orchestress.record.RunRecord;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Growth under constant load, in a line, and every metric that was evaluated for it. */
public final class DriftFacts {
    /** What is said of those that grew and stayed, worst first. */
    private static final Map<Outcome, String> GROWTHS = new TreeMap<>(
            Map.of(Outcome.LEAK, "leak of ", Outcome.GROWS, "growth of ", Outcome.GROWS_LATE, "late growth of "));

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
        String over = " " + Format.count(drifts.size(), "metric") + " over "
                + Format.duration(drifts.stream()
                        .mapToDouble(DriftResult::watchedSeconds)
                        .max()
                        .orElseThrow());
        List<String> grown = new ArrayList<>();
        GROWTHS.forEach((outcome, word) -> {
            List<DriftResult> some = with(drifts, outcome);
            if (!some.isEmpty()) {
                grown.add(word + names(some));
            }
        });
        int unknown = with(drifts, Outcome.INCONCLUSIVE).size();
        if (unknown == drifts.size()) {
            return Optional.of("Endurance: inconclusive for" + over + ".");
        }
        String rest = unknown == 0 ? "" : ", " + unknown + " inconclusive";
        int returned = with(drifts, Outcome.RETURNED).size();
        String fell = returned == 0 ? "" : ", " + returned + " grew and fell again without load";
        if (grown.isEmpty()) {
            int stable = with(drifts, Outcome.STABLE).size();
            return Optional.of("Endurance: no growth above its limit in "
                    + (stable == drifts.size() ? over.strip() : stable + " of" + over) + fell + rest + ".");
        }
        return Optional.of("Endurance: " + String.join("; ", grown) + "; of" + over + fell + rest + ".");
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
