package io.orchestress.history;

import io.orchestress.record.Better;

/**
 * One figure of one run.
 *
 * @param metric such as {@code p95}; docs/history.md lists them
 * @param request {@code *}: all of them together
 * @param phase {@code *}: all of them but warm-up
 * @param unit {@code ms}, {@code 1/s}, {@code ratio}, {@code tokens}, {@code B}, a currency …
 */
public record MetricValue(String metric, String request, String phase, double value, String unit, Better better) {
    /** In place of the name of a request or a phase: all of them. */
    public static final String ALL = "*";

    public MetricValue {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(metric + " is " + value);
        }
    }
}
