package io.orchestress.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How runs are compared.
 *
 * @param baseline empty: none; {@code last-N}: the last N good runs like it; else the name of a baseline, or a run id
 * @param baselineOrigin where that was written
 * @param falseAlarms probability, at most, that anything of a comparison is called worse although nothing changed
 * @param block shortest stretch of time that is resampled as a whole
 * @param minSamples requests in each run, below which nothing is compared
 * @param decides primary metrics: half of the false alarms is theirs, and their uncertainty makes the comparison inconclusive
 * @param tolerance by the kind of metric: a share of the baseline's figure; of shares a difference
 * @param noise by the kind of metric: standard deviation from run to run, assumed until earlier runs tell it
 * @param resolution differences of latency of this size mean nothing on any machine
 * @param service tolerance of latency by pattern of request names, {@code *} stands for anything
 */
public record RegressionSettings(
        String baseline,
        String baselineOrigin,
        double falseAlarms,
        Duration block,
        int minSamples,
        List<String> decides,
        Map<String, Double> tolerance,
        Map<String, Double> noise,
        Duration resolution,
        Map<String, Double> service) {

    private static final List<String> KINDS =
            List.of("latency", "throughput", "failures", "completed", "cost", "tokens", "memory", "cpu");

    private static final List<String> METRICS = List.of(
            "typical",
            "failures",
            "completed",
            "mean",
            "p50",
            "p90",
            "p95",
            "p99",
            "throughput",
            "goodput",
            "cost-per-task",
            "tokens-per-task",
            "ttft.p95",
            "itl.p95",
            "icl.p95",
            "tpot.p95",
            "task.p95",
            "memory",
            "cpu");

    static RegressionSettings read(Section s) {
        Section services = s.section("service");
        Map<String, Double> service = new LinkedHashMap<>();
        services.names().forEach(name -> service.put(name, services.number(name, 0.001, 100)));
        List<String> decides = s.texts("required-metrics");
        List<String> unknown =
                decides.stream().filter(name -> !METRICS.contains(name)).toList();
        if (decides.isEmpty() || !unknown.isEmpty()) {
            s.problem(
                    "required-metrics",
                    (decides.isEmpty()
                                    ? "is empty: a comparison would pass whatever it finds"
                                    : "names no metric of a comparison")
                            + "; valid: one or more of " + String.join(", ", METRICS));
        }
        RegressionSettings settings = new RegressionSettings(
                s.text("baseline"),
                s.origin("baseline"),
                s.number("false-positive-rate", 0.0001, 0.5),
                s.duration("block", Duration.ofSeconds(1)),
                s.integer("min-samples", 20, 1_000_000),
                decides,
                byKind(s.section("tolerance")),
                byKind(s.section("run-to-run-variation")),
                s.duration("resolution", Duration.ofNanos(1000)),
                service);
        s.end();
        return settings;
    }

    RegressionSettings against(String other) {
        return new RegressionSettings(
                other, baselineOrigin, falseAlarms, block, minSamples, decides, tolerance, noise, resolution, service);
    }

    private static Map<String, Double> byKind(Section s) {
        Map<String, Double> byKind = new LinkedHashMap<>();
        KINDS.forEach(kind -> byKind.put(kind, s.number(kind, 0.0001, 100)));
        s.end();
        return byKind;
    }
}
