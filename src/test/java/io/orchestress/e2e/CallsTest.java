package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.testkit.FailureCounts;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.HdrLog;
import io.orchestress.testkit.Orchestrator;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls over our own wire: the record holds every request that the server received, not one more or less. */
class CallsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"closed", "open"})
    void underEveryBlockWithFailuresAndDroppedRequests(String model) throws IOException {
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults())) {
            orchestrator.faults("{\"errorRate\": 0.2, \"dropRate\": 0.1, \"garbageRate\": 0.1, \"latencyMillis\": 3}");

            GatlingRun run = GatlingRun.of(
                    CallsSimulation.class,
                    folder,
                    GatlingRun.LONGEST,
                    "target=" + orchestrator.url(),
                    "orchestress.load.model=" + model,
                    "orchestress.load.pace=50 ms",
                    "orchestress.breaker.enabled=false",
                    "orchestress.workloads.smoke.phases="
                            + "[{kind=ramp-up, users=10, ramp=2 s, scale-load=false},"
                            + "{kind=steady, users=10, hold=4 s, scale-load=false}]");

            Path log = run.record().resolve("histograms.hlog");
            long recorded = HdrLog.count(log, tag -> !tag.matches(".*\\|(corrected|metric\\..*)"));
            assertThat(recorded).as(run.output()).isEqualTo(orchestrator.requestsReceived());
            assertThat(recorded).isGreaterThan(100);
            assertThat(List.of("ok", "http-500", "connection", "malformed"))
                    .allSatisfy(outcome -> assertThat(HdrLog.count(log, tag -> tag.endsWith("|" + outcome)))
                            .as(outcome)
                            .isPositive());
            assertThat(HdrLog.count(
                            log,
                            tag -> !tag.matches(
                                    ".*\\|(ok|http-500|connection|idle-closed|malformed|corrected|metric\\..*)")))
                    .as("a connection that is dropped after it was idle may be either")
                    .isZero();
            assertThat(failures(log, "arrival")).isPositive();
            assertThat(HdrLog.count(log, tag -> tag.endsWith("|plain|ok")))
                    .as("of a failed arrival an iteration knows nothing")
                    .isEqualTo(ok(log, "in%20exitBlockOnFail") + failures(log, "in%20exitBlockOnFail"));
            Map<String, Long> tasks = tallies(run, "task");
            assertThat(tasks)
                    .as("each task stands for itself")
                    .containsEntry("tasks-ok", ok(log, "in%20a%20task"))
                    .containsEntry("tasks-failed", failures(log, "in%20a%20task"));
        }
    }

    private static long ok(Path log, String request) {
        return HdrLog.count(log, tag -> tag.endsWith("|" + request + "|ok"));
    }

    private static long failures(Path log, String request) {
        return HdrLog.count(
                log,
                tag -> tag.matches(".*\\|" + request + "\\|.*") && !tag.matches(".*\\|(ok|corrected|metric\\..*)"));
    }

    private static Map<String, Long> tallies(GatlingRun run, String request) throws IOException {
        try (Stream<String> lines = Files.lines(run.record().resolve("tallies.csv"))) {
            return lines.map(line -> line.split(",", -1))
                    .filter(fields -> fields[2].equals(request))
                    .collect(Collectors.groupingBy(
                            fields -> fields[3], Collectors.summingLong(fields -> Long.parseLong(fields[5]))));
        }
    }

    @Test
    void whenTheLoadIsStoppedThoughEveryUserHangs() throws IOException {
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults())) {
            Process process = GatlingRun.start(
                    CallsSimulation.class,
                    folder,
                    Runs.steady(
                            10,
                            60,
                            50,
                            "target=" + orchestrator.url(),
                            "orchestress.load.drain=5 s",
                            "orchestress.breaker.stall=2 s"));
            orchestrator.awaitRequests(300);
            orchestrator.faults("{\"hang\": true}");

            GatlingRun run = GatlingRun.end(process, folder, GatlingRun.LONGEST);

            RunRecord record = Runs.record(run);
            assertThat(record.status()).as(run.output()).isEqualTo(RunStatus.ABORTED);
            RequestResult totals = Objects.requireNonNull(record.totals());
            assertThat(FailureCounts.byLabel(totals.failures()))
                    .containsOnlyKeys("unfinished")
                    .containsEntry("unfinished", 10L);
            assertThat(totals.count()).isEqualTo(orchestrator.requestsReceived());
        }
    }

    @Test
    void whenTheyTimeOut() throws IOException {
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults())) {
            orchestrator.faults("{\"hang\": true}");

            GatlingRun run = GatlingRun.of(
                    CallsSimulation.class,
                    folder,
                    GatlingRun.LONGEST,
                    Runs.steady(
                            5,
                            4,
                            50,
                            "target=" + orchestrator.url(),
                            "orchestress.target.request-timeout=1 s",
                            "orchestress.breaker.enabled=false"));

            RequestResult totals = Objects.requireNonNull(Runs.record(run).totals());
            assertThat(FailureCounts.byLabel(totals.failures()))
                    .as(run.output())
                    .containsOnlyKeys("timeout");
            assertThat(totals.count()).isEqualTo(orchestrator.requestsReceived());
            assertThat(totals.count()).isBetween(5L, 25L);
        }
    }
}
