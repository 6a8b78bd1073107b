package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.orchestress.record.FaultEffect;
import io.orchestress.record.Issue;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import load.FaultTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The model of complex tasks refuses, then hangs, at an orchestrator that tries five times and has room for all tasks, and at one that tries at once and has eight
 * workers for all of them. Both runs go at once. At night only ({@code NIGHTLY=1}): they need a minute of both processors.
 */
class FaultsBehindTargetsTest {
    private static final String SCRIPT = """
            models { default { first-token = 20 ms, tokens-per-second = 10000 } }
            tools { lookup { latency = 5 ms } }
            tasks = [{ name = any, turns = [{ tools = ["*"] }, { answer = "Task #{nonce} is done." }] }]
            """;
    private static final String PHASES = "orchestress.workloads.backend-faults.phases=["
            + "{kind=steady, users=24, hold=10 s, scale-load=false},"
            + "{kind=fault, name=refuses, users=24, hold=6 s, scale-load=false, controls {backend=\"429-bare model=sage\"}},"
            + "{kind=recovery, users=24, hold=2 s, scale-load=false, controls {backend=none}},"
            + "{kind=fault, name=hangs, users=24, hold=6 s, scale-load=false, controls {backend=\"hang model=sage\"}}]";

    @TempDir
    Path folder;

    private Process start(String name, String... more) throws IOException {
        Path script = Files.writeString(folder.resolve("script.conf"), SCRIPT);
        List<String> properties = new ArrayList<>(List.of(
                PHASES,
                "orchestress.load.pace=250 ms",
                "orchestress.breaker.enabled=false",
                "orchestress.backend.enabled=true",
                "orchestress.backend.port=0",
                "orchestress.backend.script=" + script,
                "orchestress.embedded.call-timeout=1 s",
                "orchestress.gates.rules.beside=bystanders-failed <= 1 %, if measured",
                // What still hangs at the end of the plan is waited for that long.
                "orchestress.target.request-timeout=4 s",
                "orchestress.load.drain=5 s",
                "orchestress.task-mix.simple=50",
                "orchestress.task-mix.medium=0",
                "orchestress.task-mix.complex=50",
                "orchestress.task-mix.workflow=0"));
        properties.addAll(List.of(more));
        return GatlingRun.start(
                FaultTest.class, Files.createDirectory(folder.resolve(name)), properties.toArray(String[]::new));
    }

    private RunRecord end(String name, Process run) {
        RunRecord record = Runs.record(GatlingRun.end(run, folder.resolve(name), GatlingRun.LONGEST));
        assertThat(record.status()).isEqualTo(RunStatus.COMPLETED);
        return record;
    }

    private static Outcome gate(RunRecord run) {
        return Objects.requireNonNull(run.verdict()).gates().stream()
                .filter(gate -> gate.name().equals("beside"))
                .map(Verdict.Gate::outcome)
                .findFirst()
                .orElseThrow();
    }

    private static FaultEffect fault(RunRecord run, String phase) {
        return Objects.requireNonNull(run.planning()).faultEffects().stream()
                .filter(effect -> effect.phase().equals(phase))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void retriesAtOnceAndSharedWorkersAreFound() throws IOException {
        assumeTrue("1".equals(System.getenv("NIGHTLY")), "a test for the night: NIGHTLY=1");
        Process sound = start("sound", "orchestress.embedded.workers=200");
        Process unsound = start(
                "unsound",
                "orchestress.embedded.bugs.retry-storm=1",
                "orchestress.embedded.workers=8",
                "orchestress.embedded.queue-capacity=4");
        RunRecord good = end("sound", sound);
        RunRecord bad = end("unsound", unsound);

        assertThat(good.issues())
                .as(GatlingRun.output(folder.resolve("sound")))
                .noneSatisfy(issue -> assertThat(issue.type()).isEqualTo("RETRY_STORM"))
                .as("a busy machine holds all of them up")
                .noneSatisfy(issue -> assertThat(issue)
                        .returns("FAULT_NOT_CONTAINED", Issue::type)
                        .returns(Severity.HIGH, Issue::severity));
        assertThat(gate(good)).isNotEqualTo(Outcome.FAIL);
        FaultEffect refuses = fault(good, "refuses");
        assertThat(refuses.bystanders() + refuses.bystandersUnclear()).isGreaterThan(20);
        if (refuses.bystanders() == 0) { // a machine that was too full for twenty simple tasks in ten seconds
            assertThat(gate(good)).isEqualTo(Outcome.INCONCLUSIVE);
        }
        assertThat(fault(good, "refuses").retries()).isPositive();

        assertThat(bad.issues())
                .extracting(Issue::type)
                .as(GatlingRun.output(folder.resolve("unsound")))
                .contains("RETRY_STORM", "FAULT_NOT_CONTAINED");
        assertThat(fault(bad, "refuses").storm()).isGreaterThan(6);
        assertThat(fault(bad, "hangs").bystandersFailed()).isPositive();
    }
}
