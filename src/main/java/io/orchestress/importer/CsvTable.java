package io.orchestress.importer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A file of separated values with a header, quoted by RFC 4180; the separator is the one that the header uses. A last row without
 * its end of line counts if it is whole.
 */
final class CsvTable {
    private static final long LONGEST_ROW_BYTES = 4 << 20;
    private static final String SEPARATORS = ",;\t|";

    private final Path file;
    private final Set<String> required;
    private final String valid;

    /**
     * @param required columns without which nothing can be read
     * @param valid what would be, for messages
     */
    CsvTable(Path file, Set<String> required, String valid) {
        this.file = file;
        this.required = required;
        this.valid = valid;
    }

    /** Hands over every row; what is wrong with one goes to {@code facts}. */
    void forEach(InputStream in, RunInfo.Builder facts, Consumer<Row> consumer) throws IOException {
        Ending ending = new Ending(in);
        InputStreamReader reader = new InputStreamReader(ending, UTF_8);
        Columns columns = new Columns(firstLine(reader));
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(columns.separator)
                .setIgnoreEmptyLines(true)
                .get();
        Rows rows = new Rows(file, valid, facts);
        try (CSVParser parser = CSVParser.parse(reader, format)) {
            Values values = new Values(parser, ending, facts);
            values.advance();
            while (values.row != null) {
                CSVRecord row = values.row;
                long line = values.line;
                values.advance();
                Rows.Reading reading = () -> handOver(columns, row, line, facts, consumer);
                if (values.row == null && !values.openQuote && !ending.isWhole()) {
                    rows.readLast(line, reading);
                } else {
                    rows.read(line, reading);
                }
            }
            if (values.openQuote) {
                facts.torn("line " + values.line);
            }
        }
    }

    /** The rows one by one, each with the number of its line. */
    private static final class Values {
        private final CSVParser parser;
        private final Iterator<CSVRecord> rows;
        private final Ending ending;
        private final RunInfo.Builder facts;
        private long nextLine = 2;
        private long line;
        private boolean openQuote;
        private @Nullable CSVRecord row;

        Values(CSVParser parser, Ending ending, RunInfo.Builder facts) {
            this.parser = parser;
            this.rows = parser.iterator();
            this.ending = ending;
            this.facts = facts;
        }

        /**
         * To the next row; to null where there is none. A quote that the end of the file leaves open is a torn row; what is left of
         * a line after a quote that stands where none may is no row.
         */
        void advance() {
            boolean restOfLine = false;
            while (true) {
                line = restOfLine ? line : nextLine;
                try {
                    row = rows.hasNext() ? rows.next() : null;
                    ending.sinceRow = 0;
                    nextLine = parser.getCurrentLineNumber() + 2;
                    if (row == null || !restOfLine) {
                        return;
                    }
                    restOfLine = false;
                } catch (UncheckedIOException e) {
                    if (ending.atEnd && String.valueOf(e.getMessage()).contains("EOF")) {
                        openQuote = true;
                        row = null;
                        return;
                    }
                    if (!restOfLine) {
                        facts.leaveOut("line " + line, "a quote stands inside one of its values");
                    }
                    restOfLine = true;
                }
            }
        }
    }

    private void handOver(Columns columns, CSVRecord values, long line, RunInfo.Builder facts, Consumer<Row> consumer) {
        if (columns.isHeader(values)) {
            List<String> names = new ArrayList<>(values.toList());
            names.set(0, columns.names.get(0));
            if (!columns.names.equals(names)) {
                throw new WholeFileException("it is a second header, with other columns: two files joined");
            }
            facts.remark("Line " + line + " is a second header: two files were joined.");
            return;
        }
        consumer.accept(new Row(columns, values));
    }

    private static String firstLine(InputStreamReader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0 && c != '\n' && line.length() < 1 << 16; c = reader.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /** The header. */
    private final class Columns {
        private final char separator;
        private final List<String> names;
        private final Map<String, Integer> indexes = new HashMap<>();

        Columns(String header) {
            String text = header;
            char best = ',';
            for (char candidate : SEPARATORS.toCharArray()) {
                if (split(text, candidate).size() > split(text, best).size()) {
                    best = candidate;
                }
            }
            separator = best;
            names = split(text, separator).stream()
                    .map(name -> name.replaceAll("^\"|\"$", ""))
                    .toList();
            for (int i = names.size() - 1; i >= 0; i--) {
                indexes.put(names.get(i), i);
            }
            List<String> missing = required.stream()
                    .filter(name -> !names.contains(name))
                    .sorted()
                    .toList();
            if (!missing.isEmpty()) {
                throw new ImportException(
                        file, "line 1 is not a header with the columns " + String.join(", ", missing), valid);
            }
        }

        /** Whether these are the names of columns and no values. */
        boolean isHeader(CSVRecord values) {
            String first = values.get(0);
            // A file that was joined to another keeps its byte-order mark.
            return (first.equals(names.get(0)) || first.equals("\uFEFF" + names.get(0)))
                    && values.toList().containsAll(othersRequired());
        }

        private List<String> othersRequired() {
            return required.stream().filter(name -> !name.equals(names.get(0))).toList();
        }

        private static List<String> split(String text, char separator) {
            List<String> parts = new ArrayList<>();
            int from = 0;
            for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
                parts.add(text.substring(from, at));
                from = at + 1;
            }
            parts.add(text.substring(from));
            return parts;
        }
    }

    /** One row. */
    static final class Row {
        private final Columns columns;
        private final CSVRecord values;

        private Row(Columns columns, CSVRecord values) {
            this.columns = columns;
            this.values = values;
            if (values.size() != columns.names.size() && !isBlankFrom(values, columns.names.size())) {
                throw new IllegalArgumentException(
                        "it has " + values.size() + " columns, the header has " + columns.names.size()
                                + (values.size() < columns.names.size()
                                        ? ": a line break in a value without quotes?"
                                        : ": a separator in a value without quotes?"));
            }
        }

        /** Whether there are more values than columns, all of them empty. */
        private static boolean isBlankFrom(CSVRecord values, int first) {
            return values.size() > first
                    && values.toList().subList(first, values.size()).stream().allMatch(String::isBlank);
        }

        /** The value; empty where the column is missing. */
        String get(String name) {
            Integer column = columns.indexes.get(name);
            return column == null ? "" : values.get(column);
        }
    }

    /** Remembers how the file ends. */
    private final class Ending extends FilterInputStream {
        private int last;
        private boolean atEnd;
        /** Bytes since the last row was whole: in a quote that never closes it is the rest of the file. */
        private long sinceRow;

        Ending(InputStream in) {
            super(in);
        }

        boolean isWhole() {
            return last == '\n';
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            atEnd = read < 0;
            sinceRow += Math.max(0, read);
            if (sinceRow > LONGEST_ROW_BYTES) {
                throw new ImportException(file, "has a row that is longer than 4 MiB", valid);
            }
            if (read > 0) {
                last = target[offset + read - 1];
            }
            return read;
        }
    }
}
