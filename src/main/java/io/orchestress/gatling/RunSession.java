package io.orchestress.gatling;

import io.netty.channel.EventLoop;
import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.calibration.Calibrations;
import io.orchestress.config.CapacitySettings;
import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.ProfilingSettings;
import io.orchestress.config.ResourceSettings;
import io.orchestress.config.Settings;
import io.orchestress.engine.InjectorSecond;
import io.orchestress.engine.ProgressConsole;
import io.orchestress.engine.RunClock;
import io.orchestress.engine.RunMonitor;
import io.orchestress.engine.SecondListener;
import io.orchestress.engine.SecondsRecorder;
import io.orchestress.engine.StopReason;
import io.orchestress.engine.breaker.BreakerLimits;
import io.orchestress.engine.breaker.CircuitBreaker;
import io.orchestress.evaluation.BaselineCheck;
import io.orchestress.evaluation.Evaluation;
import io.orchestress.evaluation.ReleaseGates;
import io.orchestress.metrics.Measurements;
import io.orchestress.metrics.TimeSource;
import io.orchestress.monitoring.ResourceWatch;
import io.orchestress.monitoring.TargetProcess;
import io.orchestress.monitoring.profiling.PhaseProfiler;
import io.orchestress.protocol.WireProtocol;
import io.orchestress.record.ExceptionText;
import io.orchestress.record.ExitCode;
import io.orchestress.record.RecordWriter;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.RunMessages;
import io.orchestress.record.TargetEvent;
import io.orchestress.sut.TargetUnavailableException;
import io.orchestress.sut.control.ControlCheck;
import io.orchestress.sut.control.Controls;
import io.orchestress.sut.discovery.DetectedEndpoint;
import io.orchestress.text.Console;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run from its configuration to its verdict; what is particular to Gatling is in {@link LoadSimulation}. */
final class RunSession {
    private static final Duration LONGEST_LAST_WRITE = Duration.ofSeconds(30);
    private static final Duration LAST_WRITE_IN_HASTE = Duration.ofSeconds(1);
    private static final Duration CONTROLS_IN_HASTE = Duration.ofSeconds(3);
    private static final Duration PROFILER_IN_HASTE = Duration.ofSeconds(1);

    /** From the wish to stop to the end of Gatling's load. */
    private static final Duration GATLING_STOPS = Duration.ofSeconds(2);

    private final Settings settings;
    private final boolean searching;
    private final LivePlan plan;
    private final TargetSession target;
    private final RecordWriter writer;
    private final RunMonitor monitor;
    private final Optional<ResourceWatch> resources;
    private final Optional<PhaseProfiler> profiler;
    private final Optional<ForcedCollections> collecting;
    private final LoadRun run;
    private final RunClock clock;
    private final RecordDraft draft;
    private final RunJournal journal;
    private final Controls controls;
    private final FailureLog failures;
    private final UnreadSources unread = new UnreadSources(Console.err());
    private final AtomicBoolean loadStarted = new AtomicBoolean();
    private final CountDownLatch concluding = new CountDownLatch(1);
    private final CountDownLatch concluded = new CountDownLatch(1);
    private final LoopLag loopLag = new LoopLag(TimeSource.SYSTEM);
    private final Measurements measurements;
    private final InjectorSecond injector;
    private volatile @Nullable Farewells farewells;

    /**
     * Opens a run: starts or asks the target, and begins the record.
     *
     * @param prepare is told where the target is, and may refuse it
     */
    static RunSession open(String simulation, String workload, Settings settings, Consumer<TargetSession> prepare)
            throws IOException, TargetUnavailableException {
        return new RunSession(simulation, workload, settings, prepare);
    }

