package io.orchestress.monitoring.prometheus;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * One line of an exposition.
 *
 * @param labels by name, unescaped
 * @param value as it was written: may be negative, infinite or not a number
 * @param atMillis when it was taken, in milliseconds since 1970; {@link #UNTIMED} where the line does not say, and it is of now
 */
public record ScrapedSample(String name, Map<String, String> labels, double value, long atMillis) {
    /** No time beside the value. */
    public static final long UNTIMED = Long.MIN_VALUE;

    public ScrapedSample {
        labels = Map.copyOf(labels);
    }

    /** Of now. */
    public ScrapedSample(String name, Map<String, String> labels, double value) {
        this(name, labels, value, UNTIMED);
    }

    /** As it stands in a text, for messages: {@code jobs{queue="a"}}. */
    public String series() {
        return labels.isEmpty()
                ? name
                : name
                        + labels.entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                                .collect(Collectors.joining(",", "{", "}"));
    }
}
