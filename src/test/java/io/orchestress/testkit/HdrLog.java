package io.orchestress.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/** Reads an interval log by HdrHistogram's own reader: the oracle for ours. */
public final class HdrLog {
    private HdrLog() {}

    /** The sum of all intervals of each tag. */
    public static Map<String, Histogram> totals(Path log) {
        Map<String, Histogram> totals = new TreeMap<>();
        try (var in = Files.newInputStream(log)) {
            HistogramLogReader reader = new HistogramLogReader(in);
            for (EncodableHistogram h = reader.nextIntervalHistogram(); h != null; h = reader.nextIntervalHistogram()) {
                Histogram interval = (Histogram) h;
                totals.computeIfAbsent(interval.getTag(), tag -> new Histogram(interval))
                        .add(interval);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return totals;
    }

    /** Samples in the series whose tag is chosen. */
    public static long count(Path log, Predicate<String> tags) {
        return totals(log).entrySet().stream()
                .filter(entry -> tags.test(entry.getKey()))
                .mapToLong(entry -> entry.getValue().getTotalCount())
                .sum();
    }
}
