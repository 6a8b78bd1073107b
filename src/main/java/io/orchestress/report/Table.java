package io.orchestress.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * Rows and columns, ready to be laid out by any form of report. Texts are not escaped.
 *
 * @param caption what the table shows, in words
 */
public record Table(String caption, List<Column> columns, List<Row> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.cells().size() != columns.size()) {
                throw new IllegalArgumentException(
                        caption + ": " + row.cells().size() + " cells in a row of " + columns.size() + " columns");
            }
        }
    }

    /**
     * A column.
     *
     * @param unit of all its cells; empty where they have none or carry their own
     * @param numeric right-aligned, in figures of equal width
     * @param hint one line on what it means; empty where the title says it
     */
    public record Column(String title, String unit, boolean numeric, String hint) {
        public static Column text(String title) {
            return new Column(title, "", false, "");
        }

        public static Column number(String title, String unit, String hint) {
            return new Column(title, unit, true, hint);
        }

        /** {@code p95 ms}. */
        public String heading() {
            return unit.isEmpty() ? title : title + " " + unit;
        }
    }

    /** How a row differs from its neighbours. */
    public enum Kind {
        PLAIN,
        /** Measured, but in no verdict. */
        WARM_UP,
        /** A second view of the row above. */
        CORRECTED,
        /** Planned, but never driven. */
        NOT_REACHED,
        TOTAL
    }

    /** @param note small print of the first cell */
    public record Row(Kind kind, String note, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }

        public static Row of(String... cells) {
            return new Row(Kind.PLAIN, "", List.of(cells));
        }
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The texts of one column, from top to bottom. */
    public Stream<String> column(int index) {
        return rows.stream().map(row -> row.cells().get(index));
    }
}
