package io.orchestress.report.comparison;

import io.orchestress.record.Comparison;
import io.orchestress.report.ChangeLine;
import io.orchestress.report.ComparisonFacts;
import io.orchestress.report.ShiftFacts;
import io.orchestress.text.PlainText;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A comparison for a console: the verdict first, then a line for each of at most five metrics that decide or changed. */
public final class ComparisonText {
    private static final int WIDTH = 110;
    private static final int NAME = 30;
    private static final int SHORT_LINES = 4;

    /** Else a reader looks for them in the report, which has others. */
    private static final String WHAT_THEY_ARE =
            "All values are of phases of constant load, without warm-up. typical: geometric mean of the mean times of all tasks, or requests,"
                    + " weighted by the precision of the baseline. mean and percentiles: of all requests in the baseline's mix. failures: failed requests as a share of all"
                    + ". completed: requests ended ÷ requests started in the same time; what had started before makes it no more than 100 %. throughput: tasks per second, or requests where there are no tasks.";

    private ComparisonText() {}

    /**
     * Writes it; equal comparisons give equal text, without any control sequence.
     *
     * @param all whether with the metrics that are no news, and what they are
     */
    public static void write(Comparison comparison, boolean all, Writer out) throws IOException {
        ComparisonFacts facts = new ComparisonFacts(comparison);
        List<String> lines = new ArrayList<>();
        lines.add(headline(facts));
        facts.differences().forEach(difference -> lines.add("DIFFERS  " + difference));
        lines.add("");
        lines.addAll(table(facts.told()));
        folded(facts, 0, lines);
        if (all) {
            lines.addAll(table(facts.folded()));
        }
        lines.add("");
        String shift = new ShiftFacts(comparison.shift()).sentence();
        if (!shift.isEmpty()) {
            lines.addAll(wrapped(shift));
        }
        lines.addAll(wrapped(facts.advice()));
        facts.smallest().ifPresent(smallest -> lines.addAll(wrapped(smallest)));
        // Not wrapped: it holds what records say, and no line may begin with that.
        facts.notes().forEach(note -> lines.add("NOTE  " + note));
        if (all) {
            lines.addAll(wrapped(facts.falseAlarms()));
            lines.addAll(wrapped(WHAT_THEY_ARE));
        }
        lines.addAll(wrapped("Baseline: "
                + String.join(
                        ", ",
                        comparison.baselineRuns().stream().map(PlainText::clean).toList())
                + (all ? "" : ". Every metric, and how to read it: --all")));
        for (String line : lines) {
            out.write(line.stripTrailing() + "\n");
        }
    }

    /** The block of a summary: at most nine lines, whole ones. */
    public static List<String> shortened(Comparison comparison) {
        ComparisonFacts facts = new ComparisonFacts(comparison);
        List<String> lines = new ArrayList<>();
        lines.add(headline(facts));
        if (!facts.differences().isEmpty()) {
            lines.add("DIFFERS  " + String.join("; ", facts.differences()));
        }
        List<ChangeLine> told = facts.told();
        int shown = Math.min(told.size(), SHORT_LINES);
        lines.addAll(table(told.subList(0, shown)));
        folded(facts, told.size() - shown, lines);
        lines.addAll(wrapped(facts.advice()).stream().limit(2).toList());
        return lines;
    }

    private static String headline(ComparisonFacts facts) {
        return facts.word() + "  against " + facts.baseline() + ": "
                + PlainText.clean(facts.comparison().reason());
    }

    private static void folded(ComparisonFacts facts, int more, List<String> lines) {
        String folded = facts.foldedText();
        String others = more == 0 ? "" : "… and " + more + " more" + (folded.isEmpty() ? "" : "; ");
        if (!(others + folded).isEmpty()) {
            lines.add("  " + others + folded);
        }
    }

    private static List<String> table(List<ChangeLine> changes) {
        Function<ChangeLine, String> name = line -> PlainText.shorten(line.name(), NAME);
        int names = width(changes, name);
        int figures = width(changes, ChangeLine::beforeAndAfter);
        int sizes = width(changes, ChangeLine::size);
        int intervals = width(changes, ChangeLine::interval);
        return changes.stream()
                .map(line -> "  " + right(name.apply(line), names)
                        + "  " + left(line.beforeAndAfter(), figures)
                        + "  " + left(line.size(), sizes)
                        + "  " + left(line.interval(), intervals)
                        + "  " + word(line))
                .toList();
    }

    private static String word(ChangeLine line) {
        String outcome = line.isAgainst() ? line.change().outcome() + ": " : "";
        return outcome + line.word() + (line.note().isEmpty() ? "" : ", " + line.note());
    }

    private static int width(List<ChangeLine> changes, Function<ChangeLine, String> cell) {
        return changes.stream().map(cell).mapToInt(String::length).max().orElse(0);
    }

    private static String right(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String left(String text, int width) {
        return " ".repeat(width - text.length()) + text;
    }

    private static List<String> wrapped(String sentence) {
        List<String> lines = new ArrayList<>();
        String rest = sentence;
        while (rest.length() > WIDTH && rest.lastIndexOf(' ', WIDTH) > 0) {
            int space = rest.lastIndexOf(' ', WIDTH);
            lines.add(rest.substring(0, space));
            rest = rest.substring(space + 1);
        }
        lines.add(rest);
        return lines;
    }
}
