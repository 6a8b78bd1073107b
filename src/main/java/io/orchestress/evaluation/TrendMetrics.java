package io.orchestress.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which metrics a trend shows when nobody says which. */
final class TrendMetrics {
    private static final List<String> FIRST = List.of(
            "p50.corrected",
            "p95.corrected",
            "p99.corrected",
            "p50",
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
    /** Gates, issues and comparisons judge by the view from the intended start where there is one; the plain one would hide a freeze. */
    private static final Map<String, String> JUDGED = Map.of(
            "p50", "p50.corrected",
            "p95", "p95.corrected",
            "p99", "p99.corrected",
            "task.p95", "task-corrected.p95");

    /** What a process used on average, and its memory at its highest. */
    private static final Pattern RESOURCES = Pattern.compile("target\\.(cpu\\.mean|(rss|heap|memory).*\\.max)");

    private TrendMetrics() {}

    /**
     * Those of {@code there} that matter most, most first.
     *
     * @param ofNewest metrics of the newest run: where it has the view from the intended start, the plain one is left out
     */
    static List<String> chosen(List<String> there, Set<String> ofNewest) {
        List<String> chosen = new ArrayList<>(FIRST);
        chosen.retainAll(there);
        JUDGED.forEach((plain, judged) -> {
            if (ofNewest.contains(judged)) {
                chosen.remove(plain);
            }
        });
        there.stream().filter(name -> RESOURCES.matcher(name).matches()).forEach(chosen::add);
        return chosen;
    }
}
