package io.orchestress.duel;

import io.orchestress.analysis.duel.Pair;
import io.orchestress.record.DuelRecord;
import io.orchestress.record.DuelRecord.Figure;
import io.orchestress.record.DuelRecord.Outcome;
import io.orchestress.text.Format;

/** What is said of a duel, in sentences. */
final class DuelWords {
    private DuelWords() {}

    static String pairs(int count) {
        return count + (count == 1 ? " pair" : " pairs");
    }

    /** One pair, a phrase. */
    static String pair(int number, Pair pair) {
        String failed = pair.shares().entrySet().stream()
                .filter(figure -> figure.getValue().before().count()
                                + figure.getValue().after().count()
                        > 0)
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(figure -> ", " + figure.getKey().words() + " "
                        + Format.percent(figure.getValue().before().value()) + " → "
                        + Format.percent(figure.getValue().after().value()))
                .reduce("", String::concat);
        String times = pair.times()
                .map(t -> "typical " + Format.of(t.beforeMillis(), "ms") + " → " + Format.of(t.afterMillis(), "ms")
                        + " (" + Format.change(t.afterMillis() / t.beforeMillis() - 1) + ")")
                .orElse("too few successful requests for a typical time");
        return "pair " + number + ": " + times + failed;
    }

    /** What decided, or did not. */
    static String reason(DuelRecord.Look look) {
        String after = " after " + pairs(look.pairs());
        if (look.outcome() == Outcome.WORSE) {
            Figure worst = look.figures().stream()
                    .filter(figure -> figure.worse() && !figure.notWorse())
                    .reduce((first, second) -> isTime(first) ? second : first)
                    .orElseThrow();
            return worst.name() + " " + amount(worst, worst.change()) + ", at least " + amount(worst, worst.from())
                    + "," + after + ".";
        }
        Figure typical = look.figures().get(0);
        if (look.outcome() == Outcome.UNDECIDED) {
            Figure open = look.figures().stream()
                    .filter(figure -> !figure.notWorse())
                    .findFirst()
                    .orElse(typical);
            return open.name() + " " + amount(open, open.change()) + " (" + amount(open, open.from()) + " to "
                    + amount(open, open.to()) + ")" + after + ": inconclusive against the tolerance of "
                    + amount(open, open.tolerance()) + ".";
        }
        return typical.name() + " " + amount(typical, typical.change()) + ", at most " + amount(typical, typical.to())
                + ", tolerance " + amount(typical, typical.tolerance()) + "," + after
                + "; failures and ended tasks are within their tolerances.";
    }

    /** How it stands, and how long it may take yet. */
    static String soFar(DuelRecord.Look look, Duel.Forecast forecast, int most) {
        Figure typical = look.figures().get(0);
        String stands = "so far " + amount(typical, typical.change()) + " (" + amount(typical, typical.from()) + " to "
                + amount(typical, typical.to()) + ")";
        int at = Math.min(most, forecast.decidedAt().orElse(most));
        int more = Math.max(1, at - forecast.pairs());
        return stands + "; about " + more + (more == 1 ? " more pair, " : " more pairs, ") + minutes(forecast, more);
    }

    /** What to do when all pairs there may be did not decide. */
    static String next(Duel.Forecast forecast, boolean atOnce, double lengthSeconds) {
        if (forecast.decidedAt().isEmpty()) {
            return "More pairs would not decide it: make the runs longer"
                    + " than " + Format.duration(lengthSeconds)
                    + (atOnce ? "" : ", or run both at once (--at-once)") + ".";
        }
        int at = forecast.decidedAt().getAsInt();
        int more = Math.max(1, at - forecast.pairs());
        return "About " + more + (more == 1 ? " more pair (" : " more pairs (") + minutes(forecast, more)
                + ") would decide it: repeat with --pairs " + at + ".";
    }

    /** Whole minutes, and at least one. */
    private static String minutes(Duel.Forecast forecast, int pairs) {
        return Format.duration(60 * Math.max(1, Math.ceil(forecast.minutes(pairs))));
    }

    private static boolean isTime(Figure figure) {
        return figure.name().equals(Figure.TYPICAL);
    }

    static String amount(Figure figure, double value) {
        return isTime(figure) ? Format.change(value) : Format.points(value);
    }
}
