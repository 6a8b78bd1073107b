package io.orchestress.analysis.gates;

import io.orchestress.record.RequestResult;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A figure of the requests that is not a latency. */
enum RequestMetric implements GateMetric {
    COUNT("count", Dimension.COUNT, Better.EITHER, false, RequestResult::count),
    THROUGHPUT("throughput", Dimension.RATE, Better.HIGHER, true, RequestResult::throughputPerSec),
    // One division of whole numbers: a share that is exactly at its limit is the same number as the limit.
    ERROR_RATE("error-rate", Dimension.SHARE, Better.LOWER, false, r -> 100.0 * r.failed() / r.count()),
    SUCCESS_RATE("success-rate", Dimension.SHARE, Better.HIGHER, false, r -> 100.0 * r.ok() / r.count()),
    TIMEOUT_RATE("timeout-rate", Dimension.SHARE, Better.LOWER, false, r -> 100.0 * r.timedOut() / r.count()),
    APDEX("apdex", Dimension.SCORE, Better.HIGHER, false, RequestResult::apdex),
    STABILITY("stability", Dimension.SCORE, Better.HIGHER, true, RequestResult::stabilityScore),
    OUTLIERS("outliers", Dimension.SHARE, Better.LOWER, true, r -> 100.0 * r.outliers() / r.count());

    private final String word;
    private final Dimension dimension;
    private final Better better;
    private final boolean byLoadPhase;
    private final ToDoubleFunction<RequestResult> figure;

    RequestMetric(
            String word,
            Dimension dimension,
            Better better,
            boolean byLoadPhase,
            ToDoubleFunction<RequestResult> figure) {
        this.word = word;
        this.dimension = dimension;
        this.better = better;
        this.byLoadPhase = byLoadPhase;
        this.figure = figure;
    }

    @Override
    public String word() {
        return word;
    }

    @Override
    public Dimension dimension() {
        return dimension;
    }

    @Override
    public Better better() {
        return better;
    }

    @Override
    public boolean byLoadPhase() {
        return byLoadPhase;
    }

    @Override
    public String ofWhat() {
        return "request";
    }

    @Override
    public List<String> names(Scope place) {
        return place.requests().stream().map(RequestResult::name).toList();
    }

    @Override
    public Optional<MetricValue> at(Scope place, String name, Percentiles percentiles) {
        return place.request(name)
                .map(r -> judged(
                        new MetricValue(
                                r.count() == 0 ? 0 : figure.applyAsDouble(r), r.count(), good(r), "requests", note(r)),
                        r));
    }

    /** Whatever is a share of the requests; Apdex varies less than a share of the same size, so that it is judged with more caution than need be. */
    private MetricValue judged(MetricValue reading, RequestResult r) {
        return switch (this) {
            case ERROR_RATE -> reading.ofShare(r.failed());
            case SUCCESS_RATE -> reading.ofShare(r.ok());
            case TIMEOUT_RATE -> reading.ofShare(r.timedOut());
            case OUTLIERS -> reading.ofShare(r.outliers());
            case APDEX ->
                reading.by((limit, relation) -> reading.ofShare(r.apdex() * r.count())
                        .evidence()
                        .orElseThrow()
                        .against(100 * limit, relation));
            case COUNT, THROUGHPUT, STABILITY -> reading;
        };
    }

    /** Failures are counted, but for those whose only reason is that time ran out. */
    @Override
    public boolean holdsInjectorsWaiting() {
        return this == TIMEOUT_RATE || this == OUTLIERS || GateMetric.super.holdsInjectorsWaiting();
    }

    /** A count is its own evidence, of none, too. */
    @Override
    public long needed(long minSamples) {
        return this == COUNT ? 0 : minSamples;
    }

    /** A target that does nothing but refuse carries nothing, and is not steady. */
    private long good(RequestResult r) {
        return this == THROUGHPUT || this == STABILITY || this == OUTLIERS ? r.ok() : r.count();
    }

    private String note(RequestResult r) {
        return this == ERROR_RATE ? FailureMetric.counts(r, r.failed()) : "";
    }
}
