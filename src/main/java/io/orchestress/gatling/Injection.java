package io.orchestress.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;

import io.gatling.javaapi.core.ClosedInjectionStep;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.orchestress.config.Arrivals;
import io.orchestress.config.LoadModel;
import io.orchestress.config.Settings;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import java.util.ArrayList;
import java.util.List;

/** Phases as Gatling's injection steps. */
final class Injection {
    private Injection() {}

    static PopulationBuilder of(ScenarioBuilder scenario, Plan plan, Settings.Load load) {
        return load.model() == LoadModel.CLOSED
                ? scenario.injectClosed(closed(plan))
                : scenario.injectOpen(open(plan, load));
    }

    private static List<ClosedInjectionStep> closed(Plan plan) {
        List<ClosedInjectionStep> steps = new ArrayList<>();
        for (Phase phase : plan.phases()) {
            if (phase.rampSeconds() > 0) {
                steps.add(
                        rampConcurrentUsers(phase.fromUsers()).to(phase.users()).during(phase.rampSeconds()));
            }
            if (phase.holdSeconds() > 0) {
                steps.add(constantConcurrentUsers(phase.users()).during(phase.holdSeconds()));
            }
            if (phase.cooldownSeconds() > 0) {
                steps.add(constantConcurrentUsers(0).during(phase.cooldownSeconds()));
            }
        }
        return steps;
    }

    private static List<OpenInjectionStep> open(Plan plan, Settings.Load load) {
        double perUser = 1000.0 / load.pace().toMillis();
        boolean randomised = load.arrivals() == Arrivals.RANDOMISED;
        List<OpenInjectionStep> steps = new ArrayList<>();
        for (Phase phase : plan.phases()) {
            double from = phase.fromUsers() * perUser;
            double rate = phase.users() * perUser;
            if (phase.rampSeconds() > 0 && from == rate) {
                steps.add(constant(rate, phase.rampSeconds(), randomised));
            } else if (phase.rampSeconds() > 0) {
                OpenInjectionStep.RampRate.RampRateOpenInjectionStep ramp =
                        rampUsersPerSec(from).to(rate).during(phase.rampSeconds());
                steps.add(randomised ? ramp.randomized() : ramp);
            }
            if (phase.holdSeconds() > 0) {
                steps.add(constant(rate, phase.holdSeconds(), randomised));
            }
            if (phase.cooldownSeconds() > 0) {
                steps.add(nothingFor(phase.cooldownSeconds()));
            }
        }
        return steps;
    }

    private static OpenInjectionStep constant(double rate, int seconds, boolean randomised) {
        if (rate == 0) {
            return nothingFor(seconds);
        }
        OpenInjectionStep.ConstantRate.ConstantRateOpenInjectionStep constant =
                constantUsersPerSec(rate).during(seconds);
        return randomised ? constant.randomized() : constant;
    }
}
