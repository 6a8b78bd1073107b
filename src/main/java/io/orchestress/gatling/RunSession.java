package io.orchestress.gatling;

import io.netty.channel.EventLoop;
import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.calibration.Calibrations;
import io.orchestress.config.Settings;
import io.orchestress.config.TracingSettings;
import io.orchestress.engine.InjectorSecond;
import io.orchestress.engine.Onlooker;
import io.orchestress.engine.ProgressConsole;
import io.orchestress.engine.ProgressView;
import io.orchestress.engine.RunClock;
import io.orchestress.engine.RunMonitor;
import io.orchestress.engine.SecondListener;
import io.orchestress.engine.SecondsRecorder;
import io.orchestress.engine.StopReason;
import io.orchestress.gatling.leave.LeavingSettings;
import io.orchestress.gatling.task.AnswerSettings;
import io.orchestress.gatling.task.TaskMarks;
import io.orchestress.gatling.trace.RunTracing;
import io.orchestress.gatling.trace.SampleKeeper;
import io.orchestress.gatling.trace.SampleWriter;
import io.orchestress.metrics.Measurements;
import io.orchestress.metrics.TimeSource;
import io.orchestress.protocol.WireProtocol;
import io.orchestress.protocol.access.TargetAccess;
import io.orchestress.record.RecordWriter;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.TargetEvent;
import io.orchestress.sut.TargetUnavailableException;
import io.orchestress.sut.control.Controls;
import io.orchestress.sut.discovery.DetectedEndpoint;
import io.orchestress.telemetry.RunIdentity;
import io.orchestress.telemetry.Telemetry;
import io.orchestress.telemetry.TelemetrySettings;
import io.orchestress.text.Console;
import io.orchestress.text.Format;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Phase;
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
    private static final Duration TELEMETRY_IN_HASTE = Duration.ofSeconds(1);

    /** From the wish to stop to the end of Gatling's load. */
    private static final Duration GATLING_STOPS = Duration.ofSeconds(2);

    private final Settings settings;
    private final LivePlan plan;
    private final TargetSession target;
    private final Optional<RunBackend> backend;
    private final Optional<TaskMarks> tasks;
    private final SampleWriter samples;
    private final Telemetry telemetry;
    private final RecordWriter writer;
    private final RunMonitor monitor;
    private final RunWatchers watchers;
    private final LoadRun run;
    private final RunClock clock;
    private final RunJournal journal;
    private final Controls controls;
    private final TokenWatch token;
    private final RunPage page;
    private final RunMetrics metrics;
    private final UnreadSources unread = new UnreadSources(Console.err());
    private final AtomicBoolean loadStarted = new AtomicBoolean();
    private final CountDownLatch concluding = new CountDownLatch(1);
    private final CountDownLatch concluded = new CountDownLatch(1);
    private final LoopLag loopLag = new LoopLag(TimeSource.SYSTEM);
    private final SaidInRun said;
    private final InjectorSecond injector;
    private volatile @Nullable Farewells farewells;

    /**
     * Opens a run: starts or asks the target, and begins the record.
     *
     * @param prepare is told where the target is, and may refuse it
     */
    static RunSession open(String simulation, String workload, Settings settings, Consumer<TargetSession> prepare)
            throws IOException, TargetUnavailableException {
        return new RunSession(simulation, PlannedRun.of(workload, settings), prepare);
    }

    private RunSession(String simulation, PlannedRun planned, Consumer<TargetSession> prepare)
            throws IOException, TargetUnavailableException {
        plan = planned.plan();
        RunPage.check(planned.settings());
        backend = RunBackend.start(planned.settings());
        settings = backend.map(own -> BackendControl.at(own.url(), planned.settings()))
                .orElse(planned.settings());
        try {
            target = TargetSession.open(
                    settings, planned.restartAfter(), backend.map(RunBackend::url), TimeSource.SYSTEM);
        } catch (TargetUnavailableException | RuntimeException e) {
            backend.ifPresent(RunBackend::close);
            throw e;
        }
        try {
            prepare.accept(target);
            clock = new RunClock(TimeSource.SYSTEM);
            InjectorBudget budget = InjectorBudget.of(
                    Calibrations.beside(Path.of(settings.history().file())), Console.err());
            RecordDraft draft = new RecordDraft(
                    simulation,
                    plan.plan(),
                    settings,
                    target.described(),
                    clock.now(),
                    RecordDraft.thisMachine(settings),
                    budget.canDo());
            Interruption.ofThisJvm().records();
            writer = draft.create();
            journal = new RunJournal(draft, plan, clock, writer);
            metrics = RunMetrics.of(settings, draft.atStart(), plan, clock);
            page = RunPage.open(settings, writer.folder(), metrics.routes(), this::stoppedOnPage);
            if (backend.isPresent()) {
                backend.get().recordIn(writer.folder(), plan, clock, journal::happened);
            }
            tasks = AnswerSettings.marks(settings, writer.folder(), this::phaseName);
            Excerpt excerpt = Excerpt.of(settings);
            FailureLog failures = new FailureLog(excerpt);
            TracingSettings tracing = settings.part(TracingSettings.class);
            SampleKeeper keeper = new SampleKeeper(tracing.slowest(), tracing.failures(), excerpt::of);
            samples = new SampleWriter(keeper, writer.folder(), this::phaseName, unread::tell);
            String runId = String.valueOf(writer.folder().getFileName());
            telemetry = Telemetry.open(
                    settings.part(TelemetrySettings.class),
                    new Telemetry.Run(
                            new RunIdentity(
                                    runId,
                                    simulation,
                                    plan.plan().workload(),
                                    settings.profile().name(),
                                    settings.target().protocol().name(),
                                    target.url()),
                            planned.tenants().isPresent(),
                            clock,
                            this::phaseName,
                            this::breaker,
                            excerpt::of),
                    unread::tell);
            token = new TokenWatch(settings.part(TargetAccess.class).token(), unread::tell);
            watchers = RunWatchers.open(
                    planned, target, clock, draft.environment().cpus(), writer.folder(), journal, unread);
            controls = Controls.of(plan.plan(), settings, target.url(), clock::nanos, journal::happened);
            target.tell(new TargetRestarts(plan, clock, journal::happened, watchers::targetIs));
            Measurements measurements = new Measurements(plan.afterPlan() + 1);
            said = new SaidInRun(plan, failures, unread, measurements, metrics::boundsMet, token, journal);
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
                    planned.breaker(),
                    this::resourceRows,
                    new SecondsRecorder(
                            plan,
                            measurements,
                            writer,
                            journal::planned,
                            planned.search()
                                    .<SecondListener>map(found -> found.steering(draft.atStart(), journal::planned))
                                    .orElse(SecondListener.NONE)
                                    .then(journal.keptUpToDate())
                                    .then(Onlooker.of(
                                            "The metrics page", metrics.listener(this::breaker), unread::tell))
                                    .then(Onlooker.of("The live page", page.shows(this::breaker), unread::tell))
                                    .then(Onlooker.of("The collector", telemetry.seconds(), unread::tell))),
                    new ProgressConsole(
                            ProgressView.ofThisProcess(Console.out(), System.getenv()),
                            plan,
                            settings.consoleInterval().toMillis() / 1000.0),
                    users::count,
                    this::released);
            run = new LoadRun(
                    plan,
                    clock,
                    measurements,
                    users,
                    settings.target().requestTimeout().toNanos(),
                    WireProtocol.opened(settings),
                    failures,
                    unread,
                    settings.part(TargetAccess.class).token(),
                    tasks,
                    RunTracing.of(tracing, runId, keeper.then(telemetry.spans())),
                    monitor::stopReason,
                    planned.tenants());
            Banner.print(draft.atStart(), writer.folder(), page.link(), Console.out());
            budget.warning(draft.atStart()).ifPresent(line -> Console.out().println(line));
            tellLimits(target.described().limits());
        } catch (IOException | RuntimeException e) {
            target.close();
            backend.ifPresent(RunBackend::close);
            throw e;
        }
    }

    private String phaseName(int index) {
        List<Phase> phases = plan.plan().phases();
        return index < phases.size() ? phases.get(index).name() : SeriesKey.AFTER_PLAN;
    }

    private static void tellLimits(@Nullable List<String> limits) {
        if (limits != null && !limits.isEmpty()) {
            Console.out().println("limits  of the embedded orchestrator: " + String.join("; ", limits));
            Console.out().println();
        }
    }

    private void stoppedOnPage() {
        monitor.stopFor(new StopReason.Stopped("the live page"));
    }

    private RunMonitor.BreakerView breaker() {
        return monitor.breakerView();
    }

    private List<ResourceRow> resourceRows() {
        List<ResourceRow> rows = new ArrayList<>(watchers.rows());
        rows.addAll(injector.take());
        said.tell();
        return rows;
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
            watchers.start();
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
        long observedUntil = hasty || backend.isEmpty() ? 0 : observedUntil();
        tasks.ifPresent(TaskMarks::close);
        samples.close(hasty ? LAST_WRITE_IN_HASTE : LONGEST_LAST_WRITE);
        Farewells farewell = farewells;
        Runnable left = farewell == null ? () -> {} : farewell.say(atWork);
        watchers.stopReading();
        token.stop();
        if (clock.startedAt() != null) {
            recorded(() -> monitor.stop(hasty ? LAST_WRITE_IN_HASTE : LONGEST_LAST_WRITE));
        }
        // Once now, so that nothing that hangs from here on takes it along, and again with what comes.
        recorded(() -> journal.ended(stop, monitor.trip(), null, said.all()));
        telemetry.close(hasty ? TELEMETRY_IN_HASTE : Telemetry.LONGEST_END).forEach(unread::keep);
        watchers.stopProfiling(hasty ? PROFILER_IN_HASTE : LONGEST_LAST_WRITE);
        if (hasty) {
            controls.close(CONTROLS_IN_HASTE);
        } else {
            controls.close();
        }
        recorded(() -> journal.ended(stop, monitor.trip(), watchers.profiles(), said.all()));
        writer.close();
        page.loadEnded();
        left.run();
        if (observedUntil != 0) {
            observe(observedUntil - TimeSource.SYSTEM.nanos());
        }
        target.close();
        backend.ifPresent(RunBackend::end);
        RunVerdict verdict = RunVerdict.of(writer.folder(), settings, simulationClass, hasty);
        metrics.evaluated(verdict.conclusion());
        page.ended(verdict.conclusion(), hasty, hasty ? () -> {} : metrics::awaitLastScrape);
        concluded.countDown();
        ForkedJvm.endWith(verdict.conclusion(), answered, verdict.repetition());
    }

    /** Of the time source; 0: not at all. */
    private long observedUntil() {
        LeavingSettings leaving = settings.part(LeavingSettings.class);
        Duration timeout = settings.target().requestTimeout();
        return tasks.map(marks -> marks.observedUntilNanos(
                        TimeSource.SYSTEM.nanos(),
                        leaving.observed(Duration.ofNanos(marks.longestNanos()), timeout)
                                .toNanos()))
                .orElse(0L);
    }

    /** What the target still does for users who have left is seen by the backend only as long as both are there. */
    private static void observe(long nanos) {
        if (nanos > 0) {
            Console.out()
                    .println("Observing for " + Format.duration(nanos / 1e9)
                            + " what the target still does for users who left.");
            try {
                TimeUnit.NANOSECONDS.sleep(nanos);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
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
}
