package io.orchestress.report.duel;

import io.orchestress.record.DuelRecord;
import io.orchestress.record.DuelRecord.Figure;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Words and figures of a duel, which every form of it shares; texts of others are cleaned, and not escaped. */
public final class DuelFacts {
    private DuelFacts() {}

    /** {@code NOT WORSE}. */
    public static String word(DuelRecord.Outcome outcome) {
        return outcome.name().replace('_', ' ');
    }

    /** The reason, and what to do. */
    public static String sentence(DuelRecord duel) {
        return PlainText.clean(duel.next().isEmpty() ? duel.reason() : duel.reason() + " " + duel.next());
    }

    /** A side with its own settings. */
    public static String side(DuelRecord.Side side) {
        StringJoiner settings = new StringJoiner(", ", side.settings().isEmpty() ? "" : " with ", "");
        new TreeMap<>(side.settings()).forEach((key, value) -> settings.add(key + " = " + value));
        return PlainText.clean(side.target() + settings);
    }

    /** A figure's own amount in its unit, signed. */
    public static String amount(Figure figure, double value) {
        return figure.name().equals(Figure.TYPICAL) ? Format.change(value) : Format.points(value);
    }

    /** {@code typical +4.2 % (−1.0 to +9.6 %), tolerance +10.0 %}. */
    public static String sentence(Figure figure) {
        return figure.name() + " " + amount(figure, figure.change()) + " (" + amount(figure, figure.from()) + " to "
                + amount(figure, figure.to()) + "), tolerance " + amount(figure, figure.tolerance());
    }

    /** Returns the outcome of one metric in a word or two. */
    public static String word(Figure figure) {
        if (figure.notWorse()) {
            return figure.worse() ? "worse, within tolerance" : "not worse";
        }
        return figure.worse() ? "worse" : "inconclusive";
    }

    /** Of the last look; empty before the first. */
    public static List<Figure> figures(DuelRecord duel) {
        return duel.looks().isEmpty()
                ? List.of()
                : duel.looks().get(duel.looks().size() - 1).figures();
    }

    public static long counted(DuelRecord duel) {
        return duel.pairs().stream().filter(pair -> !pair.isVoid()).count();
    }
}
