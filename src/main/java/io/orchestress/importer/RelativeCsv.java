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

    private final String tool;
    private final String option;
    private final String start;
    private final String length;
    private final String status;
    private final long fileMicros;

    private RelativeCsv(String tool, String option, String start, String length, String status, Instant fileTime) {
        this.tool = tool;
        this.option = option;
        this.start = start;
        this.length = length;
        this.status = status;
        this.fileMicros = fileTime.toEpochMilli() * 1000;
    }

    static RelativeCsv ofHey(Instant fileTime) {
        return new RelativeCsv("hey", "-o csv", "offset", "response-time", "status-code", fileTime);
    }

    static RelativeCsv ofOha(Instant fileTime) {
        return new RelativeCsv("oha", "--output-format csv", "request-start", "request-duration", "status", fileTime);
    }

    @Override
    public RunInfo read(Path file, InputStream in, ImportEvents events) throws IOException {
        RunInfo.Builder facts = new RunInfo.Builder();
        new CsvTable(file, Set.of(start, length, status), "what " + tool + " " + option + " writes today")
                .forEach(in, facts, row -> {
                    long from = micros(row.get(start), start);
                    long micros = micros(row.get(length), length);
                    FailureClass outcome = FailureClasses.ofStatus(row.get(status), status);
                    events.request("", ALL, outcome, fileMicros + from, micros);
                });
        facts.remark("The file does not say when the run was: the run has the date of the file's last change, "
                + Timestamps.instant(fileMicros) + ".");
        facts.doubt(tool + " writes no row for a request without a response, so the file hides how many failed and"
                + " no gate can pass.");
        return facts.build();
    }

    private static long micros(String text, String column) {
        double seconds;
        try {
            seconds = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(column + " is '" + text + "', not a number of seconds", e);
        }
        if (!(seconds >= 0 && seconds <= LONGEST_SECONDS)) {
            throw new IllegalArgumentException(column + " is '" + text + "', not from 0 s to 31 days");
        }
        return Math.round(seconds * 1e6);
    }
}
