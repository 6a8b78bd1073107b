package io.orchestress.workload;

import io.orchestress.config.Settings.PhaseSettings;
import io.orchestress.config.Settings.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A workload scaled by a profile: phases one after the other, without a gap or an overlap.
 *
 * @param workload its name in the configuration
 */
public record Plan(String workload, List<Phase> phases) {
    public Plan {
        phases = List.copyOf(phases);
        if (phases.isEmpty()) {
            throw new IllegalArgumentException("workload " + workload + " has no phase");
        }
        int end = 0;
        for (Phase phase : phases) {
            if (phase.startSeconds() != end) {
                throw new IllegalArgumentException(
                        "phase " + phase.name() + " starts at " + phase.startSeconds() + " s, not at " + end + " s");
            }
            end = phase.endSeconds();
        }
    }

    /**
     * Scales durations by {@code min(1, longest ÷ sum)} and users by the load factor; what is above zero stays at least 1 s or
     * one user. Rounding may move the sum by up to half a second a duration.
     */
    public static Plan of(String workload, List<PhaseSettings> settings, Profile profile) {
        double sumSeconds = settings.stream()
                .mapToDouble(s -> s.ramp().plus(s.hold()).plus(s.cooldown()).toSeconds())
                .sum();
        double timeFactor = Math.min(1, profile.longest().toMillis() / 1000.0 / sumSeconds);
        List<Phase> phases = new ArrayList<>();
        int start = 0;
        double fromUsers = 0;
        for (PhaseSettings s : settings) {
            double users = s.scaleLoad() ? scale((int) s.users(), profile.loadFactor()) : s.users();
            Phase phase = new Phase(
                    s.name(),
                    s.kind(),
                    s.warmUp(),
                    start,
                    fromUsers,
                    users,
                    scale(s.ramp(), timeFactor),
                    scale(s.hold(), timeFactor),
                    scale(s.cooldown(), timeFactor),
                    s.controls());
            phases.add(phase);
            start = phase.endSeconds();
            fromUsers = phase.leavesUsers();
        }
        return new Plan(workload, phases);
    }

    public int totalSeconds() {
        return phases.get(phases.size() - 1).endSeconds();
    }

    /** Users at {@code seconds} since the load started; 0 before it and after the last phase. */
    public double usersAt(double seconds) {
        if (seconds < 0 || seconds >= totalSeconds()) {
            return 0;
        }
        return phases.get(phaseAt(seconds)).usersAt(seconds);
    }

    /** Index of the phase at {@code seconds} since the load started; the first before it, the last one after the end. */
    public int phaseAt(double seconds) {
        int index = 0;
        while (index < phases.size() - 1 && seconds >= phases.get(index).endSeconds()) {
            index++;
        }
        return index;
    }

    private static int scale(Duration duration, double factor) {
        return scale((int) Math.min(Integer.MAX_VALUE, duration.toSeconds()), factor);
    }

    private static int scale(int value, double factor) {
        return value == 0 ? 0 : Math.max(1, (int) Math.round(value * factor));
    }
}
