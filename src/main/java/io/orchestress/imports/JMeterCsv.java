package io.orchestress.imports;

import io.orchestress.run.SeriesKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * JMeter's results as CSV with a header. {@code timeStamp} is taken as the start of a sample, as JMeter's own
 * {@code jmeter.properties} sets it; a row of a transaction controller is a task, its samplers have rows of their own.
 */
final class JMeterCsv implements ForeignFile {
    private static final String VALID =
            "JMeter results in CSV with its header (jmeter.save.saveservice.output_format=csv,"
                    + " jmeter.save.saveservice.print_field_names=true)";
    private static final Set<String> REQUIRED = Set.of("timeStamp", "elapsed", "label", "success");
    private static final String TRANSACTION = "Number of samples in transaction : ";
    private static final Pattern THREAD = Pattern.compile(" \\d+-\\d+$");
    private static final Pattern STATUS = Pattern.compile("[1-5][0-9][0-9]");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss[.SSS]");
    private static final String NOT_HTTP = "Non HTTP response code";

    @Override
    public Facts read(Path file, InputStream in, Events events) throws IOException {
        Facts.Builder facts = new Facts.Builder();
        new Table(file, REQUIRED, VALID)
                .forEach(in, row -> row(row, events, facts))
                .forEach(facts::torn);
        return facts.build();
    }

    private static void row(Table.Row row, Events events, Facts.Builder facts) {
        long start = time(row.get("timeStamp"));
        long micros = Times.ofMillis(whole(row.get("elapsed"), "elapsed"));
        String stage = THREAD.matcher(row.get("threadName")).replaceFirst("");
        if (row.get("responseMessage").startsWith(TRANSACTION)) {
            events.task(stage, row.get("label"), start, micros);
        } else {
            facts.url(row.get("URL"));
            events.request(stage, row.get("label"), outcome(row), start, micros);
        }
        String alive = row.get("allThreads");
        if (!alive.isEmpty()) {
            events.usersAlive(start + Math.max(0, micros), whole(alive, "allThreads"));
        }
    }

    private static String outcome(Table.Row row) {
        String success = row.get("success");
        if (success.equals("true")) {
            return SeriesKey.OK;
        }
        if (!success.equals("false")) {
            throw new IllegalArgumentException("success is '" + success + "', neither true nor false");
        }
        String code = row.get("responseCode");
        if (code.startsWith(NOT_HTTP)) {
            return code.contains("SocketTimeoutException") ? SeriesKey.TIMEOUT : "connection";
        }
        // An assertion refuses answers of any status: only an error status explains the failure by itself.
        boolean refused = STATUS.matcher(code).matches()
                && (code.charAt(0) >= '4' || row.get("failureMessage").isEmpty());
        return refused ? "http-" + code : "check";
    }

    private static long time(String text) {
        if (text.indexOf('/') > 0) {
            return Times.ofMillis(
                    LocalDateTime.parse(text, DATE).toInstant(ZoneOffset.UTC).toEpochMilli());
        }
        return Times.micros(text);
    }

    private static long whole(String text, String column) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(column + " is '" + text + "', no whole number", e);
        }
    }
}
