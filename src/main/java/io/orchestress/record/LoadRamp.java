package io.orchestress.record;

import io.orchestress.record.RunRecord.PlannedPhase;
import java.util.List;

/**
 * How long a phase takes to come to its load, from what a record knows of its plan: {@code 2 D (L − M) ÷ (L − L₀)}, with the duration
 * {@code D}, the load {@code L}, its mean {@code M} over the phase, and the load {@code L₀} of the phase before. A linear ramp loses half
 * of its height for as long as it lasts, so this is exact without a cooldown; a cooldown lowers the mean as well, and with one it is too
 * long, never too short.
 */
public final class LoadRamp {
    private LoadRamp() {}

    /** Of a phase of the plan, in seconds from its start: from 0 to its duration; 0 where it begins with its load. */
    public static double seconds(List<PlannedPhase> plan, PlannedPhase phase) {
        double missing = phase.load() - phase.meanLoad();
        double rise = phase.load() - before(plan, phase);
        double seconds = phase.endSeconds() - phase.startSeconds();
        return missing == 0 || rise == 0 ? 0 : Math.min(seconds, Math.abs(2 * seconds * missing / rise));
    }

    /** Whether it begins with its load and lacks some of it in the mean, which only a cooldown can take: when that began is not known. */
    public static boolean isUnknownCooldown(List<PlannedPhase> plan, PlannedPhase phase) {
        return phase.load() == before(plan, phase) && phase.load() != phase.meanLoad();
    }

    private static double before(List<PlannedPhase> plan, PlannedPhase phase) {
        int index = plan.indexOf(phase);
        return index <= 0 ? 0 : plan.get(index - 1).load();
    }
}
