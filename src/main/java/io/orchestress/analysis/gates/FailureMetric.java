package io.orchestress.analysis.gates;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.Better;
import io.orchestress.record.RequestResult;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.record.metric.RunPart;
import io.orchestress.text.Format;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The share of requests that failed in one way; 0 when none did.
 */
record FailureMetric(FailureClass failure) implements GateMetric {
    static final String PREFIX = MetricCatalogue.FAILURES + ".";

    /** Empty for a label that no failure of this version can bear: a gate on it would never fail. */
    static Optional<GateMetric> of(String label) {
        return FailureClass.recorded(label)
                .filter(failure -> failure.layer().isPresent())
                .map(FailureMetric::new);
    }

    /** Words to suggest: of classes that differ by a number only the most frequent ones. */
    static List<String> words() {
        return Stream.concat(
                        FailureClass.all().stream()
                                .filter(failure -> failure.layer().isPresent())
                                .filter(failure -> failure.family().isEmpty()),
                        IntStream.of(429, 500, 503).mapToObj(FailureClass::http))
                .map(failure -> new FailureMetric(failure).word())
                .toList();
    }

    @Override
    public String word() {
        return PREFIX + failure.label();
    }

    @Override
    public Dimension dimension() {
        return Dimension.SHARE;
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public boolean byLoadPhase() {
        return false;
    }

    @Override
    public String ofWhat() {
        return "request";
    }

    @Override
    public boolean isByTenant() {
        return true;
    }

    @Override
    public List<String> names(RunPart place) {
        return place.requests().stream().map(RequestResult::name).toList();
    }

    @Override
    public Optional<MeasuredMetric> at(RunPart place, String name, Percentiles percentiles) {
        return place.request(name).map(r -> {
            long failed = r.failed(failure);
            double share = r.count() == 0 ? 0 : 100.0 * failed / r.count();
            return new MeasuredMetric(
                            share,
                            r.count(),
                            r.count(),
                            "requests",
                            Format.count(failed) + " of " + Format.count(r.count()) + " requests")
                    .ofShare(failed);
        });
    }
}
