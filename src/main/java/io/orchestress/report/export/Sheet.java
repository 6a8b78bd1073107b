package io.orchestress.report.export;

import io.orchestress.text.PlainText;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A table in a workbook: a frozen header and rows beneath. Texts are stored as texts, whatever they begin with: no cell holds a
 * formula.
 */
final class Sheet {
    private static final double WIDEST = 80;

    private final Worksheet sheet;
    private final List<Column> columns;
    private int row;

    Sheet(Workbook book, String name, List<Column> columns) {
        this.sheet = book.newWorksheet(name);
        this.columns = columns;
        for (int i = 0; i < columns.size(); i++) {
            sheet.value(0, i, columns.get(i).title());
            sheet.width(i, Math.min(WIDEST, columns.get(i).width()));
        }
        sheet.range(0, 0, 0, columns.size() - 1)
                .style()
                .bold()
                .fillColor("E2E2DE")
                .wrapText(true)
                .set();
        sheet.freezePane(columns.get(0).frozen() ? 1 : 0, 1);
    }

    /** @param format of its numbers, such as {@code #,##0.0}; empty: a column of texts */
    record Column(String title, double width, String format, boolean frozen) {
        static Column text(String title, double width) {
            return new Column(title, width, "", false);
        }

        static Column name(String title, double width) {
            return new Column(title, width, "", true);
        }

        static Column number(String title, String format) {
            return new Column(title, Math.max(10, title.length() + 2), format, false);
        }
    }

    /** @param cells texts, numbers, or absent */
    void add(@Nullable Object... cells) {
        row++;
        for (int i = 0; i < cells.length; i++) {
            Object cell = cells[i];
            if (cell instanceof Number number && Double.isFinite(number.doubleValue())) {
                sheet.value(row, i, number);
                String format = columns.get(i).format();
                if (!format.isEmpty()) {
                    sheet.style(row, i).format(format).set();
                }
            } else if (cell instanceof String text) {
                sheet.value(row, i, PlainText.clean(text));
            }
        }
    }

    void close() {
        if (row > 0) {
            sheet.setAutoFilter(0, 0, row, columns.size() - 1);
        }
    }
}
