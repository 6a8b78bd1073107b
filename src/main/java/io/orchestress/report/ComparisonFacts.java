package io.orchestress.report;

import io.orchestress.run.Comparison;
import io.orchestress.run.Comparison.Change;
import io.orchestress.run.Comparison.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What every form of report says of a comparison: what got worse, by how much, how sure, and what to do. */
public record ComparisonFacts(Comparison comparison) {
    private static final int NAME = 60;

    /** What is not news: neither decides nor changed. */
    public List<ChangeLine> folded() {
        return comparison.changes().stream()
                .filter(change -> !isTold(change))
                .map(ChangeLine::of)
                .toList();
    }

    /** Metrics that decide or changed: regressions, worst first, then what cannot be told, what got better, what stayed. */
    public List<ChangeLine> told() {
        List<Change> told = new ArrayList<>(comparison.regressions());
        comparison.changes().stream()
                .filter(change -> change.kind() != Kind.REGRESSED && isTold(change))
                .sorted(Comparator.comparing(change -> place(change.kind())))
                .forEach(told::add);
        return told.stream().map(ChangeLine::of).toList();
    }

    private static boolean isTold(Change change) {
        return change.decides() || change.kind() == Kind.REGRESSED || change.kind() == Kind.IMPROVED;
    }

    private static int place(Kind kind) {
        return switch (kind) {
            case REGRESSED -> 0;
            case INCONCLUSIVE -> 1;
            case IMPROVED -> 2;
            case UNCHANGED -> 3;
        };
    }

    /** {@code 5 metrics unchanged, 2 cannot be told}; empty where all were told. */
    public String foldedText() {
        List<ChangeLine> folded = folded();
        long unknown = folded.stream()
                .filter(line -> line.change().kind() == Kind.INCONCLUSIVE)
                .count();
        long unchanged = folded.size() - unknown;
        List<String> parts = new ArrayList<>();
        if (unchanged > 0) {
            parts.add(Quantities.count(unchanged, "metric") + " unchanged");
        }
        if (unknown > 0) {
            parts.add((unchanged > 0 ? Quantities.count(unknown) : Quantities.count(unknown, "metric"))
                    + " cannot be told, and " + (unknown == 1 ? "does" : "do") + " not decide");
        }
        return String.join(", ", parts);
    }

    /** {@code last-5 (5 runs)}. */
    public String baseline() {
        String name = PlainText.shorten(PlainText.clean(comparison.baseline()), NAME);
        List<String> runs = comparison.baselineRuns();
        boolean itself = runs.size() == 1 && runs.get(0).equals(comparison.baseline());
        return itself ? name : name + " (" + Quantities.count(runs.size(), "run") + ")";
    }

    public List<String> differences() {
        return comparison.differences().stream().map(PlainText::clean).toList();
    }

    /** One sentence, for the top of a report: the worst regression with its figures. Empty where nothing got worse. */
    public Optional<String> worstRegression() {
        return comparison.regressions().stream().findFirst().map(ChangeLine::of).map(line -> {
            Change change = line.change();
            String sure =
                    change.from() == null || change.to() == null ? "" : " (95 % interval " + line.interval() + ")";
            int others = comparison.regressions().size() - 1;
            return PlainText.shorten(line.name(), NAME) + " got worse against " + baseline() + ": "
                    + line.beforeAndAfter() + ", " + line.size() + sure + ", " + tolerance(change)
                    + (others > 0 ? "; " + Quantities.count(others, "more metric") + " got worse" : "") + ".";
        });
    }

    private static String tolerance(Change change) {
        String tolerance = Quantities.percent(change.tolerance());
        return switch (change.outcome()) {
            case FAIL -> "above the tolerance of " + tolerance;
            case WARN -> "within the tolerance of " + tolerance;
            case PASS, INCONCLUSIVE, INTERRUPTED -> "tolerance " + tolerance;
        };
    }

    /** One or two sentences on what to do now. */
    public String advice() {
        String caution = comparison.differences().isEmpty()
                ? ""
                : "The runs were not made alike: repeat one of them under the conditions of the other before anything rests on this. ";
        List<Change> worse = comparison.regressions();
        return caution
                + switch (comparison.outcome()) {
                    case FAIL ->
                        worse.isEmpty()
                                ? "Do not release before the reason above is understood."
                                : "Do not release. Start with " + name(worse.get(0)) + where(worse.get(0)) + ".";
                    case WARN ->
                        worse.isEmpty()
                                ? "Read the reason above before the release."
                                : "Not above a tolerance, but no noise either: find out where " + name(worse.get(0))
                                        + " comes from" + where(worse.get(0)) + ".";
                    case INCONCLUSIVE, INTERRUPTED ->
                        "This is no pass. Run longer, or compare with more runs, until "
                                + undecided().orElse("the figures that decide")
                                + " can be told.";
                    case PASS ->
                        comparison.changes().stream().anyMatch(change -> change.kind() == Kind.IMPROVED)
                                ? "Nothing to do. If what got better is meant to stay, make this run the baseline."
                                : "Nothing to do.";
                };
    }

    private String where(Change change) {
        if (ChangeLine.microsPer(change.unit()) == 0) {
            return "";
        }
        ShiftFacts shift = new ShiftFacts(comparison.shift());
        if (shift.onlyTailSlower()) {
            return ": only the slow answers got slower, so look for queues, pauses and retries rather than at what every "
                    + "request does";
        }
        return shift.allSlower() ? ": all answers got slower, so look at what every request does" : "";
    }

    private Optional<String> undecided() {
        String names = comparison.changes().stream()
                .filter(change -> change.decides() && change.kind() == Kind.INCONCLUSIVE)
                .limit(3)
                .map(ComparisonFacts::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }

    private static String name(Change change) {
        return PlainText.shorten(ChangeLine.of(change).name(), NAME);
    }

    /** What the 95 % intervals do not say: how often such a comparison is wrong. */
    public String falseAlarms() {
        return "Intervals hold for each metric by itself. That anything is called changed although nothing did has a "
                + "probability of at most " + Quantities.percent(comparison.falseAlarms()) + ".";
    }
}
