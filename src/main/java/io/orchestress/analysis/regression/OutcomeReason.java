package io.orchestress.analysis.regression;

import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Comparison.Kind;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.text.Format;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What a comparison comes to: one word, and one or two sentences. */
final class OutcomeReason {
    /** Of what cannot be told, what to say first: what can be done about it soonest. */
    private static final List<Kind> UNKNOWN =
            List.of(Kind.DISTURBED, Kind.NOT_COMPARABLE, Kind.PROBABLY_WORSE, Kind.TOO_SHORT, Kind.TOO_NOISY);

    private static final int NAMED = 3;

    private OutcomeReason() {}

    static Kind finding(Outcome outcome, List<Change> changes) {
        return switch (outcome) {
            case FAIL, WARN -> Kind.REGRESSED;
            case INCONCLUSIVE, INTERRUPTED -> undecided(changes).kind();
            case PASS ->
                changes.stream().anyMatch(change -> change.decides() && change.kind() == Kind.IMPROVED)
                        ? Kind.IMPROVED
                        : Kind.NOT_WORSE;
        };
    }

    static String of(Outcome outcome, List<Change> changes) {
        return switch (outcome) {
            case FAIL -> regressions(changes, Outcome.FAIL);
            case WARN -> regressions(changes, Outcome.WARN) + unknown(changes);
            case INCONCLUSIVE, INTERRUPTED ->
                inconclusive(changes)
                        + (has(changes, Outcome.WARN) ? " Proven besides: " + regressions(changes, Outcome.WARN) : "");
            case PASS -> passed(changes) + unknown(changes);
        };
    }

    private static boolean has(List<Change> changes, Outcome outcome) {
        return changes.stream().anyMatch(change -> change.outcome() == outcome);
    }

    private static Change undecided(List<Change> changes) {
        return changes.stream()
                .filter(change -> change.outcome() == Outcome.INCONCLUSIVE)
                .min(Comparator.comparingInt(change -> UNKNOWN.indexOf(change.kind())))
                .orElseThrow();
    }

    private static String inconclusive(List<Change> changes) {
        Change first = undecided(changes);
        long others = changes.stream()
                        .filter(change -> change.outcome() == Outcome.INCONCLUSIVE)
                        .count()
                - 1;
        String more = others == 0 ? "" : ", and " + others + " more";
        String tolerance = amount(first, first.tolerance(), false);
        String text = first.change() == null ? name(first) : sized(first);
        String note = first.note().isEmpty() ? "" : ": " + first.note();
        return switch (first.kind()) {
            case PROBABLY_WORSE -> "Probably worse, not proven: " + text + ", tolerance " + tolerance + more + ".";
            case TOO_NOISY -> "Too noisy to detect " + tolerance + ": " + text + more + ".";
            case TOO_SHORT -> "Too few samples to detect " + tolerance + ": " + text + note(first) + more + ".";
            case DISTURBED -> "The machine was disturbed: " + name(first) + note + more + ".";
            case NOT_COMPARABLE, REGRESSED, IMPROVED, NOT_WORSE ->
                name(first) + " cannot be compared" + note(first) + more + ".";
        };
    }

    private static String note(Change change) {
        return change.note().isEmpty() ? "" : " (" + change.note() + ")";
    }

    private static String regressions(List<Change> changes, Outcome outcome) {
        List<Change> worse = changes.stream()
                .filter(change -> change.outcome() == outcome && change.kind() == Kind.REGRESSED)
                .sorted(Comparator.comparing((Change change) -> !change.decides())
                        .thenComparingDouble(change -> -excess(change)))
                .toList();
        Change worst = worse.get(0);
        String more = worse.size() == 1 ? "" : ", and " + (worse.size() - 1) + " more";
        double lost = worst.change() == null ? 0 : Math.abs(worst.change());
        return sized(worst)
                + (lost > worst.tolerance() ? ", more than the tolerance of " : ", within the tolerance of ")
                + amount(worst, worst.tolerance(), false) + more + ".";
    }

    private static double excess(Change change) {
        return change.change() == null ? 0 : Math.abs(change.change()) / change.tolerance();
    }

    private static String passed(List<Change> changes) {
        List<Change> better = changes.stream()
                .filter(change -> change.kind() == Kind.IMPROVED)
                .toList();
        List<Change> deciding = changes.stream().filter(Change::decides).toList();
        String proven = deciding.stream()
                .filter(change -> change.kind() == Kind.IMPROVED)
                .map(OutcomeReason::sized)
                .collect(Collectors.joining(", "));
        String kept = deciding.stream()
                .filter(change -> change.kind() == Kind.NOT_WORSE)
                .map(change -> name(change) + " " + atMost(change))
                .collect(Collectors.joining(", "));
        long others = better.stream().filter(change -> !change.decides()).count();
        String also =
                others == 0 ? "" : "; " + others + (others == 1 ? " other metric" : " other metrics") + " improved";
        return (proven.isEmpty() ? "" : "Better: " + proven + (kept.isEmpty() ? "" : ". "))
                + (kept.isEmpty() ? "" : "Not worse: " + kept)
                + (proven.isEmpty() && kept.isEmpty() ? "Nothing with enough data got worse" : "")
                + also + ".";
    }

    /** The end of the interval, which the tolerance was held against. */
    private static String atMost(Change change) {
        Double end = change.higherIsBetter() ? change.from() : change.to();
        return end == null ? "" : (change.higherIsBetter() ? "at least " : "at most ") + amount(change, end, true);
    }

    /** What does not decide and cannot be told: "nothing got worse" would be said of it, too. */
    private static String unknown(List<Change> changes) {
        List<Change> unknown = changes.stream()
                .filter(change -> !change.decides()
                        && change.request().equals(SeriesKey.ALL_REQUESTS)
                        && !change.kind().isTold())
                .toList();
        if (unknown.isEmpty()) {
            return "";
        }
        String names = unknown.stream()
                .limit(NAMED)
                .map(change -> change.metric() + seen(change))
                .collect(Collectors.joining(", "));
        long more = unknown.size() - NAMED;
        return " Inconclusive: " + names + (more > 0 ? ", and " + more + " more" : "") + ".";
    }

    private static String seen(Change change) {
        Double smallest = change.smallest();
        return smallest == null
                ? ""
                : " (" + amount(change, change.higherIsBetter() ? -smallest : smallest, true) + " detectable)";
    }

    private static String sized(Change change) {
        return name(change) + " "
                + (change.change() == null
                        ? ""
                        : amount(change, change.change(), true)
                                + (change.from() == null || change.to() == null
                                        ? ""
                                        : " (90 % interval " + Format.changed(change.from()) + " to "
                                                + amount(change, change.to(), true) + ")"));
    }

    private static String amount(Change change, double share, boolean signed) {
        if (signed) {
            return change.isPoints() ? Format.points(share) : Format.change(share);
        }
        String limit = Format.limit(share, "ratio");
        return change.isPoints() ? limit.replace(" %", " points") : limit;
    }

    private static String name(Change change) {
        return change.request().equals(SeriesKey.ALL_REQUESTS)
                ? change.metric()
                : change.metric() + " of '" + change.request() + "'";
    }
}
