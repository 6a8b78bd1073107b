package io.orchestress.config;

import java.util.Map;

/** What phases can set on the target, by name. */
public record LeverSettings(Map<String, Lever> byName) {
    public LeverSettings {
        byName = Map.copyOf(byName);
    }

    /** One thing that can be set. */
    public record Lever() {}

    static LeverSettings read(Section s) {
        s.end();
        return new LeverSettings(Map.of());
    }
}
