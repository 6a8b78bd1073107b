package io.orchestress.gatling;

import io.orchestress.config.ProfilingSettings;
import io.orchestress.config.Settings;
import io.orchestress.engine.RunClock;
import io.orchestress.monitoring.ResourceWatch;
import io.orchestress.monitoring.TargetProcess;
import io.orchestress.monitoring.profiling.PhaseProfiler;
import io.orchestress.record.Profiles;
import io.orchestress.record.ResourceRow;
import io.orchestress.text.Console;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who looks into the target's process and machine while the load goes, as far as the configuration wants it: each on a thread of its own. */
final class RunWatchers {
    private final int cpus;
    private final Optional<ResourceWatch> resources;
    private final Optional<PhaseProfiler> profiler;
    private final Optional<ForcedCollections> collections;

    private RunWatchers(
            int cpus,
            Optional<ResourceWatch> resources,
            Optional<PhaseProfiler> profiler,
            Optional<ForcedCollections> collections) {
        this.cpus = cpus;
        this.resources = resources;
        this.profiler = profiler;
        this.collections = collections;
    }

    /**
     * Attaches to the target, in the background.
     *
     * @param folder of the record
     * @param cpus that a process of this machine may use
     */
    static RunWatchers open(
            PlannedRun planned,
            TargetSession target,
            RunClock clock,
            int cpus,
            Path folder,
            RunJournal journal,
            UnreadSources unread) {
        Settings settings = planned.settings();
        Optional<ResourceWatch> resources = settings.resources().enabled()
                ? Optional.of(ResourceWatch.open(
                        MonitoringPlan.plan(settings, target), cpus, clock::nanos, clock::now, unread::tell))
                : Optional.empty();
        ProfilingSettings profiling = settings.profiling();
        Optional<PhaseProfiler> profiler = profiling.enabled()
                ? Optional.of(new PhaseProfiler(profiling, folder, () -> phase(planned.plan(), clock), Console.out()))
                : Optional.empty();
        profiler.ifPresent(open -> open.attach(target.process(settings)));
        Optional<ForcedCollections> collections =
                ForcedCollections.of(settings, planned.plan(), clock, journal::happened, unread::tell);
        collections.ifPresent(open -> open.attach(target.process(settings)));
        return new RunWatchers(cpus, resources, profiler, collections);
    }

    private static PhaseProfiler.Phase phase(LivePlan live, RunClock clock) {
        Plan now = live.plan();
        int index = now.phaseAt(clock.seconds());
        Phase phase = now.phases().get(index);
        return new PhaseProfiler.Phase(index, phase.name(), phase.kind(), phase.warmUp());
    }

    /** The load has started. */
    void start() {
        resources.ifPresent(ResourceWatch::start);
        profiler.ifPresent(PhaseProfiler::start);
        collections.ifPresent(ForcedCollections::start);
    }

    /** The target has come back as another process. */
    void targetIs(long pid) {
        resources.ifPresent(watch -> watch.targetIs(pid, cpus));
        collections.ifPresent(open -> open.attach(new TargetProcess.Pid(pid)));
    }

    /** What was read of resources since the last call; waits for nothing. */
    List<ResourceRow> rows() {
        return resources.map(ResourceWatch::take).orElse(List.of());
    }

    /** The load has ended: nothing is read any more, and no collection is asked for. */
    void stopReading() {
        resources.ifPresent(ResourceWatch::close);
        collections.ifPresent(ForcedCollections::close);
    }

    /** Has the profile under way written, for which the target must still be there. */
    void stopProfiling(Duration most) {
        profiler.ifPresent(open -> Bounded.run(open::close, most));
    }

    /** Null: none was wanted. */
    @Nullable
    Profiles profiles() {
        return profiler.map(PhaseProfiler::profiles).orElse(null);
    }
}
