package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.PhaseResult;
import io.orchestress.record.Recovery;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.TargetEvent;
import io.orchestress.record.Verdict;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.testkit.FailureCounts;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Orchestrator;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Controls are pulled while the load goes on, and an orchestrator that dies of one is back for the phases after it. */
class FaultsTest {
    private static final String PHASES = "orchestress.workloads.smoke.phases=["
            + "{kind=steady, users=10, hold=4 s, controls {workers=5}},"
            + "{kind=fault, users=10, hold=8 s, controls {fault=\"{\\\"dieAfterMillis\\\": 200}\"}},"
            + "{kind=recovery, users=10, hold=6 s, controls {fault=\"{}\"}}]";

    @TempDir
    Path folder;

    @Test
    void theRunGoesOnWhenTheOrchestratorDiesOfAFaultAndComesBack() {
        GatlingRun run = GatlingRun.of(
                AgentsSimulation.class,
                folder,
                GatlingRun.LONGEST,
                "orchestress.load.pace=100 ms",
                "orchestress.profiles.quick.load-factor=1",
                "orchestress.embedded.restart-after=1 s",
                "orchestress.breaker.enabled=false",
                PHASES);

        RunRecord record = Runs.record(run);
        assertThat(record.status()).as(run.output()).isEqualTo(RunStatus.COMPLETED);
        List<TargetEvent> events = record.target().events();
        assertThat(events)
                .extracting(event -> event.kind() + " " + event.control() + " " + event.value())
                .contains(
                        "CONTROL workers 5",
                        "CONTROL fault {\"dieAfterMillis\": 200}",
                        "DIED  137",
                        "CONTROL fault {}");
        assertThat(events)
                .filteredOn(event -> event.kind() == TargetEvent.Kind.RESTARTED)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.problem()).isNull();
                    assertThat(event.tookMillis()).isGreaterThanOrEqualTo(1_000);
                });

        RequestResult fault = phase(record, "fault").total();
        assertThat(FailureCounts.byLabel(fault.failures())).containsKey("connection");
        RequestResult totals = Objects.requireNonNull(record.totals());
        assertThat(totals.count())
                .as("the fault is measured and not judged")
                .isEqualTo(phase(record, "steady").total().count()
                        + phase(record, "recovery").total().count());
        assertThat(phase(record, "recovery").total().ok()).isGreaterThan(100);
        assertThat(Objects.requireNonNull(record.planning()).recoveries())
                .singleElement()
                .satisfies(recovery -> {
                    assertThat(recovery.after()).isEqualTo("fault");
                    assertThat(recovery.what()).isEqualTo("death of the process");
                    assertThat(recovery.outcome()).isNotEqualTo(Recovery.Outcome.NOT_RECOVERED);
                });
        assertThat(run.output())
                .contains("the orchestrator died with status 137", "Recovery after fault (death of the process): ");
    }

    @Test
    void aControlThatFailsIsNoPassAndAllControlsAreSetBack() throws IOException {
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults())) {
            GatlingRun run = GatlingRun.of(
                    AgentsSimulation.class,
                    folder,
                    GatlingRun.LONGEST,
                    "target=" + orchestrator.url(),
                    "orchestress.load.pace=100 ms",
                    "orchestress.controls.workers={request=\"PUT /admin/workers\","
                            + " body=\"{\\\"workers\\\": #{value}}\", reset=7}",
                    "orchestress.controls.scale={command=[\"sh\", \"-c\", \"echo out of quota; exit #{value}\"]}",
                    "orchestress.workloads.smoke.phases=[{kind=steady, users=5, hold=3 s, scale-load=false,"
                            + " controls {workers=3, scale=4}}]");

            RunRecord record = Runs.record(run);
            Verdict verdict = Objects.requireNonNull(record.verdict());
            assertThat(run.exitStatus()).as(run.output()).isEqualTo(1);
            assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.INCONCLUSIVE);
            assertThat(verdict.reason())
                    .startsWith("Control scale could not be set to 4 in phase steady (sh ended with 4: out of quota)");
            assertThat(record.target().events())
                    .extracting(event -> event.kind() + " " + event.control() + " " + event.value())
                    .containsExactly("CONTROL scale 4", "CONTROL workers 3", "RESET workers 7");
            assertThat(orchestrator.workers()).isEqualTo(7);
        }
    }

    private static PhaseResult phase(RunRecord record, String name) {
        return record.phases().stream()
                .filter(phase -> phase.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
