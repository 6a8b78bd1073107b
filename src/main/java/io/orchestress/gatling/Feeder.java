package io.orchestress.gatling;

import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.text.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file by RFC 4180 in UTF-8: a line of names, then rows of as many values, separated by commas. Empty lines count for nothing, and so
 * do empty values beyond the last name.
 */
final class Feeder {
    static final int MOST_BYTES = 64 << 20;
    private static final String VALID = "; valid: a CSV file in UTF-8 with a line of names and a line for each row";

    private final String file;
    private final String key;
    private boolean isResource;

    /**
     * @param file relative to the directory that the run was started in; where it is not there, the resource of that name on the class path
     * @param key what names the file, for messages
     */
    Feeder(String file, String key) {
        this.file = file;
        this.key = key;
    }

    /** Whether the rows that were read came from the class path. */
    boolean isResource() {
        return isResource;
    }

    /**
     * @param columns that it must have
     * @return at least one row
     * @throws InvalidConfigException that names key, file, line and what would be valid
     */
    List<Map<String, Object>> records(String... columns) {
        String text;
        try {
            text = TextFile.readOrResource(file, MOST_BYTES, () -> isResource = true);
        } catch (TextFile.UnusableException e) {
            String why = e.why().startsWith("there is no such") ? e.why().replace("file", "feeder file") : e.why();
            throw invalid(e.line(), e.line() == 0 && !why.contains("valid:") ? why + VALID : why);
        }
        if (text.isBlank()) {
            throw invalid(0, "the feeder is empty" + VALID);
        }
        CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
        List<Map<String, Object>> rows = new ArrayList<>();
        long line = 1;
        try (CSVParser parser = CSVParser.parse(text, format)) {
            List<String> names = List.of();
            for (CSVRecord row : parser) {
                if (names.isEmpty()) {
                    names = names(row, columns);
                } else {
                    rows.add(values(names, row, line));
                }
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (UncheckedIOException e) {
            boolean open = String.valueOf(e.getMessage()).contains("EOF");
            throw invalid(
                    line,
                    (open
                                    ? "a quotation mark that opens in this row is never closed"
                                    : "a quotation mark stands inside a value")
                            + "; valid: \"a value\" in two of them, with \"\" for each that is in it");
        } catch (IOException e) {
            throw invalid(line, String.valueOf(e.getMessage()));
        }
        if (rows.isEmpty()) {
            throw invalid(0, "the feeder has no rows" + VALID);
        }
        return rows;
    }

    private List<String> names(CSVRecord header, String... columns) {
        List<String> names = new ArrayList<>(header.stream().map(String::strip).toList());
        while (!names.isEmpty() && names.get(names.size() - 1).isEmpty()) {
            names.remove(names.size() - 1);
        }
        Set<String> known = new HashSet<>();
        for (String name : names) {
            if (name.isEmpty() || !known.add(name)) {
                throw invalid(
                        1,
                        (name.isEmpty() ? "a column has no name" : "two columns are called '" + name + "'")
                                + "; valid: a name of its own for each column");
            }
        }
        for (String column : columns) {
            if (!known.contains(column)) {
                throw invalid(1, missing(column, names));
            }
        }
        return names;
    }

    private static String missing(String column, List<String> names) {
        List<String> sorted = new ArrayList<>(names);
        Collections.sort(sorted);
        boolean otherSeparator = names.size() == 1 && names.get(0).matches(".*[;\\t|].*");
        return "the feeder has no column '" + column + "'; it has " + String.join(", ", sorted)
                + (otherSeparator ? "; valid: columns that are separated by commas" : "");
    }

    private Map<String, Object> values(List<String> names, CSVRecord row, long line) {
        int size = row.size();
        while (size > names.size() && row.get(size - 1).isBlank()) {
            size--;
        }
        if (size != names.size()) {
            throw invalid(
                    line,
                    "the row has " + size + (size == 1 ? " value, " : " values, ") + "line 1 has " + names.size()
                            + " names; valid: as many; a value with a comma in it stands in quotation marks");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            values.put(names.get(i), row.get(i));
        }
        return values;
    }

    InvalidConfigException invalid(long line, String message) {
        return new InvalidConfigException(
                List.of(new ConfigProblem(key, file, line == 0 ? "feeder" : file + ": " + line, message)));
    }
}
