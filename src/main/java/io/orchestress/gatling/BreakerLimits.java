package io.orchestress.gatling;

import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Settings;
import io.orchestress.config.Written;
import io.orchestress.engine.breaker.CircuitBreaker;
import io.orchestress.engine.breaker.ResourceLimit;
import io.orchestress.record.ResourceName;
import io.orchestress.record.metric.ResourceMetric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The circuit breaker out of the configuration, and what its limits of resources say. */
final class BreakerLimits {
    private static final Pattern AMOUNT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(\\S*)");
    private static final Map<String, Double> SIZES = Map.of(
            "B", 1.0,
            "kB", 1e3,
            "MB", 1e6,
            "GB", 1e9,
            "KiB", 1024.0,
            "MiB", 1048576.0,
            "GiB", 1073741824.0);

    private BreakerLimits() {}

    /**
     * Empty when the breaker is off.
     *
     * @param searching whether the run breaks what it can on purpose, and ends by itself: only a target that answers nothing any
     *     more, or uses too much, stops it then
     *
     * @throws InvalidConfigException naming every limit that cannot be read
     */
    static Optional<CircuitBreaker> breaker(Settings settings, boolean searching) {
        Settings.Breaker b = settings.breaker();
        List<ResourceLimit> resources = limits(settings);
        return b.enabled()
                ? Optional.of(new CircuitBreaker(
                        new CircuitBreaker.Limits(
                                b.window(),
                                b.grace(),
                                b.minSamples(),
                                searching ? 1 : b.errorRate(),
                                searching ? 1 : b.timeoutRate(),
                                searching ? Duration.ofDays(1) : b.meanResponseTime(),
                                b.stall()),
                        resources,
                        b.minReadings()))
                : Optional.empty();
    }

    private static List<ResourceLimit> limits(Settings settings) {
        List<ResourceLimit> limits = new ArrayList<>();
        List<ConfigProblem> problems = new ArrayList<>();
        for (Written figure : settings.breaker().resources()) {
            try {
                if (!settings.resources().enabled()) {
                    throw new IllegalArgumentException("nothing is read: orchestress.resources.enabled is false");
                }
                limits.add(limit(figure));
            } catch (IllegalArgumentException e) {
                problems.add(new ConfigProblem(
                        figure.key(), figure.text(), figure.origin(), String.valueOf(e.getMessage())));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        return limits;
    }

    private static ResourceLimit limit(Written figure) {
        String unit = ResourceMetric.of(figure.name())
                .orElseThrow(() -> new IllegalArgumentException("nobody knows '" + figure.name() + "'; valid: "
                        + String.join(", ", ResourceName.SUBJECTS) + ", a dot, and one of "
                        + String.join(", ", ResourceName.known()) + ", or a name of your own that begins with x-"))
                .unit();
        Map<String, Double> units = units(unit);
        Matcher amount = AMOUNT.matcher(figure.text().strip());
        Double factor = amount.matches() ? units.get(amount.group(2)) : null;
        if (factor == null) {
            throw new IllegalArgumentException("expected a number"
                    + (units.containsKey("") ? ", alone or" : "") + " with one of "
                    + String.join(
                            ", ",
                            units.keySet().stream().filter(u -> !u.isEmpty()).toList()));
        }
        return new ResourceLimit(figure.name(), Double.parseDouble(amount.group(1)) * factor, unit);
    }

    private static Map<String, Double> units(String unit) {
        Map<String, Double> units = new TreeMap<>();
        switch (unit) {
            case "B" -> units.putAll(SIZES);
            case "B/s" -> SIZES.forEach((size, factor) -> units.put(size + "/s", factor));
            case "s" -> units.putAll(Map.of("ms", 0.001, "s", 1.0));
            case "ratio" -> units.putAll(Map.of("", 1.0, "%", 0.01));
            case "1/s" -> units.putAll(Map.of("", 1.0, "/s", 1.0));
            default -> units.put("", 1.0);
        }
        return units;
    }
}
