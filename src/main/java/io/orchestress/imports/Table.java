package io.orchestress.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
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

/**
 * A file of separated values with a header, quoted by RFC 4180; the separator is the one that the header uses. A last row without
 * its end of line is what a killed tool leaves behind: it is not handed out.
 */
final class Table {
    private static final String SEPARATORS = ",;\t|";

    private final Path file;
    private final Set<String> required;
    private final String valid;

    /**
     * @param required columns without which nothing can be read
     * @param valid what would be, for messages
     */
    Table(Path file, Set<String> required, String valid) {
        this.file = file;
        this.required = required;
        this.valid = valid;
    }

    /** Hands over every whole row; says where the file is torn, or nothing. */
    List<String> forEach(InputStream in, Consumer<Row> consumer) throws IOException {
        Ending ending = new Ending(in);
        InputStreamReader reader = new InputStreamReader(ending, UTF_8);
        String header = firstLine(reader);
        Columns columns = new Columns(header);
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(columns.separator)
                .setIgnoreEmptyLines(true)
                .get();
        long line = 2;
        try (CSVParser parser = CSVParser.parse(reader, format)) {
            Iterator<CSVRecord> rows = parser.iterator();
            while (hasNext(rows, ending)) {
                CSVRecord row = rows.next();
                long next = parser.getCurrentLineNumber() + 2;
                if (!hasNext(rows, ending) && !ending.isWhole()) {
                    return List.of("line " + line);
                }
                handOver(columns, row, line, consumer);
                line = next;
            }
        } catch (UncheckedIOException e) {
            throw new ImportException(file, "line " + line + " cannot be read: " + e.getMessage(), valid, e);
        }
        return ending.isWhole() ? List.of() : List.of("line " + line);
    }

    /** A quote that the end of the file leaves open is a torn row, too; any other is an error. */
    private static boolean hasNext(Iterator<CSVRecord> rows, Ending ending) {
        try {
            return rows.hasNext();
        } catch (UncheckedIOException e) {
            if (ending.atEnd && String.valueOf(e.getMessage()).contains("EOF")) {
                ending.last = 0;
                return false;
            }
            throw e;
        }
    }

    private void handOver(Columns columns, CSVRecord values, long line, Consumer<Row> consumer) {
        try {
            consumer.accept(new Row(columns, values));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new ImportException(file, "line " + line + " cannot be read: " + e.getMessage(), valid, e);
        }
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
            String text = header.startsWith("\uFEFF") ? header.substring(1) : header;
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
                        file, "line 1 is no header with the columns " + String.join(", ", missing), valid);
            }
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
            if (values.size() != columns.names.size()) {
                throw new IllegalArgumentException(
                        "it has " + values.size() + " columns, the header has " + columns.names.size());
            }
        }

        /** The value; empty where the column is missing. */
        String get(String name) {
            Integer column = columns.indexes.get(name);
            return column == null ? "" : values.get(column);
        }
    }

    /** Remembers how the file ends. */
    private static final class Ending extends FilterInputStream {
        private int last;
        private boolean atEnd;

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
            int read;
            try {
                read = super.read(target, offset, length);
            } catch (EOFException compressedFileCutShort) {
                last = 0;
                read = -1;
            }
            atEnd = read < 0;
            if (read > 0) {
                last = target[offset + read - 1];
            }
            return read;
        }
    }
}