    private RunSession(String simulation, String workload, Settings settings, Consumer<TargetSession> prepare)
            throws IOException, TargetUnavailableException {
        this.settings = BaselineCheck.pinned(settings);
        searching = workload.equals(CapacitySettings.WORKLOAD);
        Optional<CapacityPlan> search = searching ? Optional.of(CapacityPlan.of(settings)) : Optional.empty();
        plan = search.map(CapacityPlan::plan)
                .orElseGet(() ->
                        LivePlan.fixed(Plan.of(workload, phases(workload, settings), settings.profile(workload))));
        if (!searching) {
            ReleaseGates.check(settings, RecordDraft.planned(plan.plan(), settings.load()));
        }
        BaselineCheck.refuseUnknown(settings);
        checkProcess(settings.resources());
        ControlCheck.check(workload, settings);
        MonitoringPlan.check(settings);
        Optional<CircuitBreaker> breaker = settings.part(BreakerLimits.class).breaker(searching);
        target = TargetSession.open(settings, restartAfter(plan.plan(), settings), TimeSource.SYSTEM);
        try {
            prepare.accept(target);
            clock = new RunClock(TimeSource.SYSTEM);
            InjectorBudget budget = InjectorBudget.of(
                    Calibrations.beside(Path.of(settings.history().file())), Console.err());
            draft = new RecordDraft(
                    simulation,
                    plan.plan(),
                    settings,
                    target.described(),
                    clock.now(),
                    RecordDraft.thisMachine(settings),
                    budget.canDo());
            resources = watch();
            Interruption.ofThisJvm().records();
            writer = record(settings, draft);
            journal = new RunJournal(draft, plan, clock, writer);
            failures = new FailureLog(Excerpt.of(settings));
            profiler = profiler();
            collecting = ForcedCollections.of(settings, plan, clock, journal::happened, unread::tell);
            collecting.ifPresent(open -> open.attach(target.process(settings)));
            controls = Controls.of(plan.plan(), settings, target.url(), clock::nanos, journal::happened);
            target.tell(new TargetRestarts(plan, clock, journal::happened, this::watchInstead));
            measurements = new Measurements(plan.afterPlan() + 1);
            measurements.starts().lateFrom((long)
                    (1e6 * settings.part(AnalysisSettings.class).injector().lateStartMillis()));
            injector = new InjectorSecond(clock, measurements.starts(), loopLag::worstNanos);
            measurements.disturbIn(phase -> plan.isOf(PhaseKind.FAULT, phase));
            VirtualUsers users = new VirtualUsers();
            monitor = new RunMonitor(
                    plan,
                    settings.load().drain(),
                    clock,
                    measurements,
                    breaker,
                    this::resourceRows,
                    new SecondsRecorder(
                            plan,
                            measurements,
                            writer,
                            journal::planned,
                            search.<SecondListener>map(found -> found.steering(draft.atStart(), journal::planned))
                                    .orElse(SecondListener.NONE)
                                    .then(journal.keptUpToDate())),
                    new ProgressConsole(
                            Console.out(),
                            plan.longestSeconds(),
                            settings.consoleInterval().toMillis() / 1000.0),
                    users::count,
                    this::released);
            run = new LoadRun(
                    plan,
                    clock,
                    measurements,
                    users,
                    settings.target().requestTimeout().toNanos(),
                    WireProtocol.of(settings).transports(settings),
                    failures,
                    unread,
                    monitor::stopReason);
            Banner.print(draft.atStart(), writer.folder(), Console.out());
            budget.warning(draft.atStart()).ifPresent(line -> Console.out().println(line));
            tellLimits(target.described().limits());
        } catch (IOException | RuntimeException e) {
            target.close();
            throw e;
        }
    }

    private static RecordWriter record(Settings settings, RecordDraft draft) throws IOException {
        try {
            return RecordWriter.create(Path.of(settings.recordFolder()), draft.atStart());
        } catch (IOException e) {
            throw new IOException(
                    "the record cannot be written (orchestress.record.folder): " + ExceptionText.inWords(e), e);
        }
    }

