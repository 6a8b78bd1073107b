package io.orchestress.report;

import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Conditions of a verdict in words, for where there is one line and no table. */
public final class Sentences {
    private static final String ALL = "*";

    private Sentences() {}

    /** {@code p99 is 8,150 ms, limit 5,000 ms (above 1.5 times the limit)}. */
    public static String gate(Gate gate) {
        String limit = figure(gate.threshold(), gate.unit());
        String figures = gate.actual() == null
                ? "has not enough evidence, limit " + limit
                : "is " + figure(gate.actual(), gate.unit()) + ", limit " + limit;
        return PlainText.clean(gate.name()) + " " + figures + note(gate.note());
    }

    /** {@code p95: 1,500 ms → 2,410 ms, +60.7 % (90 % interval +52.0 % to +69.0 %), moderate}. */
    public static String change(Change change) {
        List<String> parts = new ArrayList<>();
        parts.add(figure(change.before(), change.unit()) + " → " + figure(change.after(), change.unit()));
        if (change.change() != null) {
            parts.add(signed(change, change.change())
                    + (change.from() == null ? "" : " (90 % interval " + interval(change) + ")"));
        }
        if (change.severity() != null) {
            parts.add(word(change.severity()));
        }
        if (!change.kind().isTold()) {
            parts.add(ComparisonWords.of(change));
        }
        return subject(change) + ": " + String.join(", ", parts) + note(change.note());
    }

    /** {@code p95} of all requests together, {@code ttft.p95 of stream tokens}. */
    public static String subject(Change change) {
        String metric = PlainText.clean(change.metric());
        return change.request().equals(ALL) ? metric : metric + " of " + PlainText.clean(change.request());
    }

    /** {@code +52.0 % to +69.0 %}; empty where it cannot be told. */
    public static String interval(Change change) {
        return change.from() == null || change.to() == null
                ? ""
                : change.isPoints()
                        ? ChangeLine.signed(change.from()) + " to " + ChangeLine.signed(change.to()) + " points"
                        : signed(change.from()) + " to " + signed(change.to());
    }

    /** {@code +60.7 %}, of a share {@code +1.3 points}. */
    public static String signed(Change change, double share) {
        String size = Format.number(100 * Math.abs(share)) + " points";
        return change.isPoints() ? share > 0 ? "+" + size : share < 0 ? "−" + size : size : signed(share);
    }

    /** A relative change with its sign: {@code +60.7 %}, {@code −1.27 %}. */
    public static String signed(double share) {
        String size = Format.percent(Math.abs(share));
        return share > 0 ? "+" + size : share < 0 ? "−" + size : size;
    }

    /** A figure with its unit, a share as percent: {@code 98.6 %}, {@code 2,410 ms}, {@code 0.0125 USD}; {@code –} where there is none. */
    public static String figure(@Nullable Double value, String unit) {
        if (value == null || !Double.isFinite(value)) {
            return MetricTable.NONE;
        }
        return switch (unit) {
            case "ratio", Change.SHARE -> Format.percent(value);
            case "B" -> Format.bytes(Math.round(value));
            default -> {
                boolean small = value != 0 && Math.abs(value) < 1;
                yield small ? Format.money(value, unit) : Format.number(value) + unit(unit);
            }
        };
    }

    /** {@code CRITICAL} → {@code critical}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String unit(String unit) {
        if (unit.equals("1/s")) {
            return "/s";
        }
        return unit.isEmpty() ? "" : unit.startsWith("/") ? unit : " " + PlainText.clean(unit);
    }

    private static String note(String note) {
        return note.isEmpty() ? "" : " (" + PlainText.clean(note) + ")";
    }
}
