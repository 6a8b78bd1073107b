package io.orchestress.cli;

import io.orchestress.analysis.capacity.ScalingPoint;
import io.orchestress.text.LatencyUnit;
import io.orchestress.text.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A table of throughputs: columns by name in any order and case, others ignored; comma, semicolon or tab, whichever the line of names
 * has most of; lines that begin with {@code #} are comments.
 */
final class ThroughputTable {
    static final String CONCURRENCY = "concurrency";
    private static final String THROUGHPUT = "throughput";
    private static final int MOST_BYTES = 16 << 20;
    private static final String LATENCY = "latency";
    /** Of these each has a request under way, or is one: Little's law speaks of them. */
    private static final Set<String> UNDER_WAY = Set.of(CONCURRENCY, "users", "connections");

    private final Path file;
    private final String over;
    private final String nName;
    private final LatencyUnit unit;
    private final int n;
    private final int throughput;
    private final int latency;

    private ThroughputTable(Path file, String over, LatencyUnit unit, List<String> names) throws IOException {
        this.file = file;
        this.over = over;
        this.unit = unit;
        int named = column(names, over);
        n = named >= 0 ? named : column(names, CONCURRENCY);
        nName = named >= 0 ? over : CONCURRENCY;
        throughput = column(names, THROUGHPUT);
        latency = column(names, LATENCY);
        if (n < 0 || throughput < 0) {
            String missing = n < 0 ? CONCURRENCY : THROUGHPUT;
            throw new IOException(file + ": no column '" + missing + "' among " + String.join(", ", names) + "; valid: "
                    + (over.equals(CONCURRENCY) ? CONCURRENCY : CONCURRENCY + " or " + over)
                    + " and throughput, latency if it was measured");
        }
    }

    /** @throws IOException that names file, line, column and what would be valid */
    static List<ScalingPoint> read(Path file, String over, LatencyUnit unit) throws IOException {
        String text;
        try {
            text = TextFile.read(file.toString(), MOST_BYTES);
        } catch (TextFile.UnusableException e) {
            throw new IOException(
                    e.origin(file.toString()) + ": " + e.why()
                            + (e.why().contains("valid:") ? "" : "; valid: a table as in 'capacity fit --help'"),
                    e);
        }
        try (CSVParser lines = CSVParser.parse(text, format(text))) {
            ThroughputTable table = null;
            List<ScalingPoint> points = new ArrayList<>();
            for (CSVRecord line : lines) {
                if (table == null) {
                    table = new ThroughputTable(file, over, unit, line.toList());
                } else {
                    points.add(table.point(line, lines.getCurrentLineNumber()));
                }
            }
            if (points.isEmpty()) {
                throw new IOException(file + ": " + (table == null ? "is empty" : "has no line after its names")
                        + "; valid: a line of names, then a line for each measurement");
            }
            return points;
        } catch (UncheckedIOException e) {
            throw new IOException(file + ": cannot be read as a table: " + e.getMessage(), e);
        }
    }

    private static CSVFormat format(String text) {
        String names = text.lines()
                .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
                .findFirst()
                .orElse("");
        char delimiter = ',';
        for (char other : new char[] {';', '\t'}) {
            if (names.chars().filter(c -> c == other).count()
                    > names.chars().filter(c -> c == ',').count()) {
                delimiter = other;
            }
        }
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setCommentMarker('#')
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .setTrim(true)
                .get();
    }

    private static int column(List<String> names, String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return -1;
    }

    private ScalingPoint point(CSVRecord line, long number) throws IOException {
        double concurrency = value(line, number, n, nName);
        double perSec = value(line, number, throughput, THROUGHPUT);
        return latency < 0 || latency >= line.size() || line.get(latency).isEmpty()
                ? ScalingPoint.of(concurrency, perSec)
                : ScalingPoint.of(
                        concurrency,
                        perSec,
                        value(line, number, latency, LATENCY) * unit.seconds(),
                        UNDER_WAY.contains(over.toLowerCase(Locale.ROOT)));
    }

    private double value(CSVRecord line, long number, int column, String name) throws IOException {
        String text = column < line.size() ? line.get(column) : "";
        try {
            double value = Double.parseDouble(text);
            if (value > 0 && !Double.isInfinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw refused(number, name, text, "is not a number", e);
        }
        throw refused(number, name, text, "is not above 0 and finite", null);
    }

    private IOException refused(long number, String name, String text, String why, @Nullable Exception cause) {
        return new IOException(
                file + ": line " + number + ", column '" + name + "': '" + text + "' " + why
                        + "; valid: a number above 0 with a decimal point",
                cause);
    }
}
