package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.testkit.FailureCounts;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import load.SmokeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real MCP server over pipes, one process per user; what it was sent is in a file that tee writes on the way. */
class McpStdioTest {
    private static final Path SERVER = Path.of(
                    "scripts/targets/mcp-everything/node_modules/@modelcontextprotocol/server-everything/dist/index.js")
            .toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void everyLineSentIsOneRequestOfTheRecord() throws IOException {
        assumeTrue(Files.isRegularFile(SERVER), "not installed: scripts/targets/install mcp-everything");
        int users = 3;

        GatlingRun run = run("tee " + folder + "/sent.$$ | node " + SERVER + " stdio", users);

        RunRecord record = Runs.record(run);
        RequestResult totals = Objects.requireNonNull(record.totals());
        assertThat(record.status()).as(run.output()).isEqualTo(RunStatus.COMPLETED);
        assertThat(totals.failed()).as(run.output()).isZero();
        try (Stream<Path> sent =
                Files.list(folder).filter(file -> file.getFileName().toString().startsWith("sent."))) {
            long lines = 0;
            int processes = 0;
            for (Path file : sent.toList()) {
                lines += Files.readString(file, StandardCharsets.UTF_8).lines().count();
                processes++;
            }
            assertThat(processes).as("one a user, and one before the load").isEqualTo(users + 1);
            assertThat(lines - 4).as("4 of them before the load").isEqualTo(totals.count());
        }
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(folder.toString())))
                .as("nothing is left behind")
                .isEmpty();
    }

    @Test
    void aProcessThatDiesIsStartedAgainAndTheSessionCounted() throws IOException {
        assumeTrue(Files.isRegularFile(SERVER), "not installed: scripts/targets/install mcp-everything");

        GatlingRun run = run("sed -u 6q | node " + SERVER + " stdio", 1);

        RunRecord record = Runs.record(run);
        Map<String, Long> failures =
                FailureCounts.byLabel(Objects.requireNonNull(record.totals()).failures());
        assertThat(failures).as(run.output()).containsOnlyKeys("connection");
        assertThat(Runs.phases(record)
                        .flatMap(phase -> phase.requests().stream())
                        .filter(request -> request.name().equals("initialize"))
                        .mapToLong(RequestResult::count)
                        .sum())
                .as("one at first, and one after each end that left time for another")
                .isBetween(failures.get("connection"), failures.get("connection") + 1)
                .isGreaterThan(1);
    }

    @Test
    void aProgramThatIsNotThereEndsTheRunBeforeItsLoad() {
        GatlingRun run = GatlingRun.of(
                SmokeTest.class,
                folder,
                GatlingRun.LONGEST,
                "protocol=mcp-stdio",
                "orchestress.protocols.mcp.command=[no-such-mcp-server]");

        assertThat(run.exitStatus()).as(run.output()).isEqualTo(2);
        assertThat(run.output()).contains("orchestress.protocols.mcp.command", "no-such-mcp-server");
    }

    @Test
    void aProgramThatIsNoMcpServerEndsTheRunBeforeItsLoad() {
        GatlingRun run = run("echo hello", 1);

        assertThat(run.exitStatus()).as(run.output()).isEqualTo(2);
        assertThat(run.output())
                .contains("no MCP server to be used", "'initialize' failed as")
                .doesNotContain("\tat ");
    }

    private GatlingRun run(String script, int users) {
        return GatlingRun.of(
                SmokeTest.class,
                folder,
                GatlingRun.LONGEST,
                Runs.steady(
                        users,
                        5,
                        500,
                        "protocol=mcp-stdio",
                        "orchestress.breaker.enabled=false",
                        "orchestress.protocols.mcp.command=[/bin/sh, -c, \"" + script + "\"]",
                        "orchestress.protocols.mcp.spawn.tool=",
                        "orchestress.protocols.mcp.task.tool=echo",
                        "orchestress.protocols.mcp.task.arguments= {\"message\": #{prompt}}"));
    }
}
