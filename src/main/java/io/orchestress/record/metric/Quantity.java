package io.orchestress.record.metric;

import io.orchestress.record.ResourceName;
import io.orchestress.text.openmetrics.MetricFamily;

/** The kind of quantity that a metric is, and the unit in which its values are kept. */
public enum Quantity {
    TIME("ms"),
    /** 0 to 1. */
    SHARE("ratio"),
    /** 0 to 1, and no share of anything. */
    SCORE("ratio"),
    RATE("1/s"),
    BYTES("B"),
    BYTE_RATE("B/s"),
    /** In the currency of the price table. */
    MONEY(""),
    /** Of what, the metric says. */
    COUNT("");

    private final String unit;

    Quantity(String unit) {
        this.unit = unit;
    }

    /** Empty where the metric, or its value, says it. */
    public String unit() {
        return unit;
    }

    /** The unit at the end of a name in OpenMetrics, for which times are in seconds; empty: none. */
    public String exposedUnit() {
        return switch (this) {
            case TIME -> "seconds";
            case SHARE, SCORE -> "ratio";
            case BYTES -> "bytes";
            case BYTE_RATE -> "bytes_" + MetricFamily.PER_SECOND;
            case RATE -> MetricFamily.PER_SECOND;
            case MONEY, COUNT -> "";
        };
    }

    /** Of a resource, by its {@linkplain ResourceName#unit unit}; times of resources are in seconds. */
    static Quantity ofResource(String unit) {
        return switch (unit) {
            case "ratio" -> SHARE;
            case "B" -> BYTES;
            case "B/s" -> BYTE_RATE;
            case "1/s" -> RATE;
            case "s" -> TIME;
            default -> COUNT;
        };
    }
}
