package io.orchestress.resources.prometheus;

import java.util.Map;

/**
 * One line of an exposition.
 *
 * @param labels by name, unescaped
 * @param value as it was written: may be negative, infinite or not a number
 */
public record Sample(String name, Map<String, String> labels, double value) {
    public Sample {
        labels = Map.copyOf(labels);
    }
}
