package io.orchestress.evaluation;

import io.orchestress.metrics.Metric;
import io.orchestress.record.metric.Distribution;
import io.orchestress.record.metric.LatencyStat;
import io.orchestress.record.metric.MetricCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which metrics a trend shows when nobody says which, and which are watched after each run. */
final class TrendMetrics {
    private static final Distribution TASK = MetricCatalogue.times(Metric.TASK);
    private static final Distribution TASK_CORRECTED = MetricCatalogue.times(Metric.TASK_CORRECTED);

    /** Gates, issues and comparisons judge by the view from the intended start where there is one; the plain one would hide a freeze. */
    private static final Map<String, String> JUDGED = Map.of(
            latency(LatencyStat.P50), corrected(LatencyStat.P50),
            latency(LatencyStat.P95), corrected(LatencyStat.P95),
            latency(LatencyStat.P99), corrected(LatencyStat.P99),
            p95(TASK), p95(TASK_CORRECTED));

    private static final List<String> FIRST = List.of(
            corrected(LatencyStat.P50),
            corrected(LatencyStat.P95),
            corrected(LatencyStat.P99),
            latency(LatencyStat.P50),
            latency(LatencyStat.P95),
            latency(LatencyStat.P99),
            MetricCatalogue.THROUGHPUT.name(),
            MetricCatalogue.SUCCESS_RATE.name(),
            MetricCatalogue.GOODPUT.name(),
            p95(TASK_CORRECTED),
            p95(TASK),
            p95(MetricCatalogue.times(Metric.TTFT)),
            p95(MetricCatalogue.times(Metric.TPOT)),
            MetricCatalogue.COST_PER_TASK.name(),
            MetricCatalogue.TOKENS_PER_TASK.name());

    /** Few, so that a false alarm is rare: one metric gives one in some hundred runs. */
    static final List<String> WATCHED = List.of(
            corrected(LatencyStat.P50),
            latency(LatencyStat.P50),
            corrected(LatencyStat.P95),
            latency(LatencyStat.P95),
            MetricCatalogue.SUCCESS_RATE.name());

    /** What a process used on average, and its memory at its highest. */
    private static final Pattern RESOURCES = Pattern.compile("target\\.(cpu\\.mean|(rss|heap|memory).*\\.max)");

    private TrendMetrics() {}

    private static String latency(LatencyStat stat) {
        return Distribution.LATENCY.metric(stat.label());
    }

    private static String corrected(LatencyStat stat) {
        return Distribution.LATENCY_CORRECTED.metric(stat.label());
    }

    private static String p95(Distribution times) {
        return times.metric(LatencyStat.P95.label());
    }

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
