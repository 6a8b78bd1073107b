package io.orchestress.importer;

import io.orchestress.record.SeriesKey;
import java.util.HashMap;
import java.util.Map;

/** Names of requests: bounded in number and length, and none that stands for something else in a record. */
final class RequestNames {
    /** Name of what came after {@value #MOST} different names. */
    static final String OTHERS = "(others)";

    static final int MOST = 1000;
    private static final int LONGEST = 200;

    private final Map<String, String> known = new HashMap<>();
    private boolean overflowed;

    /** The same name for the same text, as long as the texts come in the same order. */
    String of(String text) {
        String name = known.get(text);
        if (name != null) {
            return name;
        }
        if (known.size() >= MOST) {
            overflowed = true;
            return OTHERS;
        }
        name = valid(text);
        known.put(text, name);
        return name;
    }

    /** Whether {@link #OTHERS} is in use. */
    boolean overflowed() {
        return overflowed;
    }

    private static String valid(String text) {
        if (text.isBlank()) {
            return "(unnamed)";
        }
        if (text.equals(SeriesKey.ALL_REQUESTS)) {
            return "'" + SeriesKey.ALL_REQUESTS + "'";
        }
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
