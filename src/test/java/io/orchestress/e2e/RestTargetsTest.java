package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.RealTarget;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import load.SmokeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orchestrators that are driven by configuration alone: the record holds exactly what they counted themselves. */
class RestTargetsTest {

    @TempDir
    Path folder;

    @Test
    void workflowsAndAgentsOfConductor() {
        try (RealTarget model = new RealTarget("aimock");
                RealTarget conductor = new RealTarget("conductor", Map.of("CONDUCTOR_MODEL_URL", model.url()))) {
            RunRecord record = run(
                    4,
                    20,
                    500,
                    "config=conf/targets/conductor.conf",
                    "target=" + conductor.url(),
                    "orchestress.protocols.rest.sizes.complex=agent");

            Map<String, Long> seen = conductor.seen();
            long executed = count(record, "run simple task"::equals);
            long started = count(record, List.of("submit medium task", "submit workflow")::contains);
            long agents = count(record, "submit complex task"::equals);
            assertThat(seen)
                    .containsEntry("POST:/api/workflow/execute/{name}/{version}", executed)
                    .containsEntry("POST:/api/workflow/{name}", started)
                    .containsEntry("GET:/api/workflow/{workflowId}", count(record, name -> name.startsWith("poll ")))
                    .containsEntry("workflow=COMPLETED", executed + started)
                    .containsEntry("POST:/api/agent/start", agents)
                    .containsEntry("GET:/api/agent/stream/{executionId}", count(record, "watch complex task"::equals));
            assertThat(model.seen()).containsEntry("POST:/v1/responses", agents);
            assertThat(failed(record)).isZero();
        }
    }

    @Test
    void agentsAndWorkflowsOfRestate() {
        try (RealTarget restate = new RealTarget("restate")) {
            long before = restate.seen().get("admitted");

            RunRecord record = run(10, 8, 250, "config=conf/targets/restate.conf", "target=" + restate.url());

            Map<String, Long> seen = restate.seen();
            assertThat(seen)
                    .containsEntry("call:agent=completed", count(record, "run simple task"::equals))
                    .containsEntry(
                            "send:agent=completed",
                            count(record, List.of("submit medium task", "submit complex task")::contains))
                    .containsEntry("send:orchestrate=completed", count(record, "submit workflow"::equals));
            assertThat(count(record, name -> true))
                    .as("and the one probe before the load")
                    .isEqualTo(seen.get("admitted") - before - 1);
            assertThat(failed(record)).isZero();
        }
    }

    /** An agent that everybody wants takes one task at a time, and counts them itself. */
    @Test
    void oneAgentOfRestateForAll() throws IOException, InterruptedException {
        try (RealTarget restate = new RealTarget("restate")) {
            RunRecord record = run(
                    20,
                    8,
                    500,
                    "config=conf/targets/restate.conf",
                    "target=" + restate.url(),
                    "orchestress.protocols.rest.sizes.simple=hot",
                    "orchestress.task-mix.medium=0",
                    "orchestress.task-mix.complex=0",
                    "orchestress.task-mix.workflow=0");

            String next = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(restate.url() + "/agent/hot/runTask"))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString("{\"prompt\":\"x\",\"size\":\"simple\"}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            assertThat(next).endsWith("\"runs\":" + (count(record, "run simple task"::equals) + 1) + "}");
            assertThat(failed(record)).isZero();
        }
    }

    private RunRecord run(int users, int seconds, int paceMillis, String... properties) {
        String[] counted = Stream.concat(
                        Stream.of(properties), Stream.of("orchestress.protocols.rest.first-call=false"))
                .toArray(String[]::new);
        GatlingRun run = GatlingRun.of(
                SmokeTest.class, folder, GatlingRun.LONGEST, Runs.steady(users, seconds, paceMillis, counted));
        assertThat(run.output()).contains("SmokeTest");
        return Runs.record(run);
    }

    private static long failed(RunRecord record) {
        return results(record, name -> true).stream()
                .mapToLong(RequestResult::failed)
                .sum();
    }

    private static long count(RunRecord record, Predicate<String> name) {
        return results(record, name).stream().mapToLong(RequestResult::count).sum();
    }

    private static List<RequestResult> results(RunRecord record, Predicate<String> name) {
        return Runs.phases(record)
                .map(PhaseResult::requests)
                .flatMap(List::stream)
                .filter(result -> name.test(result.name()))
                .toList();
    }
}
