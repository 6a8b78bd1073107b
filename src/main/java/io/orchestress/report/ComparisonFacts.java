package io.orchestress.report;

import io.orchestress.record.Comparison;
import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Comparison.Kind;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The comparison in the words of every form of report: what got worse, by how much, how sure, and what to do. */
public record ComparisonFacts(Comparison comparison) {
    private static final int NAME = 60;

    /** Metrics above the fold. */
    private static final int FIRST = 5;

    private static final int HINTS = 3;

    /** At most five metrics: regressions, worst first, then those that decide, then what got better. */
    public List<ChangeLine> told() {
        return lines(news().stream().limit(FIRST).toList());
    }

    /** All the others, in the same order, then what is no news. */
    public List<ChangeLine> folded() {
        List<Change> folded = new ArrayList<>(news().stream().skip(FIRST).toList());
        List<Change> news = news();
        comparison.changes().stream()
                .filter(change -> !news.contains(change))
                .sorted(Comparator.comparing(change -> place(change)))
                .forEach(folded::add);
        return lines(folded);
    }

    private List<Change> news() {
        List<Change> told = new ArrayList<>(comparison.regressions());
        comparison.changes().stream()
                .filter(change ->
                        change.kind() != Kind.REGRESSED && (change.decides() || change.kind() == Kind.IMPROVED))
                .sorted(Comparator.comparing(change -> place(change)))
                .forEach(told::add);
        return told;
    }

    private static List<ChangeLine> lines(List<Change> changes) {
        return changes.stream().map(ChangeLine::of).toList();
    }

    private static int place(Change change) {
        int kind = switch (change.kind()) {
            case REGRESSED -> 0;
            case PROBABLY_WORSE -> 1;
            case DISTURBED, NOT_COMPARABLE, TOO_SHORT, TOO_NOISY -> 2;
            case NOT_WORSE -> 3;
            case IMPROVED -> 4;
        };
        return (change.decides() ? 0 : 10) + kind;
    }

