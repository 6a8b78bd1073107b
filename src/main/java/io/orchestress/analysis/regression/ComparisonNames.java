package io.orchestress.analysis.regression;

import io.orchestress.metrics.Metric;
import io.orchestress.record.Comparison;
import io.orchestress.record.ResourceName;
import io.orchestress.record.metric.Distribution;
import io.orchestress.record.metric.GaugeStat;
import io.orchestress.record.metric.LatencyStat;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.record.metric.ResourceMetric;
import java.util.List;
import java.util.stream.Stream;

/** What a comparison can be about: metrics of the catalogue, by its names, and three that only runs together have. */
final class ComparisonNames {
    static final List<Metric> STREAM_TIMES = List.of(Metric.TTFT, Metric.ITL, Metric.ICL, Metric.TPOT);
    static final List<LatencyStat> LATENCIES =
            List.of(LatencyStat.MEAN, LatencyStat.P50, LatencyStat.P90, LatencyStat.P95, LatencyStat.P99);
    static final String MEMORY = mean(ResourceName.RSS);
    static final String CPU = mean(ResourceName.CPU);

    static final String OWN_TIME = Distribution.OWN_TIME.metric(LatencyStat.MEAN.label());

    static final List<String> ALL = Stream.of(
                    Stream.of(Comparison.TYPICAL, MetricCatalogue.ERROR_RATE.name(), Comparison.COMPLETED),
                    LATENCIES.stream().map(ComparisonNames::latency),
                    Stream.of(
                                    MetricCatalogue.THROUGHPUT,
                                    MetricCatalogue.GOODPUT,
                                    MetricCatalogue.COST_PER_TASK,
                                    MetricCatalogue.TOKENS_PER_TASK)
                            .map(metric -> metric.name()),
                    STREAM_TIMES.stream().map(ComparisonNames::p95),
                    Stream.of(p95(Metric.TASK), MEMORY, CPU),
                    Stream.of(
                            OWN_TIME,
                            MetricCatalogue.AMPLIFICATION.name(),
                            Comparison.WRONG_ANSWERS,
                            MetricCatalogue.RETRY_STORM.name(),
                            MetricCatalogue.ORPHAN_TIME.name(),
                            MetricCatalogue.ORPHAN_COST.name()))
            .flatMap(names -> names)
            .toList();

    private ComparisonNames() {}

    static String latency(LatencyStat stat) {
        return Distribution.LATENCY.metric(stat.label());
    }

    static String p95(Metric time) {
        return MetricCatalogue.times(time).metric(LatencyStat.P95.label());
    }

    private static String mean(String resource) {
        return new ResourceMetric(ResourceName.TARGET, resource).metric(GaugeStat.MEAN);
    }
}
