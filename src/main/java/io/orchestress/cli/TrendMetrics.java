package io.orchestress.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which metrics a trend shows when nobody says which. */
final class TrendMetrics {
    private static final List<String> FIRST = List.of(
            "p50",
            "p95.corrected",
            "p99.corrected",
            "p95",
            "p99",
            "throughput",
            "success-rate",
            "goodput",
            "task-corrected.p95",
            "task.p95",
            "ttft.p95",
            "tpot.p95",
            "cost-per-task",
            "tokens-per-task");
    /** What a process used on average, and its memory at its highest. */
    private static final Pattern RESOURCES = Pattern.compile("target\\.(cpu\\.mean|(rss|heap|memory).*\\.max)");

    private TrendMetrics() {}

    /** Those of {@code there} that matter most, most first. */
    static List<String> chosen(List<String> there) {
        List<String> chosen = new ArrayList<>(FIRST);
        chosen.retainAll(there);
        there.stream().filter(name -> RESOURCES.matcher(name).matches()).forEach(chosen::add);
        return chosen;
    }
}
