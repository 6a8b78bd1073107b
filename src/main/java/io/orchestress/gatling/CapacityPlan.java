package io.orchestress.gatling;

import io.orchestress.conclusion.CapacitySlos;
import io.orchestress.config.CapacitySettings;
import io.orchestress.config.LoadModel;
import io.orchestress.config.PhaseKind;
import io.orchestress.config.Settings;
import io.orchestress.monitor.Steering;
import io.orchestress.search.CapacitySearch;
import io.orchestress.search.Conductor;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import java.util.List;
import java.util.Map;

/** The plan of a search for the capacity: a warm-up and the first step, and what comes of them. */
record CapacityPlan(Settings settings, LivePlan plan, Conductor conductor, double perUser) {
    private static final int MOST_STEPS = 40;
    /** As many as steps, and the warm-up. */
    private static final int MOST_PHASES = 2 * MOST_STEPS + 1;

    static CapacityPlan of(Settings settings) {
        CapacitySettings capacity = settings.planning().capacity();
        boolean open = capacity.model() == LoadModel.OPEN;
        double perUser = open ? 1000.0 / settings.load().pace().toMillis() : 1;
        int total = (int) capacity.longest().toSeconds();
        int step = Math.max(6, total / 20);
        int settle = Math.max(1, step / 4);
        int warmUp = Math.max(3, step / 2);
        Conductor conductor = new Conductor(
                CapacitySlos.conditions(capacity.slo()),
                new CapacitySearch.Range(capacity.from(), capacity.to(), capacity.factor(), capacity.precision()),
                new Conductor.Pacing(settle, step, 5 * step / 2, total - warmUp, MOST_STEPS),
                open,
                warmUp);
        double users = capacity.from() / perUser;
        Phase first = new Phase("warm-up", PhaseKind.STEADY, true, 0, 0, users, 0, warmUp, 0, Map.of());
        LivePlan plan = LivePlan.growing(new Plan(CapacitySettings.WORKLOAD, List.of(first)), MOST_PHASES, total + 4);
        plan.add(conductor.part().name(), PhaseKind.STEP, false, users, warmUp, conductor.latestEndSeconds());
        return new CapacityPlan(settings, plan, conductor, perUser);
    }

    Steering steering(Steering.PlanChanged planChanged) {
        CapacitySettings capacity = settings.planning().capacity();
        boolean corrected =
                capacity.model() == LoadModel.CLOSED && !settings.load().pace().isZero();
        return new Steering(plan, CapacitySlos.conditions(capacity.slo()), conductor, perUser, corrected, planChanged);
    }
}
