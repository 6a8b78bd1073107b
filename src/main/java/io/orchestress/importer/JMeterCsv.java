package io.orchestress.importer;

import io.orchestress.metrics.FailureClass;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JMeter's results as CSV with a header, and whatever else writes its columns. {@code timeStamp} is taken as the start of a sample,
 * as JMeter's own {@code jmeter.properties} sets it. A row of a transaction controller is a task where its samplers have rows of
 * their own, else a request, see {@link Transactions}.
 */
final class JMeterCsv implements ForeignFile {
    private static final String VALID =
            "JMeter results in CSV with its header (jmeter.save.saveservice.output_format=csv,"
                    + " jmeter.save.saveservice.print_field_names=true)";
    private static final Set<String> REQUIRED = Set.of("timeStamp", "elapsed", "label", "success");
    private static final Pattern TRANSACTION =
            Pattern.compile("Number of samples in transaction : (\\d{1,9}), number of failing samples : (\\d{1,9}).*");
    private static final String TRANSACTION_BEGINS = "Number of samples in transaction : ";
    private static final Pattern STATUS = Pattern.compile("[1-5][0-9][0-9]");
    private static final String NOT_HTTP = "Non HTTP response code";

    @Override
    public RunInfo read(Path file, InputStream in, ImportEvents events) throws IOException {
        RunInfo.Builder facts = new RunInfo.Builder();
        Transactions transactions = new Transactions(events, facts);
        new CsvTable(file, REQUIRED, VALID).forEach(in, facts, row -> row(row, events, facts, transactions));
        transactions.end();
        return facts.build();
    }

    private static void row(CsvTable.Row row, ImportEvents events, RunInfo.Builder facts, Transactions transactions) {
        requireOneSample(row);
        String time = row.get("timeStamp");
        if (Timestamps.isWithoutZone(time)) {
            facts.remark("Its times (timeStamp) have no zone: they were taken as UTC.");
        }
        long start = time(time);
        long micros = PlausibilityFilter.micros(number(row.get("elapsed"), "elapsed"), "elapsed");
        String thread = row.get("threadName");
        String stage = transactions.stage(thread);
        FailureClass outcome = outcome(row);
        String alive = row.get("allThreads");
        int users = alive.isEmpty() ? 0 : PlausibilityFilter.users(whole(alive, "allThreads"), "allThreads");
        Transactions.Sample sample = new Transactions.Sample(thread, stage, row.get("label"), outcome, start, micros);
        String message = row.get("responseMessage");
        if (message.startsWith(TRANSACTION_BEGINS)) {
            Matcher counts = TRANSACTION.matcher(message);
            boolean counted = counts.matches();
            transactions.controller(
                    sample,
                    counted ? Long.parseLong(counts.group(1)) : 1,
                    counted ? Long.parseLong(counts.group(2)) : 0);
        } else {
            transactions.sampler(sample);
            facts.url(row.get("URL"));
        }
        if (!alive.isEmpty()) {
            events.usersAlive(start + micros, users);
        }
    }

    private static void requireOneSample(CsvTable.Row row) {
        String count = row.get("SampleCount");
        if (!count.isEmpty() && !count.equals("1") && whole(count, "SampleCount") > 1) {
            throw new WholeFileException("its row stands for " + count
                    + " samples (SampleCount), and its times are their sums: single latencies are not in the file;"
                    + " run JMeter with -Jmode=Standard");
        }
    }

    private static FailureClass outcome(CsvTable.Row row) {
        String success = row.get("success");
        if (success.equalsIgnoreCase("true")) {
            return FailureClass.OK;
        }
        if (!success.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException("success is '" + success + "', neither true nor false");
        }
        String code = row.get("responseCode");
        if (code.startsWith(NOT_HTTP)) {
            return code.contains("SocketTimeoutException") ? FailureClass.TIMEOUT : FailureClass.CONNECTION;
        }
        // An assertion refuses answers of any status: only an error status explains the failure by itself.
        boolean refused = STATUS.matcher(code).matches()
                && (code.charAt(0) >= '4' || row.get("failureMessage").isEmpty());
        return refused ? FailureClass.http(Integer.parseInt(code)) : FailureClass.CHECK;
    }

    private static long time(String text) {
        try {
            return Timestamps.micros(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "timeStamp " + e.getMessage()
                            + " (jmeter.save.saveservice.timestamp_format=ms writes what is read best)",
                    e);
        }
    }

    /** JMeter writes whole milliseconds; others that write its columns may know more. */
    private static double number(String text, String column) {
        int point = text.indexOf('.');
        boolean plain = point > 0 && text.chars().allMatch(c -> Character.isDigit(c) || c == '.' || c == '-');
        try {
            return plain ? Double.parseDouble(text) : whole(text, column);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(column + " is '" + text + "', not a number", e);
        }
    }

    private static long whole(String text, String column) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(column + " is '" + text + "', not a whole number", e);
        }
    }
}
