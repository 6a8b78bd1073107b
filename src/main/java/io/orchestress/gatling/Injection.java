package io.orchestress.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.rampConcurrentUsers;

import io.gatling.javaapi.core.ClosedInjectionStep;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import java.util.ArrayList;
import java.util.List;

/** Phases of the closed model as Gatling's injection steps. */
final class Injection {
    private Injection() {}

    static List<ClosedInjectionStep> closed(Plan plan) {
        List<ClosedInjectionStep> steps = new ArrayList<>();
        for (Phase phase : plan.phases()) {
            int users = (int) phase.users();
            if (phase.rampSeconds() > 0) {
                steps.add(rampConcurrentUsers((int) phase.fromUsers()).to(users).during(phase.rampSeconds()));
            }
            if (phase.holdSeconds() > 0) {
                steps.add(constantConcurrentUsers(users).during(phase.holdSeconds()));
            }
            if (phase.cooldownSeconds() > 0) {
                steps.add(constantConcurrentUsers(0).during(phase.cooldownSeconds()));
            }
        }
        return steps;
    }
}
