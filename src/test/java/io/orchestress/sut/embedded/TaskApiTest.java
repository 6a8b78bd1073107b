package io.orchestress.sut.embedded;

import static io.orchestress.sut.embedded.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.sut.embedded.Client.Reply;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskApiTest {
    private static final String SIMPLE = "{\"prompt\":\"Fix the bug in it\",\"size\":\"simple\"}";
    private static final EmbeddedSettings.Builder SLOW_AND_NARROW =
            Server.quick().meanServiceMillis(3_600_000).workers(1).queueCapacity(1);

    @RegisterExtension
    final Server server = new Server();

    @Test
    void aTaskWaitedForComesBackWhole() throws Exception {
        Reply reply = server.client().post("/v1/tasks?wait=10", SIMPLE);
        assertThat(reply.status()).isEqualTo(200);
        JsonNode task = reply.json();
        assertThat(task.path("state").asText()).isEqualTo("completed");
        assertThat(task.path("agent").asText()).isEqualTo("coder");
        assertThat(task.path("model").asText()).isEqualTo("swift");
        assertThat(task.path("tokensIn").asInt()).isEqualTo(5);
        assertThat(task.path("tokensOut").asInt()).isEqualTo(16);
        assertThat(task.path("output").asText().split(" ")).hasSize(16);
        assertThat(task.path("costUsd").asDouble()).isEqualTo((5 * 0.25 + 16 * 1.25) / 1e6);
        assertThat(task.path("serviceMillis").asDouble()).isGreaterThanOrEqualTo(10);
        assertThat(task.has("error")).isFalse();
    }

    @Test
    void aTaskNotWaitedForCanBeAskedForLater() throws Exception {
        Client client = server.client();
        Reply accepted = client.post("/v1/tasks", SIMPLE);
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text("/state")).isEqualTo("queued");
        String path = "/v1/tasks/" + accepted.text("/taskId");
        eventually(() -> client.get(path).text("/state").equals("completed"));
    }

    @Test
    void waitingEndsWithTheStateItHasThen() throws Exception {
        Reply reply = server.with(SLOW_AND_NARROW).post("/v1/tasks?wait=0.03", SIMPLE);
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.text("/state")).isEqualTo("running");
    }

    @ParameterizedTest
    @CsvSource({"simple,swift", "medium,swift", "complex,sage"})
    void theModelFollowsTheSizeUnlessOneIsAskedFor(String size, String model) throws Exception {
        Client client = server.client();
        String prompt = "{\"prompt\":\"x\",\"size\":\"" + size + "\"";
        assertThat(client.post("/v1/tasks?wait=9", prompt + "}").text("/model")).isEqualTo(model);
        assertThat(client.post("/v1/tasks?wait=9", prompt + ",\"model\":\"sage\"}")
                        .text("/model"))
                .isEqualTo("sage");
        assertThat(client.get("/v1/models").text("/models/0/model")).isEqualTo("swift");
    }

    @Test
    void theAgentAskedForIsTaken() throws Exception {
        String body = "{\"prompt\":\"Fix the bug\",\"size\":\"simple\",\"agent\":\"tester\"}";
        assertThat(server.client().post("/v1/tasks?wait=9", body).text("/agent"))
                .isEqualTo("tester");
    }

    @Test
    void aFullQueueRefusesAndSaysWhenToComeBack() throws Exception {
        Client client = server.with(SLOW_AND_NARROW);
        assertThat(client.post("/v1/tasks", SIMPLE).status()).isEqualTo(202);
        assertThat(client.post("/v1/tasks", SIMPLE).status()).isEqualTo(202);
        Reply refused = client.post("/v1/tasks?wait=5", SIMPLE);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Long.parseLong(refused.header("retry-after"))).isEqualTo(3_600);
        assertThat(refused.text("/error/type")).isEqualTo("queue_full");
        assertThat(client.get("/health").json().path("queueDepth").asInt()).isEqualTo(1);
    }

    @Test
    void cancellingARunningTaskFreesItsSlotForTheNext() throws Exception {
        Client client = server.with(SLOW_AND_NARROW);
        String first = client.post("/v1/tasks", SIMPLE).text("/taskId");
        String second = client.post("/v1/tasks", SIMPLE).text("/taskId");
        assertThat(client.get("/v1/tasks/" + second).text("/state")).isEqualTo("queued");
        assertThat(client.delete("/v1/tasks/" + first).text("/state")).isEqualTo("cancelled");
        assertThat(client.get("/v1/tasks/" + second).text("/state")).isEqualTo("running");
        assertThat(client.delete("/v1/tasks/" + first).text("/state")).isEqualTo("cancelled");
    }

    @Test
    void cancellingAQueuedTaskMakesRoomAndWakesWhoWaits() throws Exception {
        Client client = server.with(SLOW_AND_NARROW);
        client.post("/v1/tasks", SIMPLE);
        CompletableFuture<Reply> waiting = client.sending("POST", "/v1/tasks?wait=12", SIMPLE);
        eventually(() -> client.get("/v1/tasks/task-2").text("/state").equals("queued"));
        client.delete("/v1/tasks/task-2");
        assertThat(waiting.get().text("/state")).isEqualTo("cancelled");
        assertThat(waiting.get().json().path("costUsd").asDouble()).isZero();
        assertThat(client.post("/v1/tasks", SIMPLE).status()).isEqualTo(202);
    }

    @Test
    void endedTasksAreForgottenOldestFirst() throws Exception {
        Client client = server.with(Server.quick().historySize(2).meanServiceMillis(0));
        for (int i = 0; i < 3; i++) {
            client.post("/v1/tasks?wait=9", SIMPLE);
        }
        assertThat(client.get("/v1/tasks/task-1").status()).isEqualTo(404);
        assertThat(client.get("/v1/tasks/task-2").status()).isEqualTo(200);
        assertThat(client.get("/v1/tasks/task-3").status()).isEqualTo(200);
    }

    @Test
    void manySlotsRunSideBySideWithoutThreads() throws Exception {
        Client client = server.with(Server.quick().workers(300).queueCapacity(0).meanServiceMillis(3_600_000));
        int before = Thread.activeCount();
        for (int i = 0; i < 300; i++) {
            assertThat(client.post("/v1/tasks", SIMPLE).status()).isEqualTo(202);
        }
        assertThat(client.get("/health").json().path("activeWorkers").asInt()).isEqualTo(300);
        assertThat(Thread.activeCount()).isLessThan(before + 50);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/v1/tasks         | {\"prompt\":\"x\",\"size\":\"huge\"}   | simple, medium, complex",
                "/v1/tasks         | {\"prompt\":\"x\",\"model\":\"m\"}     | swift, sage",
                "/v1/tasks         | {\"prompt\":\"x\",\"agent\":\"poet\"}  | planner",
                "/v1/tasks         | {\"size\":\"simple\"}                  | prompt is missing",
                "/v1/tasks         | {\"prompt\":7}                         | prompt is 7",
                "/v1/tasks         | []                                     | JSON object",
                "/v1/tasks         | {nope                                  | not JSON",
                "/v1/tasks?wait=x  | {\"prompt\":\"x\"}                     | wait is 'x'",
                "/v1/tasks?wait=-1 | {\"prompt\":\"x\"}                     | wait is '-1'",
            })
    void whatCannotBeUnderstoodIsRefused(String path, String body, String message) throws Exception {
        Client client = server.client();
        Reply refused = client.post(path, body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/type")).isEqualTo("bad_request");
        assertThat(refused.text("/error/message")).contains(message);
        assertThat(client.get("/v1/tasks/task-1").status()).isEqualTo(404);
    }
}
