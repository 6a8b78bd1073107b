package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.Issue;
import io.orchestress.record.Orphans;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import load.SmokeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Half of the users leave their tasks of some five seconds after two: an orchestrator that stops, and one that goes on to the end. Both runs go at once, for each
 * observes its target for twelve seconds.
 */
class UsersWhoLeaveTest {
    private static final String SCRIPT = """
            models { default { first-token = 500 ms, tokens-per-second = 1000 } }
            tools { lookup { latency = 100 ms } }
            tasks = [{ name = long, turns = [{ tools = ["*"], times = 8 }, { answer = "Task #{nonce} is done." }] }]
            """;

    @TempDir
    Path folder;

    private Process start(String name, String... more) throws IOException {
        Path script = Files.writeString(folder.resolve("script.conf"), SCRIPT);
        String[] properties = Runs.steady(
                48,
                4,
                100,
                "orchestress.backend.enabled=true",
                "orchestress.backend.port=0",
                "orchestress.backend.script=" + script,
                "orchestress.embedded.workers=200",
                "orchestress.task-mix.simple=0",
                "orchestress.task-mix.medium=50",
                "orchestress.task-mix.complex=50",
                "orchestress.task-mix.workflow=0",
                "orchestress.leaving.share=50 %",
                "orchestress.leaving.after=2 s",
                // A machine that is full of other work explains what tasks took to their first calls, and a second at
                // least.
                "orchestress.gates.rules.orphan-time=orphan-time.p95 <= 1 s");
        return GatlingRun.start(
                SmokeTest.class,
                Files.createDirectory(folder.resolve(name)),
                Stream.of(properties, more).flatMap(Stream::of).toArray(String[]::new));
    }

    private RunRecord end(String name, Process run) {
        RunRecord record = Runs.record(GatlingRun.end(run, folder.resolve(name), GatlingRun.LONGEST));
        assertThat(record.status()).isEqualTo(RunStatus.COMPLETED);
        return record;
    }

    private static Outcome gate(RunRecord run, String name) {
        return Objects.requireNonNull(run.verdict()).gates().stream()
                .filter(gate -> gate.name().equals(name))
                .map(Verdict.Gate::outcome)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anOrchestratorThatGoesOnIsToldFromOneThatStops() throws IOException {
        Process stopping = start("stops");
        Process going = start("goes-on", "orchestress.embedded.bugs.keep-going=1");
        RunRecord stops = end("stops", stopping);
        RunRecord goesOn = end("goes-on", going);

        Orphans few = Objects.requireNonNull(stops.orphans());
        assertThat(few.doubt()).isEmpty();
        assertThat(few.cancelled()).as("complex tasks have an id").isPositive();
        assertThat(few.dropped()).as("medium ones have none").isPositive();
        assertThat(few.measured()).isEqualTo(few.left()).isGreaterThanOrEqualTo(20);
        assertThat(gate(stops, "orphan-time")).isNotEqualTo(Outcome.FAIL);
        assertThat(gate(stops, "orphan-cost")).isNotEqualTo(Outcome.FAIL);
        assertThat(stops.issues()).extracting(Issue::type).doesNotContain("ORPHANED_WORK");

        Orphans many = Objects.requireNonNull(goesOn.orphans());
        assertThat(many.p50Millis()).isGreaterThan(2_000);
        assertThat(many.tokensAfter()).isGreaterThan(2 * few.tokensAfter());
        assertThat(gate(goesOn, "orphan-time")).isEqualTo(Outcome.FAIL);
        assertThat(gate(goesOn, "orphan-cost")).isEqualTo(Outcome.FAIL);
        assertThat(goesOn.issues()).extracting(Issue::type).contains("ORPHANED_WORK");
        assertThat(GatlingRun.output(folder.resolve("goes-on"))).contains("orphan time p95", "ORPHANED_WORK");
    }
}
