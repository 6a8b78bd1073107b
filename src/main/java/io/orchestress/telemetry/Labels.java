package io.orchestress.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Attributes of a point or of a span.
 *
 * @param pairs key, value, key, value
 */
record Labels(List<String> pairs) {
    static final Labels NONE = new Labels(List.of());

    /** What the specification gives to all that came after too many others. */
    static final Labels OVERFLOW = NONE.with("otel.metric.overflow", "true");

    Labels {
        pairs = List.copyOf(pairs);
    }

    /** With one more; an empty value is none. */
    Labels with(String key, String value) {
        if (value.isEmpty()) {
            return this;
        }
        List<String> more = new ArrayList<>(pairs);
        more.add(key);
        more.add(value);
        return new Labels(more);
    }

    void forEach(BiConsumer<String, String> each) {
        for (int i = 0; i < pairs.size(); i += 2) {
            each.accept(pairs.get(i), pairs.get(i + 1));
        }
    }
}
