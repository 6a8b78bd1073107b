package io.orchestress.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How runs are compared.
 *
 * @param baseline empty: none; {@code last-N}: the last N good runs like it; else the name of a baseline, or a run id
 * @param falseAlarms probability, at most, that any metric of a comparison is called changed although nothing did
 * @param block shortest stretch of time that is resampled as a whole
 * @param minSamples requests in each run, below which nothing is compared
 * @param decides metrics whose uncertainty makes the comparison inconclusive
 * @param tolerance by the kind of metric: a share of the baseline's figure
 * @param service tolerance of latency by pattern of request names, {@code *} stands for anything
 */
public record RegressionSettings(
        String baseline,
        double falseAlarms,
        Duration block,
        int minSamples,
        List<String> decides,
        Map<String, Double> tolerance,
        Map<String, Double> service) {

    static RegressionSettings read(Section s) {
        Section tolerances = s.section("tolerance");
        Map<String, Double> tolerance = new LinkedHashMap<>();
        for (String kind : List.of("latency", "throughput", "success-rate", "cost", "tokens", "memory", "cpu")) {
            tolerance.put(kind, tolerances.number(kind, 0.001, 100));
        }
        tolerances.end();
        Section services = s.section("service");
        Map<String, Double> service = new LinkedHashMap<>();
        services.names().forEach(name -> service.put(name, services.number(name, 0.001, 100)));
        RegressionSettings settings = new RegressionSettings(
                s.text("baseline"),
                s.number("false-alarms", 0.0001, 0.5),
                s.duration("block", Duration.ofSeconds(1)),
                s.integer("min-samples", 20, 1_000_000),
                s.texts("decides"),
                tolerance,
                service);
        s.end();
        return settings;
    }
}
