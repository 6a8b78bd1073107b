package io.orchestress.gatling;

import io.orchestress.config.CapacitySettings;
import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.ResourceSettings;
import io.orchestress.config.Settings;
import io.orchestress.engine.breaker.BreakerLimits;
import io.orchestress.engine.breaker.CircuitBreaker;
import io.orchestress.evaluation.BaselineCheck;
import io.orchestress.evaluation.ReleaseGates;
import io.orchestress.sut.control.ControlCheck;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A run that may begin: its plan, and settings in which nothing is left to refuse.
 *
 * @param search empty: the plan is that of the configuration
 */
record PlannedRun(Settings settings, LivePlan plan, Optional<CapacityPlan> search, Optional<CircuitBreaker> breaker) {
    /** The kinds of users; empty: there is one. */
    Optional<RunTenants> tenants() {
        return search.isPresent()
                ? Optional.empty()
                : RunTenants.of(settings, plan.plan().workload());
    }

    /**
     * Looks at everything that can be refused before the target is touched.
     *
     * @throws IOException the baseline cannot be read
     * @throws InvalidConfigException naming what would make the run worthless
     */
    static PlannedRun of(String workload, Settings given) throws IOException {
        Settings settings = BackendControl.planned(workload, BaselineCheck.pinned(given));
        Optional<CapacityPlan> search =
                workload.equals(CapacitySettings.WORKLOAD) ? Optional.of(CapacityPlan.of(settings)) : Optional.empty();
        LivePlan plan = search.map(CapacityPlan::plan)
                .orElseGet(() ->
                        LivePlan.fixed(Plan.of(workload, phases(workload, settings), settings.profile(workload))));
        if (search.isEmpty()) {
            LeavingWords.check(settings, plan.plan());
            ReleaseGates.check(settings, RecordDraft.planned(plan.plan(), settings));
        }
        BaselineCheck.refuseUnknown(settings);
        checkProcess(settings.resources());
        ControlCheck.check(workload, settings);
        MonitoringPlan.check(settings);
        return new PlannedRun(
                settings, plan, search, settings.part(BreakerLimits.class).breaker(search.isPresent()));
    }

    private static List<Settings.PhaseSettings> phases(String workload, Settings settings) {
        List<Settings.PhaseSettings> phases = settings.workloads().get(workload);
        if (phases == null) {
            throw new InvalidConfigException(List.of(new ConfigProblem(
                    "orchestress.workloads",
                    workload,
                    "the constructor of the simulation",
                    "there is no such workload; known: "
                            + String.join(", ", settings.workloads().keySet()))));
        }
        return phases;
    }

    private static void checkProcess(ResourceSettings resources) {
        if (resources.enabled()
                && resources.pid() > 0
                && ProcessHandle.of(resources.pid()).isEmpty()) {
            throw new InvalidConfigException(List.of(new ConfigProblem(
                    "orchestress.resources.pid",
                    Long.toString(resources.pid()),
                    "the start of a run",
                    "there is no process with this id on this machine; valid: the id of the target's process, or 0")));
        }
    }

    /**
     * How long the embedded target stays away when it dies; zero: for good. Only who means to break it wants it back: elsewhere a death is the
     * end of what can be measured.
     */
    Duration restartAfter() {
        return hasFaults() ? settings.embedded().restartAfter() : Duration.ZERO;
    }

    private boolean hasFaults() {
        return plan.plan().phases().stream().map(Phase::kind).anyMatch(PhaseKind.FAULT::equals);
    }
}
