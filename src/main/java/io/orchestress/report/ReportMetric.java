package io.orchestress.report;

import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.metric.LatencyStat;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.record.metric.MetricDefinition;
import io.orchestress.record.metric.MetricDefinition.Trait;
import io.orchestress.record.metric.Quantity;
import io.orchestress.record.metric.Reading;
import io.orchestress.record.metric.RunPart;
import org.jspecify.annotations.Nullable;

/** A column of the tables of phases and requests: a metric under a short title. */
public enum ReportMetric {
    PLANNED("planned", "Users (closed model) or arrivals per second (open model) the phase was planned for."),
    COUNT("requests", MetricCatalogue.REQUESTS),
    THROUGHPUT("rate", MetricCatalogue.THROUGHPUT),
    FAILED("failed", MetricCatalogue.FAILED_REQUESTS),
    ERRORS("errors", MetricCatalogue.ERROR_RATE),
    P50(LatencyStat.P50),
    P90(LatencyStat.P90),
    P95(LatencyStat.P95),
    P99(LatencyStat.P99),
    P999(LatencyStat.P999),
    MAX(LatencyStat.MAX),
    MEAN(LatencyStat.MEAN),
    STD_DEV(LatencyStat.SD),
    STABILITY("stability", MetricCatalogue.STABILITY),
    APDEX("apdex", MetricCatalogue.APDEX),
    OUTLIERS("outliers", MetricCatalogue.OUTLIERS);

    private final String title;
    private final String meaning;
    private final @Nullable MetricDefinition ofResult;
    private final @Nullable LatencyStat ofLatency;

    ReportMetric(String title, String meaning) {
        this(title, meaning, null, null);
    }

    ReportMetric(String title, MetricDefinition metric) {
        this(title, metric.meaning(), metric, null);
    }

    ReportMetric(LatencyStat stat) {
        this(stat.label(), stat.meaning(), null, stat);
    }

    ReportMetric(String title, String meaning, @Nullable MetricDefinition ofResult, @Nullable LatencyStat ofLatency) {
        this.title = title;
        this.meaning = meaning;
        this.ofResult = ofResult;
        this.ofLatency = ofLatency;
    }

    public String title() {
        return title;
    }

    /** One line. */
    public String meaning() {
        return meaning;
    }

    public boolean isLatency() {
        return ofLatency != null;
    }

    /** The figure; absent where nothing was measured that could have it. */
    @Nullable
    Double of(@Nullable RequestResult result, @Nullable Latency latency) {
        if (ofLatency != null) {
            return latency == null ? null : Double.valueOf(ofLatency.micros(latency));
        }
        return ofResult == null || result == null || !isKnown(ofResult, result)
                ? null
                : ofResult.at(RunPart.of(result), SeriesKey.ALL_REQUESTS)
                        .map(Reading::value)
                        .orElse(null);
    }

    private static boolean isKnown(MetricDefinition metric, RequestResult result) {
        boolean ofNone = metric.is(Trait.HOWEVER_FEW) || metric.quantity() == Quantity.RATE;
        return (result.count() > 0 || ofNone) && !(result.isCountOnly() && metric.is(Trait.WITHIN_PLAN));
    }
}
