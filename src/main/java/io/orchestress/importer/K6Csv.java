package io.orchestress.importer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What {@code k6 run --out csv=FILE} writes. Its times are whole seconds unless {@code K6_CSV_TIME_FORMAT} says otherwise. */
final class K6Csv implements ForeignFile {
    private static final String METRIC = "metric_name";
    private static final String TIME = "timestamp";
    private static final String VALUE = "metric_value";
    private static final List<String> TAGS =
            List.of("name", "url", "group", "scenario", "status", "error_code", "expected_response");

    @Override
    public RunInfo read(Path file, InputStream in, ImportEvents events) throws IOException {
        RunInfo.Builder facts = new RunInfo.Builder();
        K6Samples samples = new K6Samples(events, facts);
        K6Samples.Tags tags = new K6Samples.Tags();
        new CsvTable(file, Set.of(METRIC, TIME, VALUE), "what k6 run --out csv=FILE writes, its header first")
                .forEach(in, facts, row -> {
                    String metric = row.get(METRIC);
                    if (K6Samples.METRICS.contains(metric)) {
                        TAGS.forEach(tag -> tags.set(tag, row.get(tag)));
                        samples.point(metric, Timestamps.micros(row.get(TIME)), value(row.get(VALUE)), tags);
                    } else {
                        samples.other(metric);
                    }
                });
        return samples.end();
    }

    private static double value(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a number", e);
        }
    }
}
