package io.orchestress.report;

import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A figure that is shown per phase and per request, and what it means. */
public enum ReportMetric {
    PLANNED("planned", "Users (closed model) or arrivals per second (open model) the phase was planned for."),
    COUNT(
            "requests",
            "Requests that started in the phase and ended: successful ones and failed ones.",
            RequestResult::count,
            null),
    THROUGHPUT("rate", "Requests per second over the time of the phase.", RequestResult::throughputPerSec, null),
    FAILED(
            "failed",
            "Failures of every class, time-outs and unfinished requests included.",
            RequestResult::failed,
            null),
    ERRORS("errors", "Share of requests that failed, for whatever reason.", RequestResult::errorRate, null),
    P50("p50", "Half of all answers came within this time.", null, Latency::p50),
    P90("p90", "90 % of all answers came within this time.", null, Latency::p90),
    P95("p95", "95 % of all answers came within this time.", null, Latency::p95),
    P99("p99", "99 % of all answers came within this time.", null, Latency::p99),
    P999("p99.9", "99.9 % of all answers came within this time.", null, Latency::p999),
    MAX("max", "The slowest answer.", null, Latency::max),
    MEAN("mean", "Arithmetic mean of all answers, failed ones included.", null, Latency::mean),
    STD_DEV("sd", "Standard deviation: how far answers lie from the mean.", null, Latency::stdDev),
    STABILITY("stability", "max(0, 1 − sd ÷ mean): 1 is constant, 0 is erratic.", RequestResult::stabilityScore, null),
    APDEX(
            "apdex",
            "(satisfied + tolerating ÷ 2) ÷ requests; satisfied: ok within T, tolerating: ok within 4 T.",
            RequestResult::apdex,
            null),
    OUTLIERS(
            "outliers",
            "Answers slower than p75 + 3 × (p75 − p25), Tukey's outer fence.",
            RequestResult::outliers,
            null);

    private final String title;
    private final String meaning;
    private final @Nullable ToDoubleFunction<RequestResult> ofResult;
    private final @Nullable ToDoubleFunction<Latency> ofLatency;

    ReportMetric(String title, String meaning) {
        this(title, meaning, null, null);
    }

    ReportMetric(
            String title,
            String meaning,
            @Nullable ToDoubleFunction<RequestResult> ofResult,
            @Nullable ToDoubleFunction<Latency> ofLatency) {
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
            return latency == null ? null : Double.valueOf(ofLatency.applyAsDouble(latency));
        }
        boolean evidence =
                result != null && (result.count() > 0 || this == COUNT || this == THROUGHPUT || this == FAILED);
        boolean counted = this == COUNT || this == FAILED || this == ERRORS;
        if (result != null && result.isCountOnly() && !counted) {
            return null;
        }
        return ofResult == null || !evidence ? null : Double.valueOf(ofResult.applyAsDouble(result));
    }
}