    /** Only who means to break it wants it back: elsewhere a death is the end of what can be measured. */
    private static Duration restartAfter(Plan plan, Settings settings) {
        boolean faults = plan.phases().stream().anyMatch(phase -> phase.kind() == PhaseKind.FAULT);
        return faults ? settings.embedded().restartAfter() : Duration.ZERO;
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
            Console.out().println("limits  of the embedded orchestrator: " + String.join("; ", limits));
            Console.out().println();
        }
    }

    private Optional<ResourceWatch> watch() {
        return settings.resources().enabled()
                ? Optional.of(ResourceWatch.open(
                        MonitoringPlan.plan(settings, target),
                        draft.environment().cpus(),
                        clock::nanos,
                        clock::now,
                        unread::tell))
                : Optional.empty();
    }

    private Optional<PhaseProfiler> profiler() {
        ProfilingSettings profiling = settings.profiling();
        if (!profiling.enabled()) {
            return Optional.empty();
        }
        PhaseProfiler opened = new PhaseProfiler(profiling, writer.folder(), this::phaseNow, Console.out());
        opened.attach(target.process(settings));
        return Optional.of(opened);
    }

    private PhaseProfiler.Phase phaseNow() {
        Plan now = plan.plan();
        int index = now.phaseAt(clock.seconds());
        Phase phase = now.phases().get(index);
        return new PhaseProfiler.Phase(index, phase.name(), phase.kind(), phase.warmUp());
    }

    private void watchInstead(long pid) {
        resources.ifPresent(watch -> watch.targetIs(pid, draft.environment().cpus()));
        collecting.ifPresent(open -> open.attach(new TargetProcess.Pid(pid)));
    }

    private List<ResourceRow> resourceRows() {
        List<ResourceRow> rows =
                new ArrayList<>(resources.map(ResourceWatch::take).orElse(List.of()));
        rows.addAll(injector.take());
        tellFailures();
        return rows;
    }

    /** On the thread that ends a second, for an event loop neither prints nor writes. */
    private void tellFailures() {
        if (failures.tell(Console.out())) {
            journal.said(said());
        }
    }

    private RunMessages said() {
        List<Phase> phases = plan.plan().phases();
        return new RunMessages(
                failures.words(
                        index -> index < phases.size() ? phases.get(index).name() : "after the plan"),
                unread.all(),
                measurements.boundsMet());
    }

    /** The breaker tripped in a step: whether the steps could be ended for the recovery that was planned after them. */
    private boolean released(StopReason.BreakerTripped trip) {
        double now = clock.seconds();
        String phase = plan.plan().phases().get(plan.plan().phaseAt(now)).name();
        if (!plan.release(now)) {
            return false;
        }
        journal.happened(new TargetEvent(now, TargetEvent.Kind.RELEASED, phase, "", trip.sentence(), 0, null));
        return true;
    }

    /** Whether the plan may change while it is driven. */
    boolean isLive() {
        return !plan.isComplete() || plan.canBeReleased();
    }

    /** Seconds after which the plan is over, at the latest. */
    int longestSeconds() {
        return plan.longestSeconds();
    }

    Settings settings() {
        return settings;
    }

    URI url() {
        return target.url();
    }

    DetectedEndpoint spoken() {
        return target.spoken();
    }

    LoadRun run() {
        return run;
    }

    /**
     * The first virtual user has come; safe to call by everyone who might be it.
     *
     * @param loop it runs in, one of those that are watched from here on
     */
    void loadStarts(EventLoop loop) {
        if (loadStarted.compareAndSet(false, true)) {
            clock.start();
            loopLag.watch(loop.parent());
            monitor.start();
            resources.ifPresent(ResourceWatch::start);
            profiler.ifPresent(PhaseProfiler::start);
            collecting.ifPresent(ForcedCollections::start);
            controls.start();
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> controls.close(CONTROLS_IN_HASTE), "orchestress-controls-back"));
        }
    }

    /** What users say whom the end of the load finds at work. */
    void endsWith(Farewells whatIsSaid) {
        farewells = whatIsSaid;
    }

    /** Where what was measured is. */
    Path folder() {
        return writer.folder();
    }

    /**
     * Whoever started the run ends it. Gatling, which looks every 100 ms whether the load must stop, concludes; if it does not, or has not
     * yet begun, the caller does. Returns when the run is concluded.
     *
     * @param by such as {@code SIGINT (Ctrl-C)}
     */
    void interrupted(String by) throws InterruptedException {
        monitor.stopFor(new StopReason.Interrupted(by));
        boolean neverBegins = loadStarted.compareAndSet(false, true);
        if (neverBegins || !concluding.await(GATLING_STOPS.toMillis(), TimeUnit.MILLISECONDS)) {
            conclude("");
        }
        concluded.await();
    }

    /**
     * The load has ended: closes the record, judges it, reports, and decides the exit status; whoever comes second waits for the first.
     *
     * @param simulationClass that is run again, if it must be
     */
    void conclude(String simulationClass) {
        boolean first;
        synchronized (this) {
            first = concluding.getCount() > 0;
            concluding.countDown();
        }
        if (!first) {
            awaitConcluded();
            return;
        }
        Optional<StopReason> stop =
                monitor.stopReason().filter(StopReason::isBeforeThePlanEnds).or(this::endedEarly);
        boolean hasty = stop.filter(StopReason.Interrupted.class::isInstance).isPresent();
        boolean answered = run.measurements().counters().ended() > 0;
        Set<VirtualUser> atWork = run.users().atWork();
        run.end();
        Farewells said = farewells;
        Runnable left = said == null ? () -> {} : said.say(atWork);
        resources.ifPresent(ResourceWatch::close);
        collecting.ifPresent(ForcedCollections::close);
        if (clock.startedAt() != null) {
            recorded(() -> monitor.stop(hasty ? LAST_WRITE_IN_HASTE : LONGEST_LAST_WRITE));
        }
        // Once now, so that nothing that hangs from here on takes it along, and again with what comes.
        recorded(() -> journal.ended(stop, monitor.trip(), null, said()));
        profiler.ifPresent(open -> Bounded.run(open::close, hasty ? PROFILER_IN_HASTE : LONGEST_LAST_WRITE));
        if (hasty) {
            controls.close(CONTROLS_IN_HASTE);
        } else {
            controls.close();
        }
        recorded(() -> journal.ended(
                stop, monitor.trip(), profiler.map(PhaseProfiler::profiles).orElse(null), said()));
        writer.close();
        left.run();
        target.close();
        Evaluation judged = judged();
        ForkedJvm.judged(judged);
        Optional<Repetition> repetition =
                hasty ? Optional.empty() : Repetition.of(judged.run(), simulationClass, settings);
        boolean repeated = repetition.isPresent() && ForkedJvm.canRepeat();
        Evaluation conclusion = repeated ? judged : remembered(judged);
        ForkedJvm.judged(conclusion);
        concluded.countDown();
        ForkedJvm.endWith(conclusion, answered, repetition);
    }

    private void awaitConcluded() {
        try {
            concluded.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Recording {
        void write() throws IOException;
    }

    /** Whatever cannot be written: what comes after it is. */
    private static void recorded(Recording recording) {
        try {
            recording.write();
        } catch (IOException | RuntimeException e) {
            incomplete(e);
        }
    }

    private static void incomplete(Exception e) {
        Console.err().println("The record is incomplete: " + e.getMessage());
    }

    private Optional<StopReason> endedEarly() {
        double seconds = clock.seconds();
        int planned = plan.isComplete() ? run.plan().totalSeconds() : plan.longestSeconds();
        return seconds < planned ? Optional.of(new StopReason.EndedEarly(seconds, planned)) : Optional.empty();
    }

    private Evaluation remembered(Evaluation judged) {
        try {
            return judged.with(judged.remembered(writer.folder(), settings));
        } catch (RuntimeException e) {
            return unjudged(e);
        }
    }

    private Evaluation judged() {
        try {
            return Evaluation.judged(writer.folder(), settings);
        } catch (IOException | RuntimeException e) {
            return unjudged(e);
        }
    }

    private Evaluation unjudged(Exception why) {
        Path folder = writer.folder();
        return new Evaluation(
                ExitCode.FAILED,
                "No report written: " + why.getMessage() + System.lineSeparator() + "What was measured is in " + folder
                        + "; try scripts/orchestress report " + folder + System.lineSeparator(),
                null);
    }
}
