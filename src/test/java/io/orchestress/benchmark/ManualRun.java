package io.orchestress.benchmark;

import io.orchestress.config.Settings;
import io.orchestress.engine.RunClock;
import io.orchestress.engine.SecondListener;
import io.orchestress.engine.SecondsRecorder;
import io.orchestress.metrics.Measurements;
import io.orchestress.record.BreakerResult;
import io.orchestress.record.RecordWriter;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.testkit.ManualTime;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import io.orchestress.workload.kind.LoadModel;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** A record written by the classes that write it in a run, on a clock that is moved by hand. */
final class ManualRun {
    private final ManualTime time = new ManualTime();
    private final RunClock clock = new RunClock(time);
    private final Plan plan;
    private final Measurements measurements;
    private final RecordWriter writer;
    private final SecondsRecorder seconds;

    /** Starts one below {@code parent}, with a closed model and a pace of a second. */
    ManualRun(Path parent, List<Settings.PhaseSettings> phases) throws IOException {
        this(parent, phases, seconds -> List.of());
    }

    private final DoubleFunction<List<ResourceRow>> resources;

    /** @param resources what is read at the end of a second */
    ManualRun(Path parent, List<Settings.PhaseSettings> phases, DoubleFunction<List<ResourceRow>> resources)
            throws IOException {
        this.resources = resources;
        plan = Plan.of("manual", phases, new Settings.Profile("full", Duration.ofDays(365), 1, 0));
        clock.start();
        writer = RecordWriter.create(parent, record(RunStatus.RUNNING, null));
        measurements = new Measurements(phases.size());
        seconds = new SecondsRecorder(
                LivePlan.fixed(plan),
                measurements,
                writer,
                () -> writer.loadStarted(record(RunStatus.RUNNING, null), Instant.from(time.now())),
                SecondListener.NONE);
        seconds.start();
    }

    static Settings.PhaseSettings phase(String name, PhaseKind kind, int seconds, boolean warmUp) {
        return new Settings.PhaseSettings(
                name, kind, 100, Duration.ZERO, Duration.ofSeconds(seconds), Duration.ZERO, warmUp, false, Map.of());
    }

    Measurements.Request request(String name) {
        return measurements.request(name);
    }

    /** Index of the phase that the clock is in. */
    int phase() {
        return plan.phaseAt(clock.seconds());
    }

    /** A second passes. */
    void endSecond() throws IOException {
        time.advance(Duration.ofSeconds(1));
        seconds.endSecond(clock.seconds(), 100, resources.apply(clock.seconds()));
    }

    /** Closes the record and returns its folder. */
    Path end() throws IOException {
        writer.update(record(RunStatus.COMPLETED, clock.now()));
        writer.close();
        return writer.folder();
    }

    private RunRecord record(RunStatus status, @Nullable Instant endedAt) {
        return new RunRecord(
                RunRecord.SCHEMA_VERSION,
                "0",
                "manual",
                "Manual",
                plan.workload(),
                "full",
                LoadModel.CLOSED,
                1000,
                status,
                null,
                new RunRecord.Target("http://127.0.0.1", "rest", true, null),
                time.now(),
                clock.startedAt(),
                endedAt,
                plan.phases().stream().map(ManualRun::planned).toList(),
                List.of(),
                null,
                null,
                null,
                0,
                BreakerResult.CLOSED,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                new RunRecord.Environment("", "", "", 2, 0, 0, 0, 0, ""),
                Map.of());
    }

    private static RunRecord.PlannedPhase planned(Phase phase) {
        return new RunRecord.PlannedPhase(
                phase.name(),
                phase.kind(),
                phase.warmUp(),
                phase.startSeconds(),
                phase.endSeconds(),
                phase.users(),
                phase.meanUsers());
    }
}
