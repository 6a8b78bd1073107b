package io.orchestress.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Map;

/** Lengths of time as people write them. */
final class Durations {
    private Durations() {}

    /** @throws IllegalArgumentException saying what would be a duration */
    static Duration parse(String written) {
        String text = written.strip();
        if (text.matches("-?[0-9.]+")) {
            throw new IllegalArgumentException(
                    "a duration needs its unit, for example \"" + text + " s\" or \"" + text + " ms\"");
        }
        try {
            // "min" is how people write it, and the one spelling that HOCON lacks.
            return ConfigFactory.parseMap(Map.of("length", text.replaceFirst("(?<=[0-9 ])min$", "minutes")))
                    .getDuration("length");
        } catch (ConfigException e) {
            throw new IllegalArgumentException("expected a duration such as \"30 s\", \"5 min\" or \"250 ms\"", e);
        }
    }

    static String render(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
