package io.orchestress.analysis.regression;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How runs are compared. Shares are from 0.
 *
 * @param falseAlarms probability, at most, that any metric is called changed although nothing changed
 * @param shortestBlockSeconds shortest stretch of time that is resampled as a whole
 * @param minSamples requests of each run, below which nothing is compared
 * @param foreignCpu share of the machine's processors that others may use in a run, 0 to 1: above it its times prove nothing
 * @param decides names of the metrics without which the comparison is inconclusive
 * @param tolerance by kind of metric: a change for the worse up to it warns, above it fails
 * @param noise by kind of metric: standard deviation from run to run, assumed where the baseline has too few runs to know it
 * @param resolutionMillis latency differences of this size mean nothing on any machine, above 0
 * @param service tolerance of latency by request name, the first pattern that fits; {@code *} stands for anything
 */
public record RegressionLimits(
        double falseAlarms,
        double shortestBlockSeconds,
        int minSamples,
        double foreignCpu,
        List<String> decides,
        Map<Kind, Double> tolerance,
        Map<Kind, Double> noise,
        double resolutionMillis,
        Map<String, Double> service) {

    /** What a metric is a metric of. */
    public enum Kind {
        LATENCY,
        THROUGHPUT,
        SUCCESS_RATE,
        COST,
        TOKENS,
        MEMORY,
        CPU
    }

    public RegressionLimits {
        if (!(falseAlarms > 0 && falseAlarms < 1 && shortestBlockSeconds > 0 && resolutionMillis > 0)) {
            throw new IllegalArgumentException("falseAlarms " + falseAlarms + ", shortestBlockSeconds "
                    + shortestBlockSeconds + ", resolutionMillis " + resolutionMillis);
        }
        for (Kind kind : Kind.values()) {
            if (!(tolerance.getOrDefault(kind, 0.0) > 0 && noise.getOrDefault(kind, 0.0) > 0)) {
                throw new IllegalArgumentException(kind + " needs a tolerance and a noise above 0");
            }
        }
        decides = List.copyOf(decides);
        tolerance = Map.copyOf(tolerance);
        noise = Map.copyOf(noise);
        service = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(service));
    }

    double toleranceOf(Kind kind) {
        return tolerance.getOrDefault(kind, 0.0);
    }

    /** Assumed standard deviation of a metric from run to run, of the logarithm. @param value in the metric's unit */
    double noiseOf(Kind kind, double value) {
        double relative = noise.getOrDefault(kind, 0.0);
        return kind == Kind.LATENCY ? Math.hypot(relative, resolutionMillis / value) : relative;
    }

    /** Of the latency of one request name. */
    double toleranceOf(String request) {
        for (Map.Entry<String, Double> entry : service.entrySet()) {
            String pattern = Pattern.quote(entry.getKey()).replace("*", "\\E.*\\Q");
            if (request.matches(pattern)) {
                return entry.getValue();
            }
        }
        return toleranceOf(Kind.LATENCY);
    }
}
