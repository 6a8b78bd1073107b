package io.orchestress.testkit;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.AgentResults;
import io.orchestress.record.BreakerResult;
import io.orchestress.record.Comparison;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RecordJson;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.ResourceResults;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.workload.kind.LoadModel;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code run.json} of a run that has been judged, for tests of those who remember runs: figures are given, not measured. */
public record EndedRun(
        String simulation,
        int minute,
        RunStatus status,
        @Nullable Outcome outcome,
        long p95Micros,
        RunRecord.Target target,
        int users,
        Map<String, String> configuration,
        @Nullable AgentResults agents,
        @Nullable ResourceResults resources,
        @Nullable Comparison comparison) {
    public static final Instant FIRST = Instant.parse("2026-03-01T10:00:00Z");

    /** A good one, begun so many minutes after {@link #FIRST}. */
    public static EndedRun at(int minute) {
        return new EndedRun(
                "SpikeTest",
                minute,
                RunStatus.COMPLETED,
                Outcome.PASS,
                100_000,
                new RunRecord.Target("http://127.0.0.1:" + (30_000 + minute), "rest", true, null),
                20,
                Map.of("load.arrivals", "randomised", "task-mix.simple", "20", "embedded.workers", "24"),
                null,
                null,
                null);
    }

    public EndedRun simulation(String other) {
        return new EndedRun(
                other, minute, status, outcome, p95Micros, target, users, configuration, agents, resources, comparison);
    }

    public EndedRun ended(RunStatus other, @Nullable Outcome judged) {
        return new EndedRun(
                simulation,
                minute,
                other,
                judged,
                p95Micros,
                target,
                users,
                configuration,
                agents,
                resources,
                comparison);
    }

    public EndedRun p95Millis(long millis) {
        return new EndedRun(
                simulation,
                minute,
                status,
                outcome,
                millis * 1000,
                target,
                users,
                configuration,
                agents,
                resources,
                comparison);
    }

    public EndedRun target(String url, String protocol) {
        return new EndedRun(
                simulation,
                minute,
                status,
                outcome,
                p95Micros,
                new RunRecord.Target(url, protocol, false, null),
                users,
                configuration,
                agents,
                resources,
                comparison);
    }

    public EndedRun users(int other) {
        return new EndedRun(
                simulation,
                minute,
                status,
                outcome,
                p95Micros,
                target,
                other,
                configuration,
                agents,
                resources,
                comparison);
    }

    public EndedRun configuration(Map<String, String> other) {
        return new EndedRun(
                simulation, minute, status, outcome, p95Micros, target, users, other, agents, resources, comparison);
    }

    public EndedRun measured(@Nullable AgentResults ofAgents, @Nullable ResourceResults ofResources) {
        return new EndedRun(
                simulation,
                minute,
                status,
                outcome,
                p95Micros,
                target,
                users,
                configuration,
                ofAgents,
                ofResources,
                comparison);
    }

    public EndedRun compared(Comparison other) {
        return new EndedRun(
                simulation, minute, status, outcome, p95Micros, target, users, configuration, agents, resources, other);
    }

    public String runId() {
        return simulation.toLowerCase(java.util.Locale.ROOT) + "-" + minute;
    }

    /** Warm-up of 10 s, then 50 s of steady load: 1 000 requests a minute, 1 % failed, p50 half of p95, p99 twice as much. */
    public RunRecord record() {
        Instant start = FIRST.plus(Duration.ofMinutes(minute));
        return new RunRecord(
                RunRecord.SCHEMA_VERSION,
                "0.1.0",
                runId(),
                simulation,
                "spike",
                "quick",
                LoadModel.CLOSED,
                1000,
                status,
                null,
                target,
                start,
                start,
                start.plusSeconds(60),
                List.of(
                        new PlannedPhase("warm-up", PhaseKind.STEADY, true, 0, 10, users, users),
                        new PlannedPhase("steady", PhaseKind.STEADY, false, 10, 60, users, users)),
                List.of(
                        phase("warm-up", true, start, 0, 10, p95Micros * 9),
                        phase("steady", false, start, 10, 60, p95Micros)),
                requests("*", p95Micros),
                agents,
                resources,
                0,
                BreakerResult.CLOSED,
                outcome == null ? null : new Verdict(outcome, 75.0, "C", "as given", List.of()),
                comparison,
                null,
                null,
                null,
                List.of(),
                new RunRecord.Environment("Linux", "amd64", "17", 2, 1, 1, 1, 0.5, "3.15.1"),
                configuration);
    }

    private static PhaseResult phase(String name, boolean warmUp, Instant start, int from, int to, long p95) {
        return new PhaseResult(
                name,
                PhaseKind.STEADY,
                warmUp,
                start.plusSeconds(from),
                start.plusSeconds(to),
                from,
                to,
                requests("*", p95),
                List.of(requests("run medium task", p95)));
    }

    private static RequestResult requests(String name, long p95) {
        Latency latency = new Latency(
                1, p95 * 0.6, p95 * 0.4, p95 / 2, p95 * 3 / 4, p95 * 9 / 10, p95, p95 * 2, p95 * 3, p95 * 4);
        return new RequestResult(
                name, 1000, 990, 10, 0, 20, Map.of(FailureClass.http(500), 10L), latency, latency, null, 0.5, 3, 0.9);
    }

    /** @return the folder of the record, {@code run.json} alone in it */
    public Path writeTo(Path records) {
        try {
            Path folder = Files.createDirectories(records.resolve(runId()));
            RecordJson.writeAtomically(folder.resolve(RecordReader.RUN_FILE), record());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
