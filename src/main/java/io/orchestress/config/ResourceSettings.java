package io.orchestress.config;

/**
 * Whose use of the machine is watched.
 *
 * @param pid process of the target on this machine; 0: the embedded orchestrator's if it is the target, else that of
 *     the process that listens at the target's port, if that is here
 */
public record ResourceSettings(boolean enabled, long pid) {

    static ResourceSettings read(Section s) {
        ResourceSettings settings =
                new ResourceSettings(s.flag("enabled"), (long) s.number("pid", 0, Integer.MAX_VALUE));
        s.end();
        return settings;
    }
}
