package io.orchestress.report.ci;

import io.orchestress.record.Comparison;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.report.Sentences;
import io.orchestress.text.PlainText;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verdict, the gates that did not pass and the regressions as workflow commands of GitHub Actions: {@code ::error title=…::…}. FAIL
 * INCONCLUSIVE and INTERRUPTED are errors, WARN a warning, a pass a notice. GitHub shows ten of each level for a step; the verdict comes first and
 * the last one says how many were left out.
 */
public final class Annotations {
    private static final int SHOWN_PER_LEVEL = 10;

    private enum Level {
        ERROR,
        WARNING,
        NOTICE;

        static Level of(Outcome outcome) {
            return switch (outcome) {
                case PASS -> NOTICE;
                case WARN -> WARNING;
                case FAIL, INCONCLUSIVE, INTERRUPTED -> ERROR;
            };
        }
    }

    private record Annotation(Level level, String title, String message) {}

    private Annotations() {}

    /** Writes a line for each; equal records give equal text. */
    public static void write(RunRecord run, Writer out) throws IOException {
        String simulation = PlainText.clean(run.simulation());
        List<Annotation> all = new ArrayList<>();
        all.add(verdict(simulation, run.verdict()));
        if (run.verdict() != null) {
            run.verdict().gates().stream()
                    .filter(gate -> gate.outcome() != Outcome.PASS)
                    .forEach(gate -> all.add(new Annotation(
                            Level.of(gate.outcome()),
                            simulation + ": gate " + PlainText.clean(gate.name()),
                            Sentences.gate(gate))));
        }
        Comparison comparison = run.comparison();
        if (comparison != null) {
            comparison.regressions().stream()
                    .filter(change -> change.outcome() != Outcome.PASS)
                    .forEach(change -> all.add(new Annotation(
                            Level.of(change.outcome()), simulation + ": regression", Sentences.change(change))));
        }
        for (Level level : Level.values()) {
            print(all.stream().filter(one -> one.level() == level).toList(), out);
        }
    }

    private static Annotation verdict(String simulation, @Nullable Verdict verdict) {
        return verdict == null
                ? new Annotation(Level.ERROR, simulation + ": no verdict", "No verdict was derived for this record.")
                : new Annotation(
                        Level.of(verdict.outcome()),
                        simulation + ": " + verdict.outcome(),
                        PlainText.clean(verdict.reason()));
    }

    private static void print(List<Annotation> annotations, Writer out) throws IOException {
        boolean tooMany = annotations.size() > SHOWN_PER_LEVEL;
        int shown = tooMany ? SHOWN_PER_LEVEL - 1 : annotations.size();
        for (Annotation one : annotations.subList(0, shown)) {
            print(one, out);
        }
        if (tooMany) {
            int left = annotations.size() - shown;
            Level level = annotations.get(0).level();
            print(new Annotation(level, "and " + left + " more", "junit.xml and summary.md have all of them."), out);
        }
    }

    private static void print(Annotation one, Writer out) throws IOException {
        String title = data(one.title()).replace(":", "%3A").replace(",", "%2C");
        out.write("::" + Sentences.word(one.level()) + " title=" + title + "::" + data(one.message()) + "\n");
    }

    /** As GitHub's own toolkit escapes it. */
    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
