package io.orchestress.gatling;

import io.orchestress.breaker.CircuitBreaker;
import io.orchestress.conclusion.BaselineCheck;
import io.orchestress.conclusion.Conclusion;
import io.orchestress.conclusion.ReleaseGates;
import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.ResourceSettings;
import io.orchestress.config.Settings;
import io.orchestress.detection.Spoken;
import io.orchestress.monitor.ProgressConsole;
import io.orchestress.monitor.RunClock;
import io.orchestress.monitor.RunMonitor;
import io.orchestress.monitor.SecondsRecorder;
import io.orchestress.monitor.StopReason;
import io.orchestress.recording.Measurements;
import io.orchestress.recording.TimeSource;
import io.orchestress.resources.ResourceWatch;
import io.orchestress.run.ExitCode;
import io.orchestress.run.RecordException;
import io.orchestress.run.RecordWriter;
import io.orchestress.run.ResourceRow;
import io.orchestress.target.TargetUnavailableException;
import io.orchestress.workload.Plan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run from its configuration to its verdict; what is particular to Gatling is in {@link LoadSimulation}. */
final class RunSession {
    private final Settings settings;
    private final RunTarget target;
    private final RecordWriter writer;
    private final RunMonitor monitor;
    private final Optional<ResourceWatch> resources;
    private final LoadRun run;
    private final RunClock clock;
    private final RecordDraft draft;
    private final AtomicBoolean loadStarted = new AtomicBoolean();

    /**
     * Opens a run: starts or asks the target, and begins the record.
     *
     * @param prepare is told where the target is, and may refuse it
     */
    static RunSession open(String simulation, String workload, Settings settings, Consumer<RunTarget> prepare)
            throws IOException, TargetUnavailableException {
        return new RunSession(simulation, workload, settings, prepare);
    }

    private RunSession(String simulation, String workload, Settings settings, Consumer<RunTarget> prepare)
            throws IOException, TargetUnavailableException {
        this.settings = settings;
        Plan plan = Plan.of(workload, phases(workload, settings), settings.profile());
        ReleaseGates.check(settings, RecordDraft.planned(plan, settings.load()));
        BaselineCheck.refuseUnknown(settings);
        checkProcess(settings.resources());
        Watching.check(settings);
        Optional<CircuitBreaker> breaker = BreakerLimits.breaker(settings);
        target = RunTarget.open(settings, TimeSource.SYSTEM);
        try {
            prepare.accept(target);
            clock = new RunClock(TimeSource.SYSTEM);
            draft = new RecordDraft(
                    simulation, plan, settings, target.described(), clock.now(), RecordDraft.thisMachine(settings));
            writer = RecordWriter.create(Path.of(settings.recordFolder()), draft.atStart());
            resources = watch();
            Measurements measurements = new Measurements(plan.phases().size());
            VirtualUsers users = new VirtualUsers();
            monitor = new RunMonitor(
                    plan,
                    settings.load().drain(),
                    clock,
                    measurements,
                    breaker,
                    new SecondsRecorder(plan, measurements, writer, this::recordStart, this::resourceRows),
                    new ProgressConsole(
                            System.out,
                            plan.totalSeconds(),
                            settings.consoleInterval().toMillis() / 1000.0),
                    users::count);
            run = new LoadRun(
                    plan,
                    clock,
                    measurements,
                    users,
                    settings.target().requestTimeout().toNanos(),
                    Wires.of(settings),
                    monitor::stopReason);
            Banner.print(draft.atStart(), writer.folder(), System.out);
            tellLimits(target.described().limits());
        } catch (IOException | RuntimeException e) {
            target.close();
            throw e;
        }
    }

    private static List<Settings.PhaseSettings> phases(String workload, Settings settings) {
        List<Settings.PhaseSettings> phases = settings.workloads().get(workload);
        if (phases == null) {
            throw new InvalidConfigException(List.of(new ConfigProblem(
                    "orchestress.workloads",
                    workload,
                    "the simulation's constructor",
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

    private static void tellLimits(@Nullable List<String> limits) {
        if (limits != null && !limits.isEmpty()) {
            System.out.println("limits  of the embedded orchestrator: " + String.join("; ", limits));
            System.out.println();
        }
    }

    private Optional<ResourceWatch> watch() {
        return settings.resources().enabled()
                ? Optional.of(ResourceWatch.open(
                        Watching.plan(settings, target), draft.environment().cpus(), clock::nanos, System.err))
                : Optional.empty();
    }

    private List<ResourceRow> resourceRows() {
        return resources.map(ResourceWatch::take).orElse(List.of());
    }

    Settings settings() {
        return settings;
    }

    URI url() {
        return target.url();
    }

    Spoken spoken() {
        return target.spoken();
    }

    LoadRun run() {
        return run;
    }

    /** The first virtual user has come; safe to call by everyone who might be it. */
    void loadStarts() {
        if (loadStarted.compareAndSet(false, true)) {
            clock.start();
            monitor.start();
            resources.ifPresent(ResourceWatch::start);
        }
    }

    private void recordStart() throws IOException {
        var at = clock.startedAt();
        if (at != null) {
            writer.loadStarted(draft.whenLoadStarts(at), at);
        }
    }

    /** The load has ended: closes the record, judges it, reports, and decides the exit status. */
    void conclude() {
        Optional<StopReason> stop = monitor.stopReason().or(this::endedEarly);
        run.end();
        resources.ifPresent(ResourceWatch::close);
        try {
            monitor.stop();
            writer.update(draft.atEnd(clock, stop));
        } catch (IOException e) {
            System.err.println("The record is incomplete: " + e.getMessage());
        }
        writer.close();
        target.close();
        ForkedJvm.endWith(concluded());
    }

    private Optional<StopReason> endedEarly() {
        double seconds = clock.seconds();
        int planned = run.plan().totalSeconds();
        return seconds < planned ? Optional.of(new StopReason.EndedEarly(seconds, planned)) : Optional.empty();
    }

    private Conclusion concluded() {
        try {
            return Conclusion.of(writer.folder(), settings);
        } catch (IOException | RecordException e) {
            return new Conclusion(
                    ExitCode.FAILED,
                    "No report: " + e.getMessage() + System.lineSeparator() + "What was measured is in "
                            + writer.folder() + "; try scripts/orchestress report " + writer.folder()
                            + System.lineSeparator());
        }
    }
}
