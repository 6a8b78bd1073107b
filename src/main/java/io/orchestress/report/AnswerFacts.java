package io.orchestress.report;

import io.orchestress.record.AnswerResults;
import io.orchestress.record.AnswerResults.Wrong;
import io.orchestress.record.RunRecord;
import io.orchestress.report.Table.Column;
import io.orchestress.report.Table.Row;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether the answers were right. */
public final class AnswerFacts {
    private AnswerFacts() {}

    /** One sentence or two; empty where the tasks of the run were not marked. */
    public static Optional<String> line(RunRecord run) {
        return Optional.ofNullable(run.answers()).map(AnswerFacts::line);
    }

    private static String line(AnswerResults answers) {
        List<String> wrong = new ArrayList<>();
        add(wrong, answers.crossed(), "crossed");
        add(wrong, answers.duplicated(), "duplicated");
        add(wrong, answers.lost(), "lost");
        add(wrong, answers.misordered(), "misordered");
        add(wrong, answers.cut(), "cut");
        String looked = Format.count(answers.marked()) + " of " + Format.count(answers.answered(), "answer")
                + (answers.answered() == 1 ? " holds" : " hold") + " the mark of the task";
        return (wrong.isEmpty() ? "None seen to be wrong" : String.join(", ", wrong)) + "; " + looked
                + (answers.unmarked() > 0
                        ? "; not measurable: " + Format.count(answers.unmarked(), "answer") + " without a mark"
                        : "")
                + (answers.doubt().isEmpty() ? "" : "; " + PlainText.clean(answers.doubt()));
    }

    private static void add(List<String> wrong, long count, String how) {
        if (count > 0) {
            wrong.add(Format.count(count) + " " + how);
        }
    }

    /** The first wrong ones of each kind; empty where there are none. */
    public static Table table(RunRecord run) {
        AnswerResults answers = run.answers();
        return new Table(
                "The first wrong answers of each kind",
                List.of(
                        Column.text("kind"),
                        Column.number("at", "", "Since the load started"),
                        Column.text("task"),
                        Column.text("other task"),
                        Column.text("request"),
                        Column.text("phase"),
                        Column.text("what")),
                answers == null
                        ? List.of()
                        : answers.examples().stream().map(AnswerFacts::row).toList());
    }

    private static Row row(Wrong wrong) {
        String before =
                wrong.otherSeconds() == wrong.atSeconds() ? "" : ", before at " + Format.clock(wrong.otherSeconds());
        return Row.of(
                wrong.kind().name().toLowerCase(Locale.ROOT),
                Format.clock(wrong.atSeconds()),
                PlainText.clean(wrong.task()),
                PlainText.clean(wrong.other()),
                PlainText.clean(wrong.request()),
                PlainText.clean(wrong.phase()),
                PlainText.clean(wrong.what()) + before);
    }
}
