package io.orchestress.report.markdown;

import static io.orchestress.report.markdown.Markdown.code;
import static io.orchestress.report.markdown.Markdown.text;

import io.orchestress.record.DuelRecord;
import io.orchestress.report.Table.Column;
import io.orchestress.report.duel.DuelFacts;
import io.orchestress.text.Format;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** A duel as {@code summary.md}, for the page of a job or a pull request. */
public final class DuelMarkdown {
    private static final List<Column> FIGURES = List.of(
            Column.text("metric"),
            Column.number("change", "", ""),
            Column.text("between"),
            Column.number("tolerance", "", ""),
            Column.text("told"));

    private DuelMarkdown() {}

    /** Equal duels give equal text. */
    public static void write(DuelRecord duel, Writer out) throws IOException {
        out.append("## Duel: ").append(DuelFacts.word(duel.outcome())).append("\n\n");
        out.append(text(DuelFacts.sentence(duel))).append("\n\n");
        if (!DuelFacts.figures(duel).isEmpty()) {
            out.append(Markdown.table(
                    FIGURES,
                    DuelFacts.figures(duel).stream()
                            .map(figure -> List.of(
                                    text(figure.name()),
                                    text(DuelFacts.amount(figure, figure.change())),
                                    text(DuelFacts.amount(figure, figure.from()) + " to "
                                            + DuelFacts.amount(figure, figure.to())),
                                    text(DuelFacts.amount(figure, figure.tolerance())),
                                    text(DuelFacts.word(figure))))
                            .toList()));
        }
        long counted = DuelFacts.counted(duel);
        out.append("\nBaseline ")
                .append(code(DuelFacts.side(duel.baseline())))
                .append(", candidate ")
                .append(code(DuelFacts.side(duel.candidate())))
                .append(", load of ")
                .append(code(duel.simulation()))
                .append("; " + Format.count(counted, "pair") + " of " + Format.duration(duel.lengthSeconds()) + " ("
                        + (duel.pairs().size() - counted) + " void) in " + Format.duration(duel.elapsedSeconds())
                        + ".\n");
        out.append("\n").append(code(duel.duelId())).append(": duel.html has every pair.\n");
    }
}