    /** {@code 2 more worse, 5 not worse, 2 too noisy to tell}; empty where all were told. */
    public String foldedText() {
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        folded().forEach(line -> counts.merge(line.change().kind(), 1L, Long::sum));
        return counts.entrySet().stream()
                .map(entry -> Format.count(entry.getValue())
                        + (entry.getKey() == Kind.REGRESSED ? " more " : " ")
                        + ComparisonWords.of(entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    /** {@code last-5 (5 runs)}. */
    public String baseline() {
        String name = PlainText.shorten(PlainText.clean(comparison.baseline()), NAME);
        List<String> runs = comparison.baselineRuns();
        boolean itself = runs.size() == 1 && runs.get(0).equals(comparison.baseline());
        return itself ? name : name + " (" + Format.count(runs.size(), "run") + ")";
    }

    /** {@code FAIL}, {@code INCONCLUSIVE, too noisy to tell}: the outcome, and what it is. */
    public String word() {
        Kind finding = comparison.finding();
        return finding == null || comparison.outcome() == Outcome.FAIL
                ? comparison.outcome().toString()
                : comparison.outcome() + ", " + ComparisonWords.of(finding);
    }

    public List<String> differences() {
        return comparison.differences().stream().map(PlainText::clean).toList();
    }

    /** Returns sentences about what was left out, and other remarks on the runs. */
    public List<String> notes() {
        return comparison.notes().stream().map(PlainText::clean).toList();
    }

    /** The smallest change that would have been seen, and what hides smaller ones; empty where it is not known. */
    public Optional<String> smallest() {
        return Optional.ofNullable(comparison.sensitivity()).map(SensitivityText::seen);
    }

    /** One sentence, for the top of a report: the worst regression with its figures. Empty where nothing got worse. */
    public Optional<String> worstRegression() {
        return comparison.regressions().stream().findFirst().map(ChangeLine::of).map(line -> {
            Change change = line.change();
            String sure =
                    change.from() == null || change.to() == null ? "" : " (90 % interval " + line.interval() + ")";
            int others = comparison.regressions().size() - 1;
            return PlainText.shorten(line.name(), NAME) + " got worse against " + baseline() + ": "
                    + line.beforeAndAfter() + ", " + line.size() + sure + ", " + tolerance(change)
                    + (others > 0 ? "; " + Format.count(others, "more metric") + " got worse" : "") + ".";
        });
    }

    private static String tolerance(Change change) {
        String tolerance = ChangeLine.tolerance(change);
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
                : "The two runs differ in their conditions: repeat one under the conditions of the other before relying on this. ";
        List<Change> worse = comparison.regressions();
        return caution
                + switch (comparison.outcome()) {
                    case FAIL ->
                        worse.isEmpty()
                                ? "Do not release until the reason above is understood."
                                : "Do not release. Start with " + name(worse.get(0)) + where(worse.get(0)) + "."
                                        + hints();
                    case WARN ->
                        worse.isEmpty()
                                ? "Check the reason above before the release."
                                : "Within tolerance, but a real change: find the cause of " + name(worse.get(0))
                                        + where(worse.get(0)) + "." + hints();
                    case INCONCLUSIVE, INTERRUPTED -> "Not a pass. " + next() + hints();
                    case PASS ->
                        (comparison.changes().stream().anyMatch(change -> change.kind() == Kind.IMPROVED)
                                        ? "No action needed. To keep the improvement, make this run the baseline."
                                        : "No action needed.")
                                + hints();
                };
    }

    /** The next step for what is not known. */
    private String next() {
        Comparison.Sensitivity sensitivity = comparison.sensitivity();
        Kind finding = comparison.finding();
        if (finding == null) {
            return "Compare again with more runs.";
        }
        return switch (finding) {
            case PROBABLY_WORSE ->
                sensitivity == null ? "Run a duel." : "Run a duel: " + SensitivityText.pairs(sensitivity) + ".";
            case TOO_NOISY ->
                sensitivity == null
                        ? "Compare with more runs of the baseline."
                        : SensitivityText.runs(
                                sensitivity, comparison.baselineRuns().size());
            case TOO_SHORT ->
                sensitivity == null ? "Use longer runs, or more load." : SensitivityText.longer(sensitivity);
            case DISTURBED ->
                "Repeat the run on a quiet machine, or run a duel, which exposes both sides to the same disturbance.";
            case NOT_COMPARABLE -> "Compare with runs that have the required metrics.";
            case REGRESSED, IMPROVED, NOT_WORSE -> "Check the reason above.";
        };
    }

    private String hints() {
        List<Change> hints = comparison.hints();
        if (hints.isEmpty()) {
            return "";
        }
        return " Look at "
                + hints.stream()
                        .limit(HINTS)
                        .map(change ->
                                name(change) + " (" + ChangeLine.of(change).size() + ")")
                        .collect(Collectors.joining(", "))
                + (hints.size() > HINTS ? " and " + (hints.size() - HINTS) + " more" : "")
                + ": probably worse.";
    }

    private String where(Change change) {
        if (ChangeLine.microsPer(change.unit()) == 0) {
            return "";
        }
        ShiftFacts shift = new ShiftFacts(comparison.shift());
        if (shift.onlyTailSlower()) {
            return ": only slow responses got slower, so look for queues, pauses and retries";
        }
        return shift.allSlower() ? ": all responses got slower, so look at the code that every request runs" : "";
    }

    private static String name(Change change) {
        return PlainText.shorten(ChangeLine.of(change).name(), NAME);
    }

    /** Returns a sentence on how often such a comparison is wrong, which the intervals do not say. */
    public String falseAlarms() {
        return "Each interval holds for its metric alone: the true change exceeds its upper end in 5 of 100 comparisons. The false-positive rate "
                + "over the whole comparison is at most "
                + Format.percent(comparison.falseAlarms()) + "; single requests only show where to look.";
    }
}
