package io.orchestress.text.openmetrics;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Metrics of one name.
 *
 * @param name without what its samples have at their end, such as {@code _total}
 * @param unit at the end of the name; empty: none
 * @param help one line
 */
public record MetricFamily(String name, Type type, String unit, String help) {
    /** No unit of OpenMetrics, but the end of a name. */
    public static final String PER_SECOND = "per_second";

    private static final String PREFIX = "orchestress_";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern OTHER = Pattern.compile("[^a-z0-9]+");

    /** What a family's samples are. */
    public enum Type {
        /** A sum that only grows. */
        COUNTER("_total"),
        GAUGE(""),
        HISTOGRAM(""),
        /** A fact in labels; its value is 1. */
        INFO("_info");

        private final String suffix;

        Type(String suffix) {
            this.suffix = suffix;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public MetricFamily {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no name of a metric");
        }
    }

    /**
     * A family by the rule of names: {@code orchestress_}, the name of the metric with underscores, and the unit at the end.
     *
     * @param metric in kebab-case, with dots between levels
     */
    public static MetricFamily of(String metric, Type type, String unit, String help) {
        String name = PREFIX + OTHER.matcher(metric).replaceAll("_");
        String full = unit.isEmpty() || name.endsWith("_" + unit) ? name : name + "_" + unit;
        return new MetricFamily(full, type, unit.equals(PER_SECOND) ? "" : unit, help);
    }

    /** Name of its only sample for given labels; a histogram has several. */
    String sample() {
        return name + type.suffix;
    }
}
