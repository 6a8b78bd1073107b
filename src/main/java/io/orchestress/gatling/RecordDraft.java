package io.orchestress.gatling;

import io.orchestress.config.EnvironmentFacts;
import io.orchestress.config.Settings;
import io.orchestress.engine.RunClock;
import io.orchestress.engine.StopReason;
import io.orchestress.engine.breaker.BreakerState;
import io.orchestress.monitoring.MachineInfo;
import io.orchestress.monitoring.ThisMachine;
import io.orchestress.record.BreakerResult;
import io.orchestress.record.ExceptionText;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.RecordWriter;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.TargetEvent;
import io.orchestress.record.Tool;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import io.orchestress.workload.kind.LoadModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is known of a run before any result: the record at its start, when the load starts, and at its end. */
record RecordDraft(
        String simulation,
        Plan plan,
        Settings settings,
        RunRecord.Target target,
        Instant startedAt,
        RunRecord.Environment environment,
        @Nullable String injectorCanDo) {
    private static final DateTimeFormatter RUN_ID_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The same with what has happened to the target. */
    RecordDraft with(List<TargetEvent> events) {
        return new RecordDraft(simulation, plan, settings, target.with(events), startedAt, environment, injectorCanDo);
    }

    /** The same with another plan. */
    RecordDraft with(Plan newPlan) {
        return new RecordDraft(simulation, newPlan, settings, target, startedAt, environment, injectorCanDo);
    }

    /**
     * Begins the record on disk, and tells whoever started the run where it is.
     *
     * @throws IOException naming what would be valid
     */
    RecordWriter create() throws IOException {
        try {
            RecordWriter writer = RecordWriter.create(Path.of(settings.recordFolder()), atStart());
            RecordAnnouncement.of(writer.folder(), System.getenv());
            return writer;
        } catch (IOException e) {
            throw new IOException(
                    "the record cannot be written (orchestress.record.folder): " + ExceptionText.inWords(e)
                            + "; valid: a folder that can be written, -Dorchestress.record.folder=FOLDER",
                    e);
        }
    }

    RunRecord atStart() {
        return record(RunStatus.RUNNING, Optional.empty(), null, null, BreakerResult.CLOSED);
    }

    RunRecord whenLoadStarts(Instant loadStartedAt) {
        return record(RunStatus.RUNNING, Optional.empty(), loadStartedAt, null, BreakerResult.CLOSED);
    }

    /** @param trip of the breaker, which need not have been the end */
    RunRecord atEnd(RunClock clock, Optional<StopReason> stop, Optional<StopReason.BreakerTripped> trip) {
        return record(
                stop.map(RecordDraft::status).orElse(RunStatus.COMPLETED),
                stop,
                clock.startedAt(),
                clock.now(),
                trip.map(tripped -> breaker(tripped.trip(), clock)).orElse(BreakerResult.CLOSED));
    }

    private static RunStatus status(StopReason stop) {
        return stop instanceof StopReason.Interrupted ? RunStatus.INTERRUPTED : RunStatus.ABORTED;
    }

    private static BreakerResult breaker(BreakerState.Trip trip, RunClock clock) {
        Instant loadStartedAt = clock.startedAt();
        return loadStartedAt == null
                ? BreakerResult.CLOSED
                : new BreakerResult(
                        true,
                        trip.rule(),
                        trip.evidence(),
                        loadStartedAt.plus(Duration.ofNanos(trip.atNanos())),
                        trip.atNanos() / 1e9);
    }

    private RunRecord record(
            RunStatus status,
            Optional<StopReason> stop,
            @Nullable Instant loadStartedAt,
            @Nullable Instant endedAt,
            BreakerResult breaker) {
        boolean closed = settings.load().model() == LoadModel.CLOSED;
        return new RunRecord(
                        RunRecord.SCHEMA_VERSION,
                        Tool.VERSION,
                        simulation.toLowerCase(Locale.ROOT) + "-" + RUN_ID_TIME.format(startedAt),
                        simulation,
                        plan.workload(),
                        settings.profile().name(),
                        settings.load().model(),
                        closed ? settings.load().pace().toMillis() : 0,
                        status,
                        stop.map(StopReason::sentence).orElse(null),
                        target,
                        startedAt,
                        loadStartedAt,
                        endedAt,
                        planned(plan, settings),
                        List.of(),
                        null,
                        null,
                        null,
                        0,
                        breaker,
                        null,
                        null,
                        null,
                        injectorCanDo == null ? null : InjectorHealth.unknown(injectorCanDo),
                        null,
                        List.of(),
                        environment,
                        settings.effective())
                .withStressKind(settings.stressKind().orElse(null));
    }

    /** The plan as the record has it. */
    static List<RunRecord.PlannedPhase> planned(Plan plan, Settings settings) {
        Settings.Load load = settings.load();
        boolean closed = load.model() == LoadModel.CLOSED;
        double perUser = closed ? 1 : 1000.0 / load.pace().toMillis();
        Optional<RunTenants> tenants = RunTenants.of(settings, plan.workload());
        return plan.phases().stream()
                .map(phase -> planned(
                        phase,
                        perUser,
                        tenants.map(all -> all.loads(phase, closed)).orElse(Map.of())))
                .toList();
    }

    private static RunRecord.PlannedPhase planned(Phase phase, double perUser, Map<String, Double> tenants) {
        return new RunRecord.PlannedPhase(
                phase.name(),
                phase.kind(),
                phase.warmUp(),
                phase.startSeconds(),
                phase.endSeconds(),
                phase.users() * perUser,
                phase.meanUsers() * perUser,
                phase.controls(),
                tenants);
    }

    /** This machine as it is now, and what the settings want to be kept of it. */
    static RunRecord.Environment thisMachine(Settings settings) {
        var os = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        OptionalDouble quota = MachineInfo.cpuQuota();
        OptionalInt cpus = MachineInfo.cpus();
        OptionalLong free = MachineInfo.diskFreeBytes(Path.of(settings.recordFolder()));
        return new RunRecord.Environment(
                os.getName() + " " + os.getVersion(),
                os.getArch(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                os.getAvailableProcessors(),
                os.getTotalMemorySize(),
                os.getFreeMemorySize(),
                Runtime.getRuntime().maxMemory(),
                os.getSystemLoadAverage(),
                Tool.GATLING_VERSION,
                free.isPresent() ? free.getAsLong() : null,
                MachineInfo.networkInterfaces(),
                MachineInfo.isolation(),
                EnvironmentFacts.chosen(System.getenv(), settings.recordEnvironment()),
                EnvironmentFacts.jvmFlags(ManagementFactory.getRuntimeMXBean().getInputArguments()),
                ThisMachine.read().cpuModel(),
                quota.isPresent() ? quota.getAsDouble() : null,
                cpus.isPresent() ? cpus.getAsInt() : null,
                MachineInfo.host().orElse(null));
    }
}
