package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.Issue;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.testkit.FailureCounts;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Orchestrator;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trip stops the load, keeps what was measured, and fails the run, whatever the target does meanwhile. */
class AbortTest {

    @TempDir
    Path folder;

    @Test
    void tripsWhenHalfOfTheRequestsFail() throws IOException {
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults())) {
            orchestrator.faults("{\"errorRate\": 0.8}");

            GatlingRun run = GatlingRun.of(
                    AgentsSimulation.class,
                    folder,
                    GatlingRun.LONGEST,
                    Runs.steady(10, 60, 50, GatlingRun.WITH_REPORT, "target=" + orchestrator.url()));

            RunRecord record = assertAborted(run, "error-rate");
            RequestResult totals = Objects.requireNonNull(record.totals());
            assertThat(totals.count()).isEqualTo(orchestrator.requestsReceived());
            assertThat(FailureCounts.byLabel(totals.failures())).containsKey("http-500");
            assertThat(run.output()).contains("!! circuit breaker (error-rate): ");
        }
    }

    @Test
    void tripsThoughEveryUserHangs() throws IOException {
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults())) {
            Process process = GatlingRun.start(
                    AgentsSimulation.class,
                    folder,
                    Runs.steady(
                            10,
                            60,
                            50,
                            GatlingRun.WITH_REPORT,
                            "target=" + orchestrator.url(),
                            "orchestress.load.drain=5 s",
                            "orchestress.breaker.stall=2 s"));
            orchestrator.awaitRequests(300);
            orchestrator.faults("{\"hang\": true}");

            GatlingRun run = GatlingRun.end(process, folder, GatlingRun.LONGEST);

            RunRecord record = assertAborted(run, "stall");
            RequestResult totals = Objects.requireNonNull(record.totals());
            assertThat(FailureCounts.byLabel(totals.failures()))
                    .containsOnlyKeys("unfinished")
                    .containsEntry("unfinished", 10L);
            assertThat(totals.count()).isEqualTo(orchestrator.requestsReceived());
        }
    }

    @Test
    void tripsWhenTheTargetDies() throws IOException {
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults())) {
            Process process = GatlingRun.start(
                    AgentsSimulation.class,
                    folder,
                    Runs.steady(
                            10,
                            60,
                            50,
                            GatlingRun.WITH_REPORT,
                            "target=" + orchestrator.url(),
                            "orchestress.breaker.window=2 s"));
            orchestrator.awaitRequests(300);
            orchestrator.faults("{\"dieAfterMillis\": 1}");

            GatlingRun run = GatlingRun.end(process, folder, GatlingRun.LONGEST);

            RunRecord record = assertAborted(run, "error-rate");
            RequestResult totals = Objects.requireNonNull(record.totals());
            assertThat(totals.ok()).as("measured before it died").isGreaterThan(250);
            assertThat(FailureCounts.byLabel(totals.failures())).containsOnlyKeys("connection");
            assertThat(orchestrator.isAlive()).isFalse();
        }
    }

    private static RunRecord assertAborted(GatlingRun run, String rule) {
        assertThat(run.exitStatus()).as(run.output()).isEqualTo(1);
        assertThat(run.hasGatlingReport()).as("Gatling's report").isTrue();
        assertThat(run.record())
                .isDirectoryContaining("glob:**report.html")
                .isDirectoryContaining("glob:**issues.md")
                .isDirectoryContaining("glob:**issues.json")
                .isDirectoryContaining("glob:**summary.md");
        RunRecord record = Runs.record(run);
        assertThat(record.status()).isEqualTo(RunStatus.ABORTED);
        assertThat(record.breaker().rule()).isEqualTo(rule);
        assertThat(record.breaker().evidence()).isNotBlank();
        assertThat(Objects.requireNonNull(record.verdict()).outcome()).isEqualTo(Verdict.Outcome.FAIL);
        // By itself, or as a symptom of what it tripped on.
        assertThat(record.issues().stream().flatMap(Issue::withSymptoms))
                .filteredOn(issue -> issue.type().equals("BREAKER_TRIPPED"))
                .singleElement()
                .extracting(Issue::severity)
                .isEqualTo(Issue.Severity.CRITICAL);
        return record;
    }
}
