package io.orchestress.report.duel;

import io.orchestress.record.DuelRecord;
import io.orchestress.record.DuelRecord.Outcome;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** All texts of the page, in its order, not yet escaped. */
record DuelPage(
        String title,
        String level,
        String word,
        String reason,
        String next,
        String notice,
        List<Entry> header,
        List<FigureRow> figures,
        List<LookRow> looks,
        List<PairRow> pairs) {

    record Entry(String name, String value) {}

    /** @param level class of the badge */
    record FigureRow(String level, String word, String name, String change, String interval, String tolerance) {}

    record LookRow(String pairs, String typical, String interval, String decision) {}

    record PairRow(
            String number, String order, String before, String after, String change, String shares, String note) {}

    static DuelPage of(DuelRecord duel) {
        return new DuelPage(
                "Duel · " + PlainText.clean(duel.simulation()),
                level(duel.outcome()),
                DuelFacts.word(duel.outcome()),
                PlainText.clean(duel.reason()),
                PlainText.clean(duel.next()),
                duel.areEqual()
                        ? "Both sides are identical: this measures the noise of the machine, which later duels use."
                        : "",
                header(duel),
                DuelFacts.figures(duel).stream().map(DuelPage::figure).toList(),
                duel.looks().stream().map(DuelPage::of).toList(),
                duel.pairs().stream().map(DuelPage::of).toList());
    }

    private static String level(Outcome outcome) {
        return switch (outcome) {
            case BETTER, NOT_WORSE -> "pass";
            case WORSE -> "fail";
            case UNDECIDED, RUNNING, INTERRUPTED, NOT_RUN -> "inconclusive";
        };
    }

    private static List<Entry> header(DuelRecord duel) {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry("Baseline", DuelFacts.side(duel.baseline())));
        entries.add(new Entry("Candidate", DuelFacts.side(duel.candidate())));
        long counted = DuelFacts.counted(duel);
        long voids = duel.pairs().size() - counted;
        entries.add(new Entry(
                "Pairs",
                counted + " of at most " + duel.limits().mostPairs() + (voids == 0 ? "" : ", " + voids + " void")));
        entries.add(new Entry(
                "Runs",
                Format.duration(duel.lengthSeconds()) + " each, "
                        + (duel.atOnce() ? "both at once" : "one after the other")));
        entries.add(new Entry("Took", Format.duration(duel.elapsedSeconds())));
        entries.add(new Entry("Started", Format.instant(duel.startedAt())));
        DuelRecord.Noise noise = duel.noise();
        if (noise != null) {
            entries.add(new Entry(
                    "Noise of a pair",
                    Format.percent(noise.scale())
                            + (noise.pairs() == 0 ? ", assumed" : ", learned from " + noise.pairs() + " pairs")));
        }
        return entries;
    }

    private static FigureRow figure(DuelRecord.Figure figure) {
        String level = figure.notWorse() ? "pass" : figure.worse() ? "fail" : "inconclusive";
        return new FigureRow(
                level,
                DuelFacts.word(figure),
                PlainText.clean(figure.name()),
                DuelFacts.amount(figure, figure.change()),
                DuelFacts.amount(figure, figure.from()) + " to " + DuelFacts.amount(figure, figure.to()),
                DuelFacts.amount(figure, figure.tolerance()));
    }

    static LookRow of(DuelRecord.Look look) {
        DuelRecord.Figure typical = look.figures().get(0);
        return new LookRow(
                String.valueOf(look.pairs()),
                DuelFacts.amount(typical, typical.change()),
                DuelFacts.amount(typical, typical.from()) + " to " + DuelFacts.amount(typical, typical.to()),
                look.outcome() == Outcome.UNDECIDED
                        ? "not yet"
                        : DuelFacts.word(look.outcome()).toLowerCase(Locale.ROOT));
    }

    static PairRow of(DuelRecord.Pair pair) {
        Double before = pair.typicalMillisBefore();
        Double after = pair.typicalMillisAfter();
        String change = before == null || after == null ? "–" : Format.change(after / before - 1);
        String disturbed = pair.disturbed();
        return new PairRow(
                String.valueOf(pair.number()),
                pair.baselineFirst() ? "baseline first" : "candidate first",
                before == null ? "–" : millis(before),
                after == null ? "–" : millis(after),
                change,
                shares(pair.shares()),
                disturbed == null ? "" : "void: " + PlainText.clean(disturbed));
    }

    private static String shares(Map<String, DuelRecord.Shares> shares) {
        List<String> texts = new ArrayList<>();
        new TreeMap<>(shares).forEach((name, both) -> {
            if (both.before() + both.after() > 0) {
                texts.add(PlainText.clean(name) + " " + Format.count(both.before()) + " of "
                        + Format.count(both.ofBefore()) + " → " + Format.count(both.after()) + " of "
                        + Format.count(both.ofAfter()));
            }
        });
        return String.join("; ", texts);
    }

    private static String millis(double millis) {
        return Format.latency(millis * 1000);
    }
}
