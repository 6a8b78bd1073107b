package io.orchestress.report.console;

import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.report.GateRow;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A verdict with all its gates, on one screen. */
public final class GateText {
    private static final int WIDTH = 150;
    private static final int LIMIT = 34;

    private GateText() {}

    /** Writes outcome and reason, a line for each gate, and a second one for a note that explains what did not pass. */
    public static void write(RunRecord run, Verdict verdict, Writer out) throws IOException {
        String score = verdict.score() == null
                ? ""
                : " (" + Format.fixed(verdict.score(), 0) + "/100, grade "
                        + PlainText.clean(String.valueOf(verdict.grade())) + ")";
        out.write(verdict.outcome() + "  " + PlainText.clean(run.runId()) + score + "\n");
        out.write(PlainText.clean(verdict.reason()) + "\n\n");
        List<GateRow> rows = GateRow.of(verdict);
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of("outcome", "gate", "actual", "limit", "margin", "where"));
        rows.forEach(row -> cells.add(List.of(
                row.word(),
                PlainText.shorten(row.name(), 28),
                row.actual(),
                PlainText.shorten(row.limit(), LIMIT),
                row.margin(),
                row.where())));
        int[] widths = IntStream.range(0, 6)
                .map(i -> cells.stream().mapToInt(c -> c.get(i).length()).max().orElse(0))
                .toArray();
        for (int i = 0; i < cells.size(); i++) {
            out.write(line(cells.get(i), widths) + "\n");
            if (i > 0 && isExplained(rows.get(i - 1))) {
                out.write(PlainText.shorten(
                                " ".repeat(widths[0] + 4) + rows.get(i - 1).note(), WIDTH) + "\n");
            }
        }
    }

    private static boolean isExplained(GateRow row) {
        return !row.note().isEmpty() && !row.outcome().equals(Optional.of(Outcome.PASS));
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String pad = " ".repeat(widths[i] - cells.get(i).length());
            boolean right = i == 2 || i == 4;
            line.append("  ").append(right ? pad + cells.get(i) : cells.get(i) + pad);
        }
        return PlainText.shorten(line.toString().stripTrailing(), WIDTH);
    }
}
