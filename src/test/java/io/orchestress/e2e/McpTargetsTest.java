package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.testkit.FailureCounts;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.RealTarget;
import io.orchestress.testkit.Runs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import load.SmokeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against MCP servers that nobody here wrote, the record holds exactly what arrived at them. */
class McpTargetsTest {

    /** What finds out the era and the tools before the load: not in the record, but counted by the server. */
    private static final int ASKED_FOR_SESSION = 4;

    private static final int ASKED_STATELESS = 2;

    private static final String NO_SPAWN = "orchestress.protocols.mcp.spawn.tool=";

    @TempDir
    Path folder;

    @Test
    void sessionsOfMcpEverything() {
        try (RealTarget server = new RealTarget("mcp-everything")) {
            RunRecord record = run(
                    8,
                    server.url(),
                    NO_SPAWN,
                    "orchestress.protocols.mcp.task.tool=echo",
                    "orchestress.protocols.mcp.task.arguments= {\"message\": #{prompt}}");

            Map<String, Long> seen = server.seen();
            assertThat(failures(record)).isEmpty();
            assertThat(requests(record, name -> name.startsWith("echo ")))
                    .isEqualTo(seen.get("rpc:tools/call"))
                    .as("two of each user, on however busy a machine")
                    .isGreaterThan(16);
            assertThat(requests(record, "initialize"::equals)).isEqualTo(8);
            assertThat(seen).containsEntry("rpc:initialize", 9L).containsEntry("rpc:notifications/initialized", 9L);
            assertThat(requests(record, name -> true) + ASKED_FOR_SESSION).isEqualTo(seen.get("POST:/mcp"));
            assertThat(seen).as("each session is ended").containsEntry("DELETE:/mcp=200", 9L);
        }
    }

    @Test
    void statelessRequestsOf20260728() {
        try (RealTarget server = new RealTarget("mcp-2026")) {
            RunRecord record = run(8, server.url());

            Map<String, Long> seen = server.seen();
            assertThat(failures(record)).isEmpty();
            assertThat(seen)
                    .containsEntry("rpc:server/discover", 1L)
                    .doesNotContainKeys("rpc:initialize", "DELETE:/mcp");
            assertThat(requests(record, "spawn_agent"::equals)).isEqualTo(8);
            assertThat(requests(record, name -> name.startsWith("run_task ") || name.equals("spawn_agent")))
                    .isEqualTo(seen.get("rpc:tools/call"));
            assertThat(requests(record, name -> true) + ASKED_STATELESS)
                    .isEqualTo(seen.get("POST:/mcp"))
                    .isEqualTo(seen.get("POST:/mcp=200"));
        }
    }

    @Test
    void theSameServerWithTheEraOfSessions() {
        try (RealTarget server = new RealTarget("mcp-2026")) {
            RunRecord record = run(4, server.url(), "orchestress.protocols.mcp.era=session");

            assertThat(failures(record)).isEmpty();
            assertThat(server.seen()).containsEntry("rpc:initialize", 5L).doesNotContainKeys("rpc:server/discover");
        }
    }

    @Test
    void toolsThatFailInsideASuccess() {
        try (RealTarget server = new RealTarget("mcp-2026")) {
            long before = 0;
            for (String failure : List.of("fail-tool:tool-error", "fail-task:tool-error", "ask-back:input-required")) {
                String prompt = failure.substring(0, failure.indexOf(':'));
                RunRecord record = run(
                        2,
                        server.url(),
                        NO_SPAWN,
                        "orchestress.protocols.mcp.task.arguments= {\"prompt\": \"" + prompt
                                + "\", \"size\": #{size}}");

                long calls = requests(record, name -> name.startsWith("run_task "));
                assertThat(failures(record))
                        .containsOnly(Map.entry(failure.substring(failure.indexOf(':') + 1), calls));
                assertThat(server.seen().get("rpc:tools/call") - before)
                        .isEqualTo(calls)
                        .isPositive();
                before += calls;
            }
        }
    }

    @Test
    void sessionsOfSpringAi() {
        try (RealTarget server = new RealTarget("spring-ai-mcp")) {
            RunRecord record = run(8, server.url());

            Map<String, Long> seen = server.seen();
            assertThat(failures(record)).isEmpty();
            assertThat(requests(record, name -> name.startsWith("run_task ")))
                    .isEqualTo(seen.get("rpc:tools/call") - 8)
                    .as("two of each user, on however busy a machine")
                    .isGreaterThan(16);
            assertThat(requests(record, "spawn_agent"::equals)).isEqualTo(8);
            assertThat(requests(record, "initialize"::equals)).isEqualTo(8);
            assertThat(seen).containsEntry("rpc:initialize", 9L).containsEntry("rpc:notifications/initialized", 9L);
            assertThat(requests(record, name -> true) + ASKED_FOR_SESSION).isEqualTo(seen.get("POST:/mcp"));
            assertThat(seen).as("each session is ended").containsEntry("DELETE:/mcp=200", 9L);
        }
    }

