package io.orchestress.importer;

import io.orchestress.metrics.FailureClass;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

/**
 * What {@code hey -o csv} and {@code oha --output-format csv} write: a row for each request that was answered, with its start since
 * the run began. When that was is not in the file: the run gets the date of the file's last change.
 */
final class RelativeCsv implements ForeignFile {
    private static final double LONGEST_SECONDS = PlausibilityFilter.LONGEST_MICROS / 1e6;
    private static final String ALL = "requests";

    private final Format format;
    private final String start;
    private final String length;
    private final String status;
    private final long fileMicros;

    RelativeCsv(Format format, Instant fileTime) {
        boolean hey = format == Format.HEY;
        this.format = format;
        this.start = hey ? "offset" : "request-start";
        this.length = hey ? "response-time" : "request-duration";
        this.status = hey ? "status-code" : "status";
        this.fileMicros = fileTime.toEpochMilli() * 1000;
    }

    @Override
    public RunInfo read(Path file, InputStream in, ImportEvents events) throws IOException {
        String tool = format.label();
        RunInfo.Builder facts = new RunInfo.Builder();
        new CsvTable(
                        file,
                        Set.of(start, length, status),
                        "what " + tool + (format == Format.HEY ? " -o csv" : " --output-format csv")
                                + " of today writes")
                .forEach(in, facts, row -> {
                    long from = micros(row.get(start), start);
                    long micros = micros(row.get(length), length);
                    FailureClass outcome = FailureClasses.ofStatus(row.get(status), status);
                    events.request("", ALL, outcome, fileMicros + from, micros);
                });
        facts.remark("The file does not say when the run was: the run has the date of the file's last change, "
                + Timestamps.instant(fileMicros) + ".");
        facts.doubt(
                tool + " writes no row for a request that was not answered: how many failed so is not in the file, so"
                        + " nothing can be passed.");
        return facts.build();
    }

    private static long micros(String text, String column) {
        double seconds;
        try {
            seconds = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(column + " is '" + text + "', no number of seconds", e);
        }
        if (!(seconds >= 0 && seconds <= LONGEST_SECONDS)) {
            throw new IllegalArgumentException(column + " is '" + text + "', not from 0 s to 31 days");
        }
        return Math.round(seconds * 1e6);
    }
}
