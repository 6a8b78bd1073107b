package io.orchestress.report.html;

import io.orchestress.record.Comparison;
import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.report.ChangeLine;
import io.orchestress.report.ComparisonFacts;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts and places of a section on a comparison, not yet escaped. */
record ComparisonPage(
        String word,
        String level,
        String reason,
        String baseline,
        String runs,
        String advice,
        String smallest,
        List<String> notes,
        List<String> differences,
        List<ForestScale.Tick> ticks,
        String zero,
        List<Row> told,
        List<Row> folded,
        String foldedText,
        ShiftPlot shift,
        String falseAlarms) {

    /**
     * A metric.
     *
     * @param level class of its badge: pass, warn, fail, inconclusive, same
     * @param mark shape and colour in the plot: regressed, improved, unchanged, inconclusive
     * @param plot where it lies; absent where its change is not known
     * @param tolerance from where to where a change is tolerated; absent with points, which are another scale
     */
    record Row(
            String level,
            String word,
            String name,
            boolean decides,
            String before,
            String after,
            String unit,
            String size,
            String interval,
            String mark,
            @Nullable Plot plot,
            @Nullable Span tolerance,
            String toleranceText,
            String pValue,
            String note) {}

    /** Places from the left, in percent of the width. */
    record Span(String from, String width) {}

    /** Places from the left in percent of the width; worse is right. */
    record Plot(String from, String to, String at, boolean cutLeft, boolean cutRight) {}

    static ComparisonPage of(Comparison comparison) {
        ComparisonFacts facts = new ComparisonFacts(comparison);
        List<ChangeLine> told = facts.told();
        List<ChangeLine> folded = facts.folded();
        ForestScale scale = ForestScale.of(Stream.concat(told.stream(), folded.stream())
                .map(ChangeLine::change)
                .toList());
        return new ComparisonPage(
                facts.word(),
                comparison.outcome().name().toLowerCase(Locale.ROOT),
                Page.unbroken(PlainText.clean(comparison.reason())),
                facts.baseline(),
                String.join(
                        ", ",
                        comparison.baselineRuns().stream().map(PlainText::clean).toList()),
                Page.unbroken(facts.advice()),
                Page.unbroken(facts.smallest().orElse("")),
                facts.notes().stream().map(Page::unbroken).toList(),
                facts.differences(),
                scale.ticks(),
                scale.at(0),
                told.stream().map(line -> row(line, scale)).toList(),
                folded.stream().map(line -> row(line, scale)).toList(),
                PlainText.capital(facts.foldedText()),
                ShiftPlot.of(comparison.shift()),
                Page.unbroken(facts.falseAlarms()));
    }

    private static Row row(ChangeLine line, ForestScale scale) {
        Change change = line.change();
        return new Row(
                level(change),
                line.word(),
                line.name(),
                change.decides(),
                line.before(),
                line.after(),
                line.unit(),
                line.size(),
                line.interval(),
                mark(change),
                plot(change, scale),
                change.isPoints() ? null : span(change.tolerance(), scale),
                ChangeLine.tolerance(change),
                change.pValue() == null ? "–" : Format.number(change.pValue()),
                Page.unbroken(line.note()));
    }

    private static String mark(Change change) {
        return switch (change.kind()) {
            case REGRESSED -> "regressed";
            case IMPROVED -> "improved";
            case NOT_WORSE -> "unchanged";
            case PROBABLY_WORSE, TOO_NOISY, TOO_SHORT, DISTURBED, NOT_COMPARABLE -> "inconclusive";
        };
    }

    private static String level(Change change) {
        return switch (change.kind()) {
            case REGRESSED -> change.outcome() == Outcome.FAIL ? "fail" : "warn";
            case IMPROVED -> "pass";
            case NOT_WORSE -> "same";
            case PROBABLY_WORSE, TOO_NOISY, TOO_SHORT, DISTURBED, NOT_COMPARABLE -> "inconclusive";
        };
    }

    private static Span span(double tolerance, ForestScale scale) {
        double from = place(scale.at(-tolerance));
        double to = place(scale.at(tolerance));
        return new Span(scale.at(-tolerance), String.format(Locale.ROOT, "%.2f%%", to - from));
    }

    private static double place(String percent) {
        return Double.parseDouble(percent.substring(0, percent.length() - 1));
    }

    private static @Nullable Plot plot(Change change, ForestScale scale) {
        // Points are another scale than shares of a figure.
        if (change.isPoints() || change.change() == null || change.from() == null || change.to() == null) {
            return null;
        }
        double one = ChangeLine.worse(change, change.from());
        double other = ChangeLine.worse(change, change.to());
        double left = Math.min(one, other);
        double right = Math.max(one, other);
        return new Plot(
                scale.at(left),
                scale.at(right),
                scale.at(ChangeLine.worse(change, change.change())),
                scale.isCut(left),
                scale.isCut(right));
    }
}
