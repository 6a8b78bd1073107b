package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.sample.Sample;
import io.orchestress.record.sample.SampleFile;
import io.orchestress.record.task.CallLog;
import io.orchestress.record.task.CallRow;
import io.orchestress.record.task.TaskLog;
import io.orchestress.record.task.TaskRow;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Ports;
import io.orchestress.testkit.RealTarget;
import io.orchestress.testkit.Runs;
import io.orchestress.trace.TraceId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import load.SmokeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets that really call models and tools: the scripted backend of the run is behind them, and each of its calls is booked to its task. */
class AgentsBehindTargetsTest {
    @TempDir
    Path folder;

    /** Tasks that went well, by their mark. */
    private static Map<String, TaskRow> tasks(GatlingRun run) {
        Map<String, TaskRow> tasks = new TreeMap<>();
        TaskLog.read(run.record(), row -> {
            if (row.isOk()) {
                tasks.put(row.task(), row);
            }
        });
        return tasks;
    }

    /** Calls of models and tools. */
    private static List<CallRow> calls(GatlingRun run) {
        List<CallRow> calls = new ArrayList<>();
        CallLog.read(run.record(), row -> {
            if (List.of("chat", "responses", CallRow.TOOL).contains(row.kind())) {
                calls.add(row);
            }
        });
        return calls;
    }

    private static Map<String, Long> perTask(List<CallRow> calls, String kind) {
        return calls.stream()
                .filter(call -> call.kind().equals(kind))
                .collect(Collectors.groupingBy(CallRow::task, TreeMap::new, Collectors.counting()));
    }

    @Test
    void theEmbeddedOneIsJoinedByItself() {
        GatlingRun run = GatlingRun.of(
                SmokeTest.class,
                folder,
                GatlingRun.LONGEST,
                Runs.steady(4, 4, 500, "orchestress.backend.enabled=true", "orchestress.backend.port=0"));

        RunRecord record = Runs.record(run);
        assertThat(record.status()).as(run.output()).isEqualTo(RunStatus.COMPLETED);
        Map<String, TaskRow> tasks = tasks(run);
        List<CallRow> calls = calls(run);
        assertThat(tasks).hasSizeGreaterThan(2);
        assertThat(tasks.values()).allSatisfy(task -> assertThat(task.others()).isEmpty());
        assertThat(calls).allSatisfy(call -> assertThat(call.by()).isEqualTo("prompt"));
        assertThat(perTask(calls, "chat").keySet()).containsAll(tasks.keySet());
        assertThat(perTask(calls, CallRow.TOOL).keySet()).containsAll(tasks.keySet());
        assertThatTheTraceIsTheSame(run, tasks, calls);
    }

    /** What the load generator keeps, what the target was told and what it passed on name one trace for each task. */
    private static void assertThatTheTraceIsTheSame(GatlingRun run, Map<String, TaskRow> tasks, List<CallRow> calls) {
        Map<String, String> traces = tasks.values().stream().collect(Collectors.toMap(TaskRow::task, TaskRow::trace));
        assertThat(traces.values())
                .doesNotHaveDuplicates()
                .allMatch(id -> TraceId.parse(id).isPresent());
        assertThat(calls.stream().filter(call -> traces.containsKey(call.task())))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.trace()).isEqualTo(traces.get(call.task())));
        List<Sample> slowest = SampleFile.read(run.record()).all().stream()
                .filter(Sample::isOk)
                .toList();
        assertThat(slowest.stream().filter(Sample::isTask)).isNotEmpty();
        assertThat(slowest.stream().filter(sample -> !sample.task().isEmpty()))
                .allSatisfy(sample -> assertThat(sample.trace()).isEqualTo(traces.get(sample.task())));
        assertThat(slowest).allMatch(Sample::sampled);
    }

    /** At night: it calls OpenAI's Responses, and its agent has no tools. */
    @Test
    void theAgentOfConductor() {
        int port = Ports.reserved();
        Map<String, String> provider = Map.of("CONDUCTOR_MODEL_URL", "http://127.0.0.1:" + port);
        try (RealTarget conductor = new RealTarget("conductor", provider)) {
            GatlingRun run = GatlingRun.of(
                    SmokeTest.class,
                    folder,
                    GatlingRun.LONGEST,
                    Runs.steady(
                            3,
                            6,
                            1_000,
                            "target=" + conductor.url(),
                            "config=conf/targets/conductor.conf",
                            "orchestress.protocols.rest.first-call=false",
                            "orchestress.protocols.rest.sizes.simple=agent",
                            "orchestress.protocols.rest.sizes.medium=agent",
                            "orchestress.protocols.rest.sizes.complex=agent",
                            "orchestress.protocols.rest.sizes.workflow=agent",
                            "orchestress.backend.enabled=true",
                            "orchestress.backend.port=" + port));

            Map<String, TaskRow> tasks = tasks(run);
            List<CallRow> calls = calls(run);
            assertThat(tasks).as(run.output()).hasSizeGreaterThan(3);
            assertThat(calls).allSatisfy(call -> assertThat(call.task()).isNotEmpty());
            Map<String, Long> models = perTask(calls, "responses");
            assertThat(tasks.keySet()).allSatisfy(task -> assertThat(models).containsEntry(task, 1L));
        }
    }

    /** LangGraph's own loop, OpenAI's client and LangChain's MCP adapters. */
    @Test
    void theAgentOfLangGraph() {
        int port = Ports.reserved();
        Map<String, String> provider =
                Map.of("OPENAI_BASE_URL", "http://127.0.0.1:" + port + "/v1", "OPENAI_API_KEY", "any");
        try (RealTarget langgraph = new RealTarget("langgraph", provider)) {
            GatlingRun run = GatlingRun.of(
                    SmokeTest.class,
                    folder,
                    GatlingRun.LONGEST,
                    Runs.steady(
                            3,
                            6,
                            1_000,
                            "target=" + langgraph.url(),
                            "protocol=langgraph",
                            "orchestress.protocols.langgraph.assistant=agent",
                            "orchestress.backend.enabled=true",
                            "orchestress.backend.port=" + port));

            RunRecord record = Runs.record(run);
            assertThat(record.status()).as(run.output()).isEqualTo(RunStatus.COMPLETED);
            Map<String, TaskRow> tasks = tasks(run);
            List<CallRow> calls = calls(run);
            assertThat(tasks).as(run.output()).hasSizeGreaterThan(3);
            assertThat(calls).allSatisfy(call -> assertThat(call.task()).isNotEmpty());
            Map<String, Long> models = perTask(calls, "chat");
            Map<String, Long> tools = perTask(calls, CallRow.TOOL);
            assertThat(tasks.keySet()).allSatisfy(task -> {
                assertThat(models).as("asks for a tool, and answers").containsEntry(task, 2L);
                assertThat(tools).containsEntry(task, 1L);
            });
            assertThat(tasks.values()).allSatisfy(task -> {
                assertThat(task.found()).isTrue();
                assertThat(task.others()).isEmpty();
            });
        }
    }
}
