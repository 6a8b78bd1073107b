package io.orchestress.analysis.gates;

import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Latency of requests, of all answers. It counts from the intended start where the record has that, for that is what a user waits;
 * the note says which. Failed answers count as well, but cannot keep a limit alone: a target that refuses at once is not fast.
 */
record LatencyMetric(Stat stat) implements GateMetric {

    @Override
    public String word() {
        return stat.name();
    }

    @Override
    public Dimension dimension() {
        return Dimension.TIME;
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public boolean byLoadPhase() {
        return true;
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
        return place.request(name).flatMap(r -> {
            @Nullable Latency corrected = r.correctedLatencyMicros();
            Latency latency = corrected == null ? r.latencyMicros() : corrected;
            if (latency == null) {
                return Optional.empty();
            }
            String note = corrected == null ? "from the actual start" : "from the intended start";
            return of(stat, latency, percentiles, place.name(), name, Optional.empty())
                    .map(millis -> TimeEvidence.judged(
                            new MetricValue(
                                    millis, r.count(), r.ok(), "requests", note + tail(stat, r.count(), "requests")),
                            stat,
                            latency,
                            percentiles,
                            place.name(),
                            name,
                            Optional.empty()));
        });
    }

    @Override
    public boolean isPercentile() {
        return stat.percentile().isPresent();
    }

    @Override
    public long samplesToPass() {
        return stat.samplesToPass();
    }

    @Override
    public boolean needsHistograms() {
        return !stat.isRecorded();
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
