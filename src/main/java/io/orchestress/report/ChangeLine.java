package io.orchestress.report;

import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One metric of a comparison in words. Both figures stand in one unit.
 *
 * @param name {@code p95}, or {@code p95 of create agent}
 * @param before, after figures without unit, {@code –} where there was none
 * @param unit of both; empty where they carry their own or have none
 * @param size the change in percent, signed as the figure moved; {@code –} where it cannot be told
 * @param interval its 90 % interval, {@code +52.0 to +69.0 %}; {@code –} where it cannot be told
 * @param word what the metric did: see {@link ComparisonWords}
 * @param note why, where the figures do not say
 */
public record ChangeLine(
        Change change,
        String name,
        String before,
        String after,
        String unit,
        String size,
        String interval,
        String word,
        String note) {
    private static final String NONE = "–";
    private static final String ALL_REQUESTS = "*";
    private static final double SMALL_CHANGE = 0.02;

    public static ChangeLine of(Change change) {
        Amounts amounts = amounts(change);
        String metric = PlainText.clean(change.metric());
        boolean all = change.request().equals(ALL_REQUESTS);
        return new ChangeLine(
                change,
                all ? metric : metric + " of " + PlainText.clean(change.request()),
                amounts.before(),
                amounts.after(),
                amounts.unit(),
                size(change),
                interval(change),
                ComparisonWords.of(change),
                PlainText.clean(change.note()));
    }

    /** {@code 1,500 → 2,410 ms}. */
    public String beforeAndAfter() {
        return before + " → " + after + (unit.isEmpty() ? "" : " " + unit);
    }

    /** Whether the change counts against the candidate, or nobody knows whether it does. */
    public boolean isAgainst() {
        return change.outcome() != Outcome.PASS;
    }

    /** The change for the worse after ÷ before − 1 as a share: positive is worse, whichever way the figure counts. */
    public static double worse(Change change, double share) {
        return change.higherIsBetter() ? -share : share;
    }

    private record Amounts(String before, String after, String unit) {}

    private static Amounts amounts(Change change) {
        String unit = change.unit();
        double micros = microsPer(unit);
        if (micros > 0) {
            return times(change.before(), change.after(), micros);
        }
        return switch (unit) {
            case "ratio", Change.SHARE -> shares(change);
            case "B" -> new Amounts(bytes(change.before(), ""), bytes(change.after(), ""), "");
            case "B/s" -> new Amounts(bytes(change.before(), "/s"), bytes(change.after(), "/s"), "");
            default -> {
                int decimals = decimals(change);
                yield new Amounts(
                        text(change.before(), v -> Format.fixed(v, decimals)),
                        text(change.after(), v -> Format.fixed(v, decimals)),
                        PlainText.clean(unit));
            }
        };
    }

    /** 0: not a unit of time. */
    static double microsPer(String unit) {
        return switch (unit) {
            case "µs" -> 1;
            case "ms" -> 1e3;
            case "s" -> 1e6;
            default -> 0;
        };
    }

    private static Amounts times(@Nullable Double before, @Nullable Double after, double micros) {
        List<Double> both = Stream.of(before, after)
                .filter(Objects::nonNull)
                .map(v -> v * micros)
                .toList();
        LatencyScale scale = LatencyScale.of(both);
        int decimals = scale.decimals(both);
        return new Amounts(
                text(before, v -> scale.format(v * micros, decimals)),
                text(after, v -> scale.format(v * micros, decimals)),
                scale.unit());
    }

    /** In percent; hundredths where they matter, near nothing and near all. */
    private static Amounts shares(Change change) {
        boolean fine = Stream.of(change.before(), change.after())
                .filter(Objects::nonNull)
                .anyMatch(share -> share < 0.1 || share > 0.9);
        Text percent = share -> Format.fixed(share * 100, fine ? 2 : 1);
        return new Amounts(text(change.before(), percent), text(change.after(), percent), "%");
    }

    private static String bytes(@Nullable Double bytes, String suffix) {
        return text(bytes, v -> Format.of(v, "B" + suffix));
    }

    /** Three significant digits of the smaller figure, four where the two are close to each other. */
    private static int decimals(Change change) {
        double least = Stream.of(change.before(), change.after())
                .filter(Objects::nonNull)
                .mapToDouble(Math::abs)
                .filter(v -> v > 0)
                .min()
                .orElse(1);
        boolean close = change.change() != null && Math.abs(change.change()) < SMALL_CHANGE;
        int whole = (int) Math.floor(Math.log10(least));
        boolean integers = Stream.of(change.before(), change.after())
                .filter(Objects::nonNull)
                .allMatch(v -> v == Math.rint(v));
        return integers ? 0 : Math.max(0, Math.min(9, (close ? 3 : 2) - whole));
    }

    private interface Text {
        String of(double value);
    }

    private static String text(@Nullable Double value, Text text) {
        return value == null || !Double.isFinite(value) ? NONE : text.of(value);
    }

    private static String size(Change change) {
        return change.change() == null ? NONE : Format.changed(change.change()) + unitOfChange(change);
    }

    private static String interval(Change change) {
        return change.from() == null || change.to() == null
                ? NONE
                : Format.changed(change.from()) + " to " + Format.changed(change.to()) + unitOfChange(change);
    }

    /** {@code 15 %}, {@code 0.5 points}. */
    public static String tolerance(Change change) {
        return change.isPoints()
                ? Format.number(100 * change.tolerance()) + " points"
                : Format.percent(change.tolerance());
    }

    private static String unitOfChange(Change change) {
        return change.isPoints() ? " points" : " %";
    }

    /** {@code +52.0 to +69.0 %}. */
    public static String interval(double from, double to) {
        return Format.changed(from) + " to " + Format.change(to);
    }
}
