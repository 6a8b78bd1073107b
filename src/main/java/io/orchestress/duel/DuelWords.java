package io.orchestress.duel;

import io.orchestress.analysis.duel.Pair;
import io.orchestress.record.DuelRecord;
import io.orchestress.record.DuelRecord.Figure;
import io.orchestress.record.DuelRecord.Outcome;
import java.util.Locale;

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
                .map(figure -> String.format(
                        Locale.ROOT,
                        ", %s %.1f → %.1f %%",
                        figure.getKey().words(),
                        100 * figure.getValue().before().value(),
                        100 * figure.getValue().after().value()))
                .reduce("", String::concat);
        String times = pair.times()
                .map(t -> String.format(
                        Locale.ROOT,
                        "typical %.1f → %.1f ms (%+.1f %%)",
                        t.beforeMillis(),
                        t.afterMillis(),
                        100 * (t.afterMillis() / t.beforeMillis() - 1)))
                .orElse("too few good answers for a typical time");
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
                    + amount(open, open.to()) + ")" + after + ": neither worse, nor within the tolerance of "
                    + amount(open, open.tolerance()) + ", could be told.";
        }
        return typical.name() + " " + amount(typical, typical.change()) + ", at most " + amount(typical, typical.to())
                + " against a tolerance of " + amount(typical, typical.tolerance()) + "," + after
                + "; failures and ended tasks are within theirs.";
    }

    /** How it stands, and how long it may take yet. */
    static String soFar(DuelRecord.Look look, Duel.Forecast forecast, int most) {
        Figure typical = look.figures().get(0);
        String stands = "so far " + amount(typical, typical.change()) + " (" + amount(typical, typical.from()) + " to "
                + amount(typical, typical.to()) + ")";
        int at = Math.min(most, forecast.decidedAt().orElse(most));
        int more = Math.max(1, at - forecast.pairs());
        return stands
                + String.format(
                        Locale.ROOT,
                        "; about %d more %s, %.0f min",
                        more,
                        more == 1 ? "pair" : "pairs",
                        Math.max(1, Math.ceil(forecast.minutes(more))));
    }

    /** What to do when all pairs there may be did not decide. */
    static String next(Duel.Forecast forecast, boolean atOnce, double lengthSeconds) {
        if (forecast.decidedAt().isEmpty()) {
            return "No number of pairs within reason would decide it by the typical time: make the runs longer"
                    + String.format(Locale.ROOT, " than %.0f s", lengthSeconds)
                    + (atOnce ? "" : ", or run both at once (--at-once)") + ".";
        }
        int at = forecast.decidedAt().getAsInt();
        int more = Math.max(1, at - forecast.pairs());
        return String.format(
                Locale.ROOT,
                "About %d more %s (%.0f min) would decide it: repeat it with --pairs %d.",
                more,
                more == 1 ? "pair" : "pairs",
                Math.max(1, Math.ceil(forecast.minutes(more))),
                at);
    }

    private static boolean isTime(Figure figure) {
        return figure.name().equals(Figure.TYPICAL);
    }

    static String amount(Figure figure, double value) {
        return isTime(figure)
                ? String.format(Locale.ROOT, "%+.1f %%", 100 * value)
                : String.format(Locale.ROOT, "%+.2f points", 100 * value);
    }
}
