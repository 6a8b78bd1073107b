package io.orchestress.gatling;

import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.injector.InjectorLimits;
import io.orchestress.analysis.injector.StepDisturbance;
import io.orchestress.config.CapacitySettings;
import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Settings;
import io.orchestress.config.Written;
import io.orchestress.engine.search.CapacitySearch;
import io.orchestress.engine.search.SearchDriver;
import io.orchestress.engine.search.SearchSteering;
import io.orchestress.record.RunRecord;
import io.orchestress.stats.capacity.SloCondition;
import io.orchestress.text.Units;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import io.orchestress.workload.kind.LoadModel;
import io.orchestress.workload.kind.PhaseKind;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The plan of a search for the capacity: a warm-up and the first step, and what comes of them. */
record CapacityPlan(Settings settings, LivePlan plan, SearchDriver conductor, double perUser) {
    /** As many as steps, and the warm-up. */
    private static int mostPhases(SearchDriver.Pacing pacing) {
        return 2 * pacing.mostSteps() + 1;
    }

    static CapacityPlan of(Settings settings) {
        CapacitySettings capacity = settings.capacity();
        boolean open = capacity.model() == LoadModel.OPEN;
        double perUser = open ? 1000.0 / settings.load().pace().toMillis() : 1;
        int total = (int) capacity.longest().toSeconds();
        List<SloCondition> conditions =
                settings.part(AnalysisSettings.class).capacity().slo();
        SloCondition slowest = conditions.stream()
                .max(Comparator.comparingLong(SloCondition::limitMicros))
                .orElseThrow();
        double limitSeconds = slowest.limitMicros() / 1e6;
        refuseTooShort(capacity, slowest, limitSeconds);
        int warmUp = Math.max(3, SearchDriver.Pacing.of(total, limitSeconds).step() / 2);
        SearchDriver.Pacing pacing = SearchDriver.Pacing.of(total - warmUp, limitSeconds);
        SearchDriver conductor = new SearchDriver(
                conditions,
                new CapacitySearch.Range(capacity.from(), capacity.to(), capacity.factor(), capacity.precision()),
                pacing,
                open,
                warmUp);
        double users = capacity.from() / perUser;
        Phase first = new Phase("warm-up", PhaseKind.STEADY, true, 0, 0, users, 0, warmUp, 0, Map.of());
        LivePlan plan =
                LivePlan.growing(new Plan(CapacitySettings.WORKLOAD, List.of(first)), mostPhases(pacing), total + 4);
        plan.add(conductor.part().name(), PhaseKind.STEP, false, users, warmUp, conductor.latestEndSeconds());
        return new CapacityPlan(settings, plan, conductor, perUser);
    }

    SearchSteering steering(RunRecord run, SearchSteering.PlanChanged planChanged) {
        CapacitySettings capacity = settings.capacity();
        boolean corrected =
                capacity.model() == LoadModel.CLOSED && !settings.load().pace().isZero();
        InjectorLimits limits = settings.part(AnalysisSettings.class).injector();
        return new SearchSteering(
                plan,
                settings.part(AnalysisSettings.class).capacity().slo(),
                conductor,
                perUser,
                corrected,
                () -> new StepDisturbance(limits, run.target(), run.environment()),
                planChanged);
    }

    /** Of a step that is not much longer than a limit only what is quick would be seen. */
    private static void refuseTooShort(CapacitySettings capacity, SloCondition slowest, double limitSeconds) {
        Duration shortest = Duration.ofSeconds(SearchDriver.Pacing.shortest(limitSeconds));
        if (capacity.longest().compareTo(shortest) < 0) {
            Written written = capacity.longestAsWritten();
            throw new InvalidConfigException(List.of(new ConfigProblem(
                    written.key(),
                    written.text(),
                    written.origin(),
                    String.format(
                            Locale.ROOT,
                            "is too short for %s within %s: a step must last %d times that, and a search needs %d steps; "
                                    + "valid: %s or more, or a shorter limit in orchestress.capacity.slo",
                            slowest.name(),
                            Units.render(Duration.ofNanos(1000 * slowest.limitMicros())),
                            SearchDriver.LIMITS,
                            SearchDriver.LEAST_STEPS,
                            Units.render(shortest)))));
        }
    }
}
