package io.orchestress.config;

import io.orchestress.text.Named;
import io.orchestress.workload.kind.PhaseKind;
import java.util.List;

/**
 * When and how the target's JVM is recorded.
 *
 * @param phases by name or kind; none: all but warm-up
 * @param settings of Java Flight Recorder
 * @param most rows of each list in the report
 */
public record ProfilingSettings(boolean enabled, List<String> phases, Detail settings, int most) {

    /** Settings that every JDK brings along. */
    public enum Detail implements Named {
        DEFAULT("default"),
        PROFILE("profile");

        private final String configName;

        Detail(String configName) {
            this.configName = configName;
        }

        @Override
        public String configName() {
            return configName;
        }
    }

    public ProfilingSettings {
        phases = List.copyOf(phases);
    }

    /** Whether a phase is recorded: by its name or its kind, or all that are judged. */
    public boolean wants(String phase, PhaseKind kind, boolean warmUp) {
        return phases.isEmpty() ? !warmUp : phases.contains(phase) || phases.contains(kind.configName());
    }

    static ProfilingSettings read(Section s) {
        ProfilingSettings settings = new ProfilingSettings(
                s.flag("enabled"), s.texts("phases"), s.oneOf("settings", Detail.values()), s.integer("top", 1, 100));
        return settings;
    }
}