    @Test
    void toolsOfSpringAiThatFailInsideASuccess() {
        try (RealTarget server = new RealTarget("spring-ai-mcp")) {
            long before = 0;
            for (String prompt : List.of("fail-tool", "fail-task")) {
                RunRecord record = run(
                        2,
                        server.url(),
                        NO_SPAWN,
                        "orchestress.protocols.mcp.task.arguments= {\"prompt\": \"" + prompt
                                + "\", \"size\": #{size}}");

                long calls = requests(record, name -> name.startsWith("run_task "));
                assertThat(failures(record)).containsOnly(Map.entry("tool-error", calls));
                assertThat(server.seen().get("rpc:tools/call") - before)
                        .isEqualTo(calls)
                        .isPositive();
                before += calls;
            }
        }
    }

    @Test
    void theTwoRateLimitersOfClaudeFlowAreToldApart() {
        try (RealTarget server = new RealTarget("claude-flow")) {
            RunRecord record =
                    run( // the inner one allows a session some 50 calls at once, the outer one all of them 120 a minute
                            1,
                            server.url(),
                            NO_SPAWN,
                            "orchestress.load.pace=10 ms",
                            "orchestress.protocols.mcp.era=session",
                            "orchestress.protocols.mcp.task.tool=agent_spawn",
                            "orchestress.protocols.mcp.task.arguments= {\"agentType\": \"coder\"}");

            Map<String, Long> seen = server.seen();
            Map<String, Long> failures = failures(record);
            RequestResult totals = Objects.requireNonNull(record.totals());
            assertThat(failures).containsOnlyKeys("rate-limited", "http-429");
            assertThat(failures).containsEntry("http-429", seen.get("POST:/mcp=429"));
            assertThat(failures.get("rate-limited") + failures.get("http-429"))
                    .as("both speak of the same JSON-RPC error")
                    .isEqualTo(seen.get("rpc-error=-32000"));
            assertThat(totals.ok() + failures.get("rate-limited") + failures.get("http-429"))
                    .isEqualTo(requests(record, name -> true))
                    .isEqualTo(seen.get("POST:/mcp") - 3);
        }
    }

    @Test
    void aToolThatTheServerDoesNotHaveEndsTheRunBeforeItsLoad() {
        try (RealTarget server = new RealTarget("mcp-2026")) {
            GatlingRun run = GatlingRun.of(
                    SmokeTest.class,
                    folder,
                    GatlingRun.LONGEST,
                    "target=" + server.url(),
                    "protocol=mcp",
                    "orchestress.protocols.mcp.task.tool=run_tsk");

            assertThat(run.exitStatus()).as(run.output()).isEqualTo(2);
            assertThat(run.output())
                    .contains(
                            "Not run: the configuration has 1 problem.",
                            "orchestress.protocols.mcp.task.tool = run_tsk: the server has no such tool; it has spawn_agent,"
                                    + " list_agents, run_task");
            assertThat(folder.resolve("results")).doesNotExist();
            assertThat(server.seen()).doesNotContainKey("rpc:tools/call");
        }
    }

    private RunRecord run(int users, String url, String... properties) {
        List<String> all = new ArrayList<>(Arrays.asList(properties));
        all.add("target=" + url);
        all.add("protocol=mcp");
        all.add("orchestress.breaker.enabled=false");
        Path own = folder.resolve("run-" + System.identityHashCode(all));
        assertThat(own.toFile().mkdir()).isTrue();
        GatlingRun run = GatlingRun.of(
                SmokeTest.class, own, GatlingRun.LONGEST, Runs.steady(users, 3, 200, all.toArray(String[]::new)));
        RunRecord record = Runs.record(run);
        assertThat(record.status()).as(run.output()).isEqualTo(RunStatus.COMPLETED);
        return record;
    }

    private static Map<String, Long> failures(RunRecord record) {
        return FailureCounts.byLabel(Objects.requireNonNull(record.totals()).failures());
    }

    private static long requests(RunRecord record, Predicate<String> name) {
        return Runs.phases(record)
                .map(PhaseResult::requests)
                .flatMap(List::stream)
                .filter(result -> name.test(result.name()))
                .mapToLong(RequestResult::count)
                .sum();
    }
}
