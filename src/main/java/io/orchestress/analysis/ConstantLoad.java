package io.orchestress.analysis;

import io.orchestress.run.RunRecord;
import io.orchestress.run.RunRecord.PlannedPhase;
import io.orchestress.run.TimeSeriesRow;
import java.util.List;
import java.util.Set;

/**
 * The stretch of a phase in which the load neither ramps nor cools down, in seconds since the load started; of no length where
 * there is none.
 */
record ConstantLoad(double fromSeconds, double toSeconds) {
    private static final Set<String> KINDS = Set.of("steady", "endurance");
    private static final double TOLERANCE = 0.05;

    /**
     * Of a phase of kind steady or endurance. In the closed model from the first to the last second with the planned users,
     * within 5 %. Arrivals are not seen one by one; in the open model the ramp is taken to last {@code 2 D (L − M) ÷ (L − L₀)}
     * of the duration {@code D}, with load {@code L}, mean load {@code M} and the load {@code L₀} of the phase before: exact without a
     * cooldown, too long with one, never too short.
     */
    static ConstantLoad of(PlannedPhase phase, RunRecord run, List<TimeSeriesRow> rows) {
        ConstantLoad none = new ConstantLoad(phase.startSeconds(), phase.startSeconds());
        if (!KINDS.contains(phase.kind()) || phase.warmUp()) {
            return none;
        }
        if (run.model().equals("open")) {
            return new ConstantLoad(phase.startSeconds() + ramp(phase, run.plan()), phase.endSeconds());
        }
        List<TimeSeriesRow> held = rows.stream()
                .filter(row -> row.atSeconds() > phase.startSeconds() && row.atSeconds() <= phase.endSeconds() + 0.5)
                .filter(row -> Math.abs(row.users() - phase.load()) <= TOLERANCE * phase.load())
                .toList();
        return held.isEmpty()
                ? none
                : new ConstantLoad(
                        Math.max(phase.startSeconds(), held.get(0).atSeconds() - 1),
                        Math.min(phase.endSeconds(), held.get(held.size() - 1).atSeconds()));
    }

    private static double ramp(PlannedPhase phase, List<PlannedPhase> plan) {
        int index = plan.indexOf(phase);
        double before = index <= 0 ? 0 : plan.get(index - 1).load();
        double seconds = phase.endSeconds() - phase.startSeconds();
        double missing = phase.load() - phase.meanLoad();
        return missing == 0 ? 0 : Math.min(seconds, Math.abs(2 * seconds * missing / (phase.load() - before)));
    }
}
