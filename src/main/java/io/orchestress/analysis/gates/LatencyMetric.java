package io.orchestress.analysis.gates;

import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.metric.Distribution;
import io.orchestress.record.metric.RunPart;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Latency of requests. That of all answers counts from the intended start where the record has that, for that is what a user waits;
 * the note says which. Failed answers count as well, but cannot keep a limit alone: a target that refuses at once is not fast.
 */
record LatencyMetric(Distribution view, Stat stat) implements TimeMetric {

    @Override
    public String word() {
        return view.metric(stat.name());
    }

    @Override
    public String ofWhat() {
        return "request";
    }

    @Override
    public boolean isOf(Optional<String> metric) {
        return metric.isEmpty() && view != Distribution.LATENCY_OK;
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
        return place.request(name).flatMap(r -> {
            boolean corrected = view != Distribution.LATENCY_OK && r.correctedLatencyMicros() != null;
            @Nullable Latency latency = latency(r);
            if (latency == null) {
                return Optional.empty();
            }
            // The histograms give the view that is judged, and no other.
            Percentiles ofView = view == Distribution.LATENCY_OK ? Percentiles.NONE : percentiles;
            long samples = view == Distribution.LATENCY_OK ? r.ok() : r.count();
            String note = corrected ? "from the intended start" : "from the actual start";
            return of(stat, latency, ofView, place.name(), name, Optional.empty())
                    .map(millis -> TimeEvidence.judged(
                            new MeasuredMetric(
                                    millis, samples, r.ok(), "requests", note + tail(stat, samples, "requests")),
                            stat,
                            latency,
                            ofView,
                            place.name(),
                            name,
                            Optional.empty()));
        });
    }

    private @Nullable Latency latency(RequestResult r) {
        if (view == Distribution.LATENCY_OK) {
            return r.okLatencyMicros();
        }
        Latency corrected = r.correctedLatencyMicros();
        return corrected == null && view == Distribution.LATENCY ? r.latencyMicros() : corrected;
    }

    /** In milliseconds; empty where only the histograms have it and they were not read. */
    static Optional<Double> of(
            Stat stat, Latency latency, Percentiles percentiles, String phase, String name, Optional<String> metric) {
        if (stat.isRecorded()) {
            return Optional.of(stat.micros(latency) / 1000);
        }
        OptionalDouble micros =
                percentiles.micros(phase, name, metric, stat.percentile().orElseThrow());
        return micros.isPresent() ? Optional.of(micros.getAsDouble() / 1000) : Optional.empty();
    }

    static String tail(Stat stat, long samples, String noun) {
        return samples < stat.samplesForTail() ? "; the slowest of " + samples + " " + noun : "";
    }
}
