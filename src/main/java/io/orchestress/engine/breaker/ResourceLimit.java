package io.orchestress.engine.breaker;

import io.orchestress.config.Section;
import io.orchestress.config.Written;
import io.orchestress.record.ResourceName;
import io.orchestress.record.metric.ResourceMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A limit of something that is read now and then, such as the memory of the target.
 *
 * @param figure what it is called
 * @param limit above which the mean of the window is too much
 * @param unit as in {@code resources.csv}
 */
public record ResourceLimit(String figure, double limit, String unit) {
    private static final Pattern AMOUNT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(\\S*)");
    private static final Map<String, Double> SIZES = Map.of(
            "B", 1.0,
            "kB", 1e3,
            "MB", 1e6,
            "GB", 1e9,
            "KiB", 1024.0,
            "MiB", 1048576.0,
            "GiB", 1073741824.0);

    public ResourceLimit {
        if (!(limit >= 0) || Double.isInfinite(limit)) {
            throw new IllegalArgumentException("limit of " + figure + " is " + limit + ", must be 0 or more");
        }
    }

    /**
     * Reads limits, metric = limit, where the user names the metrics.
     *
     * @param areRead whether resources are read at all
     */
    static List<ResourceLimit> read(Section s, boolean areRead) {
        List<ResourceLimit> limits = new ArrayList<>();
        for (Written figure : s.leaves()) {
            try {
                if (!areRead) {
                    throw new IllegalArgumentException("nothing is read: orchestress.resources.enabled is false");
                }
                limits.add(limit(figure));
            } catch (IllegalArgumentException e) {
                s.problem(figure, String.valueOf(e.getMessage()));
            }
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
