package io.orchestress.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the capacity is looked for, and judged.
 *
 * @param expectedLoad that head-room is asked for; 0: none
 * @param model of the search: arrivals per second or users
 * @param from, to lowest and highest load of the search
 * @param factor from one step of its ramp to the next
 * @param precision of the bracket
 * @param longest time that the search may take with the profile in force
 * @param longestAsWritten where that was said
 */
public record CapacitySettings(
        double expectedLoad,
        LoadModel model,
        double from,
        double to,
        double factor,
        double precision,
        Duration longest,
        FigureText longestAsWritten,
        CapacitySlo slo) {

    /** The workload whose phases are not listed but looked for. */
    public static final String WORKLOAD = "capacity";

    private static final Duration SHORTEST = Duration.ofSeconds(30);

    /** What a load must keep to be carried. Each may be left out. */
    public record CapacitySlo(
            Optional<Duration> p50,
            Optional<Duration> p95,
            Optional<Duration> p99,
            Optional<Double> errorRate,
            Optional<Double> goodput) {}

    static CapacitySettings read(Section s, String profile) {
        Section longest = s.section("max-duration");
        Map<String, Duration> byProfile = longest(longest, profile);
        String inForce = byProfile.containsKey(profile)
                ? profile
                : byProfile.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse(profile);
        CapacitySettings settings = new CapacitySettings(
                s.number("expected-load", 0, 1e9),
                s.oneOf("model", LoadModel.values()),
                s.number("from", 0.01, 1e9),
                s.number("to", 0.01, 1e9),
                s.number("factor", 1.05, 10),
                s.number("precision", 0.005, 0.5),
                byProfile.getOrDefault(inForce, SHORTEST),
                new FigureText(
                        inForce,
                        longest.path(inForce),
                        byProfile.containsKey(inForce) ? longest.text(inForce) : "",
                        longest.origin(inForce)),
                slo(s.section("slo")));
        if (settings.to <= settings.from) {
            s.problem("to", "must be above from");
        }
        s.end();
        return settings;
    }

    /** By profile, as far as it is said. */
    private static Map<String, Duration> longest(Section s, String profile) {
        Map<String, Duration> byProfile = new LinkedHashMap<>();
        s.names().forEach(name -> byProfile.put(name, s.duration(name, SHORTEST)));
        if (byProfile.isEmpty()) {
            s.problem("says nothing of any profile; add " + profile + " = 10 min, for example");
        }
        return byProfile;
    }

    private static CapacitySlo slo(Section s) {
        CapacitySlo slo = new CapacitySlo(
                time(s, "p50"), time(s, "p95"), time(s, "p99"), share(s, "error-rate"), share(s, "goodput"));
        if (slo.p50.isEmpty()
                && slo.p95.isEmpty()
                && slo.p99.isEmpty()
                && slo.errorRate.isEmpty()
                && slo.goodput.isEmpty()) {
            s.problem("every condition is off: at least one must be set");
        }
        s.end();
        return slo;
    }

    private static Optional<Duration> time(Section s, String key) {
        return s.text(key).equals("off") ? Optional.empty() : Optional.of(s.duration(key, Duration.ofMillis(1)));
    }

    private static Optional<Double> share(Section s, String key) {
        return s.text(key).equals("off") ? Optional.empty() : Optional.of(s.number(key, 0.0001, 0.9999));
    }
}
