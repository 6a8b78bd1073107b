package io.orchestress.record.metric;

import static io.orchestress.record.Better.HIGHER;
import static io.orchestress.record.Better.LOWER;
import static io.orchestress.record.Better.NEITHER;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.Better;
import io.orchestress.record.RequestResult;
import io.orchestress.record.metric.MetricDefinition.Scope;
import io.orchestress.record.metric.MetricDefinition.Trait;
import io.orchestress.text.Format;
import java.util.List;
import java.util.function.Function;

/** Metrics of requests that are no times. */
final class RequestMetrics {
    private static final String NOUN = "requests";

    static final MetricDefinition REQUESTS = of(
                    "requests",
                    Quantity.COUNT,
                    NEITHER,
                    "Requests that started in the phase and ended: successful ones and failed ones.",
                    r -> number(r, r.count()))
            .with(Trait.HOWEVER_FEW);

    static final MetricDefinition FAILED = of(
                    "requests.failed",
                    Quantity.COUNT,
                    NEITHER,
                    "Failures of every class, timeouts and unfinished requests included.",
                    r -> number(r, r.failed()))
            .with(Trait.HOWEVER_FEW);

    static final MetricDefinition THROUGHPUT = of(
                    "throughput",
                    Quantity.RATE,
                    HIGHER,
                    "Requests per second over the time of the phase.",
                    r -> number(r, r.throughputPerSec()).good(r.ok()))
            .with(Trait.OF_LOAD, Trait.WITHIN_PLAN);

    static final MetricDefinition ERROR_RATE = of(
            "error-rate",
            Quantity.SHARE,
            LOWER,
            "Failed requests ÷ requests.",
            r -> share(r, r.failed()).noted(failed(r)));

    static final MetricDefinition SUCCESS_RATE =
            of("success-rate", Quantity.SHARE, HIGHER, "Successful requests ÷ requests.", r -> share(r, r.ok()));

    static final MetricDefinition APDEX = of(
                    "apdex",
                    Quantity.SCORE,
                    HIGHER,
                    "(satisfied + tolerating ÷ 2) ÷ requests; satisfied: ok within T, tolerating: ok within 4 T.",
                    // It varies less than a share of the same size, so that it is judged with more caution than need
                    // be.
                    r -> Reading.share(r.count() == 0 ? 0 : r.apdex(), r.count(), NOUN))
            .with(Trait.WITHIN_PLAN);

    static final MetricDefinition STABILITY = of(
                    "stability",
                    Quantity.SCORE,
                    HIGHER,
                    "max(0, 1 − sd ÷ mean): 1 is constant, 0 is erratic.",
                    r -> number(r, r.stabilityScore()).good(r.ok()))
            .with(Trait.OF_LOAD, Trait.WITHIN_PLAN);

    static final MetricDefinition OUTLIERS = of(
                    "outliers",
                    Quantity.COUNT,
                    NEITHER,
                    "Responses slower than p75 + 3 × (p75 − p25), Tukey's outer fence.",
                    r -> number(r, r.outliers()).good(r.ok()))
            .with(Trait.OF_LOAD, Trait.HOLDS_WAITING, Trait.WITHIN_PLAN);

    static final List<MetricDefinition> ALL = List.of(
            REQUESTS,
            of("requests.ok", Quantity.COUNT, NEITHER, "Successful requests.", r -> number(r, r.ok()))
                    .with(Trait.HOWEVER_FEW),
            FAILED,
            THROUGHPUT,
            ERROR_RATE,
            SUCCESS_RATE,
            of(
                            "timeout-rate",
                            Quantity.SHARE,
                            LOWER,
                            "Requests without a response within the request timeout ÷ requests.",
                            r -> share(r, r.timedOut()))
                    .with(Trait.HOLDS_WAITING),
            APDEX,
            STABILITY,
            OUTLIERS,
            of(
                            "outlier-rate",
                            Quantity.SHARE,
                            LOWER,
                            "Outliers ÷ requests.",
                            r -> share(r, r.outliers()).good(r.ok()))
                    .with(Trait.OF_LOAD, Trait.HOLDS_WAITING, Trait.WITHIN_PLAN));

    private RequestMetrics() {}

    private static MetricDefinition of(
            String name, Quantity quantity, Better better, String meaning, Function<RequestResult, Reading> reading) {
        return MetricDefinition.of(
                name,
                quantity,
                quantity == Quantity.COUNT ? NOUN : quantity.unit(),
                better,
                Scope.REQUEST,
                meaning,
                (part, request) -> part.request(request).map(reading).orElse(null));
    }

    private static Reading number(RequestResult r, double value) {
        return Reading.of(r.count() == 0 ? 0 : value, r.count(), NOUN);
    }

    private static Reading share(RequestResult r, long hits) {
        return Reading.share(hits, r.count(), NOUN);
    }

    private static String failed(RequestResult r) {
        long unfinished = r.failed(FailureClass.UNFINISHED);
        String counts = Format.count(r.failed()) + " of " + Format.count(r.count()) + " requests failed";
        return unfinished == 0
                ? counts
                : counts + ", " + Format.count(unfinished) + " of them in flight when the load stopped";
    }
}
