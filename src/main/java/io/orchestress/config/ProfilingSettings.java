package io.orchestress.config;

/** @param enabled whether the target's JVM is recorded */
public record ProfilingSettings(boolean enabled) {

    static ProfilingSettings read(Section s) {
        ProfilingSettings settings = new ProfilingSettings(s.flag("enabled"));
        s.end();
        return settings;
    }
}
