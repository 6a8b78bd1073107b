package io.orchestress.config;

import io.orchestress.text.Format;
import io.orchestress.text.Named;
import io.orchestress.workload.kind.PhaseKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Settings that make growth under constant load visible sooner.
 *
 * @param collections whether the target's JVM is asked for garbage collections under constant load
 * @param collectionsEvery from one to the next
 * @param accelerate factor of the load of a workload with a phase of kind endurance, 1 or more; its times stay
 */
public record EnduranceSettings(Collections collections, Duration collectionsEvery, double accelerate) {
    private static final String ACCELERATE = "accelerate";
    private static final double MOST = 1000;

    static EnduranceSettings read(Section s) {
        return new EnduranceSettings(
                s.oneOf("collections", Collections.values()),
                s.duration("collections-every", Duration.ofSeconds(5)),
                s.number(ACCELERATE, 1, MOST));
    }

    /** When the target's JVM is asked to collect its garbage. */
    public enum Collections implements Named {
        /** In a run that looks for leaks: one whose load is accelerated. */
        AUTO,
        ON,
        OFF
    }

    /** Whether a run asks for garbage collections, where the target is a JVM that lets it. */
    public boolean collects() {
        return switch (collections) {
            case AUTO -> accelerate > 1;
            case ON -> true;
            case OFF -> false;
        };
    }

    static boolean concerns(List<Settings.PhaseSettings> phases) {
        return phases.stream().anyMatch(phase -> phase.kind() == PhaseKind.ENDURANCE);
    }

    /** Refuses a factor by which a workload would have more users than {@code load.max-users}. */
    void check(Section s, Map<String, List<Settings.PhaseSettings>> workloads, double loadFactor, int maxUsers) {
        if (accelerate == 1) {
            return;
        }
        workloads.forEach((name, phases) -> {
            double most = phases.stream()
                    .filter(Settings.PhaseSettings::scaleLoad)
                    .mapToDouble(Settings.PhaseSettings::users)
                    .max()
                    .orElse(0);
            double users = accelerate * loadFactor * most;
            if (concerns(phases) && users > maxUsers) {
                s.problem(
                        ACCELERATE,
                        "makes " + Format.number(users) + " users of the " + Format.number(loadFactor * most)
                                + " of workload '" + name + "', and load.max-users is " + Format.count(maxUsers)
                                + "; valid: from 1 to "
                                + Format.limit(
                                        Math.max(1, Math.floor(100 * maxUsers / (loadFactor * most)) / 100), ""));
            }
        });
    }
}
