package io.orchestress.report;

import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Issue.Evidence;
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

    /** {@code p99 is 8.15 s, limit 5 s (above 1.5 times the limit)}. */
    public static String gate(Gate gate) {
        String limit = Format.limit(gate.threshold(), gate.unit());
        String figures = gate.actual() == null
                ? "is inconclusive, limit " + limit
                : "is " + Format.beside(gate.actual(), gate.unit(), gate.threshold()) + ", limit " + limit;
        String next = gate.next().isEmpty() ? "" : ". " + PlainText.clean(gate.next());
        return PlainText.clean(gate.name()) + " " + figures + note(gate.note()) + next;
    }

    /** {@code p95: 1.50 s → 2.41 s, +60.7 % (90 % interval +52.0 % to +69.0 %), moderate}. */
    public static String change(Change change) {
        List<String> parts = new ArrayList<>();
        parts.add(figure(change.before(), change.unit()) + " → " + figure(change.after(), change.unit()));
        if (change.change() != null) {
            parts.add(size(change, change.change())
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
                        ? Format.changed(change.from()) + " to " + Format.points(change.to())
                        : Format.change(change.from()) + " to " + Format.change(change.to());
    }

    /** {@code +60.7 %}, of a share {@code +1.3 points}. */
    public static String size(Change change, double share) {
        return change.isPoints() ? Format.points(share) : Format.change(share);
    }

    /** A figure with its unit: {@code 98.6 %}, {@code 2.41 s}, {@code 0.0125 USD}; {@code –} where there is none. */
    public static String figure(@Nullable Double value, String unit) {
        return value == null ? Format.NONE : Format.of(value, unit);
    }

    /** {@code errorRate 1.41 %, limit 1 %}. */
    public static String evidence(Evidence e) {
        return PlainText.clean(e.metric()) + " " + evidenceFigures(e);
    }

    /** {@code 1.41 %, limit 1 %}. */
    public static String evidenceFigures(Evidence e) {
        Double limit = e.threshold();
        return limit == null
                ? Format.of(e.actual(), e.unit())
                : Format.beside(e.actual(), e.unit(), limit) + ", limit " + Format.limit(limit, e.unit());
    }

    /** {@code CRITICAL} → {@code critical}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String note(String note) {
        return note.isEmpty() ? "" : " (" + PlainText.clean(note) + ")";
    }
}
