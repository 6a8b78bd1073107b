package io.orchestress.report;

import io.orchestress.record.Verdict;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.NotMeasured;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.record.Verdict.Rule;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A gate as people read it; texts are not escaped.
 *
 * @param outcome absent: not measured, which decides nothing
 * @param rule as it was written; empty where there is none
 * @param actual with its unit
 * @param limit what passes, and from where on it fails if that is elsewhere
 * @param margin room up to the limit, in percent of it; with a minus sign: by how much it is broken; empty where unknown
 * @param where the phase and request that decided
 * @param next what would decide it, a sentence; empty where it was decided
 */
public record GateRow(
        String name,
        Optional<Outcome> outcome,
        String rule,
        String actual,
        String limit,
        String margin,
        String where,
        String note,
        String next) {
    /** All gates, and after them what was not measured. */
    public static List<GateRow> of(Verdict verdict) {
        List<GateRow> rows = new ArrayList<>();
        verdict.gates().forEach(gate -> rows.add(of(gate)));
        verdict.notMeasured().forEach(none -> rows.add(of(none)));
        return rows;
    }

    /** {@code PASS} and so on, or {@code not measured}. */
    public String word() {
        return outcome.map(Outcome::name).orElse("not measured");
    }

    /** The note, and after it the next step. */
    public String noteAndNext() {
        return note.isEmpty() || next.isEmpty() ? note + next : note + ". " + next;
    }

    private static GateRow of(Gate gate) {
        @Nullable Rule rule = gate.rule();
        return new GateRow(
                PlainText.clean(gate.name()),
                Optional.of(gate.outcome()),
                rule == null ? "" : PlainText.clean(rule.text()),
                gate.actual() == null ? Format.NONE : actual(gate, gate.actual(), rule),
                limit(gate, rule),
                margin(gate, rule),
                rule == null ? "" : PlainText.clean(rule.where()),
                PlainText.clean(gate.note()),
                PlainText.clean(gate.next()));
    }

    private static GateRow of(NotMeasured none) {
        return new GateRow(
                PlainText.clean(none.name()),
                Optional.empty(),
                PlainText.clean(none.rule()),
                Format.NONE,
                "",
                "",
                "",
                PlainText.clean(none.why()),
                "");
    }

    private static String limit(Gate gate, @Nullable Rule rule) {
        String threshold = Format.limit(gate.threshold(), gate.unit());
        if (rule == null) {
            return threshold;
        }
        String sign = switch (rule.comparison()) {
            case "<=" -> "≤ ";
            case ">=" -> "≥ ";
            default -> rule.comparison() + " ";
        };
        Double fails = rule.failThreshold();
        String second = fails == null
                ? rule.level() == Outcome.WARN ? ", else WARN" : ""
                : ", FAIL " + (isUpper(rule) ? "above " : "below ") + Format.limit(fails, gate.unit());
        return sign + threshold + second;
    }

    private static String margin(Gate gate, @Nullable Rule rule) {
        Double actual = gate.actual();
        if (rule == null || actual == null || gate.threshold() == 0) {
            return "";
        }
        double room = (isUpper(rule) ? gate.threshold() - actual : actual - gate.threshold()) / gate.threshold();
        return Format.change(room);
    }

    private static boolean isUpper(Rule rule) {
        return rule.comparison().startsWith("<");
    }

    private static String actual(Gate gate, double actual, @Nullable Rule rule) {
        Double fails = rule == null ? null : rule.failThreshold();
        return fails == null
                ? Format.beside(actual, gate.unit(), gate.threshold())
                : Format.beside(actual, gate.unit(), gate.threshold(), fails);
    }
}
