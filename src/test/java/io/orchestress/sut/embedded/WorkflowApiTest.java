package io.orchestress.sut.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.sut.embedded.Client.Reply;
import io.orchestress.sut.embedded.WorkflowDefinition.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class WorkflowApiTest {
    @RegisterExtension
    final Server server = new Server();

    private static Map<String, String> states(JsonNode run) {
        Map<String, String> states = new HashMap<>();
        run.path("steps")
                .forEach(step -> states.put(
                        step.path("name").asText(), step.path("state").asText()));
        return states;
    }

    @ParameterizedTest
    @ValueSource(strings = {"research", "release"})
    void aRunCompletesEveryStepAfterThoseItWaitsFor(String name) throws Exception {
        Client client = server.with(Server.quick().meanServiceMillis(4));
        Reply reply = client.post("/v1/workflows/" + name + "/runs?wait=10", "{\"input\":\"x\"}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/state")).isEqualTo("completed");
        assertThat(states(reply.json()).values()).containsOnly("completed");
        assertThat(client.get("/v1/workflows/runs/" + reply.text("/runId")).json())
                .isEqualTo(reply.json());

        Map<String, Integer> order = new HashMap<>();
        reply.json()
                .path("steps")
                .forEach(step -> order.put(
                        step.path("name").asText(),
                        Integer.parseInt(step.path("taskId").asText().substring("task-".length()))));
        JsonNode definition = StreamSupport.stream(
                        client.get("/v1/workflows").json().path("workflows").spliterator(), false)
                .filter(workflow -> workflow.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
        definition
                .path("steps")
                .forEach(step -> step.path("after")
                        .forEach(before -> assertThat(order.get(before.asText()))
                                .isLessThan(order.get(step.path("name").asText()))));
    }

    @Test
    void threeSearchesRunSideBySide() throws Exception {
        Client client = server.with(Server.quick().meanServiceMillis(1_000));
        String id =
                client.post("/v1/workflows/research/runs", "{\"input\":\"x\"}").text("/runId");
        Eventually.eventually(() -> {
            Map<String, String> states =
                    states(client.get("/v1/workflows/runs/" + id).json());
            return states.get("search-1").equals("running")
                    && states.get("search-2").equals("running")
                    && states.get("search-3").equals("running")
                    && states.get("plan").equals("completed")
                    && states.get("write").equals("pending");
        });
    }

    @Test
    void aFailedStepFailsTheRunAndSkipsTheRest() throws Exception {
        Client client = server.client();
        client.put("/admin/faults", "{\"taskFailureRate\":1}");
        Reply reply = client.post("/v1/workflows/research/runs?wait=10", "{\"input\":\"x\"}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/state")).isEqualTo("failed");
        assertThat(states(reply.json()))
                .containsEntry("plan", "failed")
                .containsEntry("search-2", "skipped")
                .containsEntry("review", "skipped");
    }

    @Test
    void aCancelledStepFailsTheRunWhenItsSiblingsHaveEnded() throws Exception {
        Client client = server.with(Server.quick().meanServiceMillis(400));
        String id =
                client.post("/v1/workflows/research/runs", "{\"input\":\"x\"}").text("/runId");
        String path = "/v1/workflows/runs/" + id;
        Eventually.eventually(
                () -> states(client.get(path).json()).get("search-2").equals("running"));
        client.delete("/v1/tasks/" + client.get(path).text("/steps/2/taskId"));
        assertThat(client.get(path).text("/state")).isEqualTo("running");
        Eventually.eventually(() -> client.get(path).text("/state").equals("failed"));
        assertThat(states(client.get(path).json()))
                .containsEntry("search-1", "completed")
                .containsEntry("search-2", "cancelled")
                .containsEntry("write", "skipped");
    }

    @Test
    void aFullQueueRefusesARunButNotTheStepsOfOneTakenOn() throws Exception {
        Client narrow = server.with(Server.quick().workers(1).queueCapacity(0).meanServiceMillis(150));
        Pair pair = new Pair(
                narrow.post("/v1/workflows/research/runs?wait=0", "{\"input\":\"x\"}"),
                narrow.post("/v1/workflows/research/runs?wait=0", "{\"input\":\"x\"}"));
        assertThat(pair.taken().status()).isEqualTo(202);
        assertThat(pair.refused().status()).isEqualTo(429);
        assertThat(pair.refused().header("retry-after")).isEqualTo("1");
        String path = "/v1/workflows/runs/" + pair.taken().text("/runId");
        Eventually.eventually(() -> narrow.get(path).text("/state").equals("completed"));
    }

    private record Pair(Reply taken, Reply refused) {}

    @Test
    void unknownOnesAreNotFound() throws Exception {
        Client client = server.client();
        assertThat(client.post("/v1/workflows/none/runs", "{\"input\":\"x\"}").status())
                .isEqualTo(404);
        assertThat(client.get("/v1/workflows/runs/none").status()).isEqualTo(404);
        assertThat(client.post("/v1/workflows/release/runs", "{}").status()).isEqualTo(400);
    }

    @Test
    void aGraphWithACycleIsRefused() {
        Step egg = new Step("egg", "coder", TaskSize.SIMPLE, List.of("hen"));
        Step hen = new Step("hen", "coder", TaskSize.SIMPLE, List.of("egg"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkflowDefinition("farm", List.of(egg, hen)))
                .withMessageContaining("egg");
    }
}
