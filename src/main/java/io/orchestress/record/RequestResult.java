package io.orchestress.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.FailureLayer;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts and latencies of one request name, over one phase or the whole run.
 *
 * @param name name of the request; {@code *} for all of them together
 * @param count requests that ended: {@code ok + failed}
 * @param failed failures of every class, {@code timedOut} and unfinished ones included
 * @param timedOut requests that got no answer within the request timeout
 * @param throughputPerSec {@code count} divided by the seconds of the phase
 * @param failures count by class
 * @param latencyMicros of all answers, failed ones included; absent when there was none
 * @param okLatencyMicros of successful answers only; absent when there was none
 * @param correctedLatencyMicros from the <em>intended</em> start, free of coordinated omission; only for a closed model with a
 *     pace
 * @param stabilityScore {@code max(0, 1 − stdDev ÷ mean)}, from 0 (erratic) to 1 (constant)
 * @param outliers answers slower than {@code p75 + 3 × (p75 − p25)} (Tukey's outer fence)
 * @param apdex (satisfied + tolerating ÷ 2) ÷ count, satisfied: successful within T, tolerating: within 4T; 0 to 1
 */
public record RequestResult(
        String name,
        long count,
        long ok,
        long failed,
        long timedOut,
        double throughputPerSec,
        Map<FailureClass, Long> failures,
        @Nullable Latency latencyMicros,
        @Nullable Latency okLatencyMicros,
        @Nullable Latency correctedLatencyMicros,
        double stabilityScore,
        long outliers,
        double apdex) {
    public RequestResult {
        if (count != ok + failed) {
            throw new IllegalArgumentException(name + ": count " + count + " is not ok " + ok + " + failed " + failed);
        }
        failures = Map.copyOf(failures);
    }

    /** Failures by the layer of the answer that refused it; layers without one, and classes without a layer, are left out. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public Map<FailureLayer, Long> failuresByLayer() {
        Map<FailureLayer, Long> sums = new EnumMap<>(FailureLayer.class);
        failures.forEach(
                (failure, count) -> failure.layer().ifPresent(layer -> sums.merge(layer, count, SaturatedSum::plus)));
        return sums;
    }

    /** How many failed in this way. */
    public long failed(FailureClass failure) {
        return failures.getOrDefault(failure, 0L);
    }

    /** Whether it is known how many there were, and nothing else: of what started after the plan. */
    @JsonIgnore
    public boolean isCountOnly() {
        return count > 0 && latencyMicros == null;
    }

    /** Share of failed requests, 0 to 1; 0 when there was none at all: ask {@link #count()} first. */
    public double errorRate() {
        return count == 0 ? 0 : (double) failed / count;
    }

    /** Percentiles of one set of samples, in microseconds, each within 0.1 % of the exact value (three digits). */
    public record Latency(
            long min,
            double mean,
            double stdDev,
            long p50,
            long p75,
            long p90,
            long p95,
            long p99,
            long p999,
            long max) {
        /** Whether both are, as far as percentiles tell, of the same samples. */
        public boolean hasPercentilesOf(Latency other) {
            return min == other.min
                    && p50 == other.p50
                    && p75 == other.p75
                    && p90 == other.p90
                    && p95 == other.p95
                    && p99 == other.p99
                    && p999 == other.p999
                    && max == other.max;
        }
    }
}
