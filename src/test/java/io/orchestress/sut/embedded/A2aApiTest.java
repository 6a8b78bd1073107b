package io.orchestress.sut.embedded;

import static io.orchestress.sut.embedded.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.sut.embedded.Client.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class A2aApiTest {
    private static final EmbeddedSettings.Builder SLOW_AND_NARROW =
            Server.quick().meanServiceMillis(3_600_000).workers(1).queueCapacity(1);

    @RegisterExtension
    final Server server = new Server();

    private static Reply send(Client client, A2aVersion version, String method, String params) throws Exception {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":\"r-1\",\"method\":\"%s\",\"params\":%s}".formatted(method, params);
        return version == A2aVersion.V0_3
                ? client.post("/a2a", body)
                : client.send("POST", "/a2a", body, "A2A-Version", version.text);
    }

    private static Reply send(Client client, A2aVersion version, A2aVersion.Method method, String params)
            throws Exception {
        return send(client, version, version.method(method), params);
    }

    private static String message(A2aVersion version, String more) {
        String form = version == A2aVersion.V0_3
                ? "{\"message\":{\"kind\":\"message\",\"role\":\"user\",\"messageId\":\"m-1\",\"metadata\":"
                        + "{\"size\":\"simple\"},\"parts\":[{\"kind\":\"text\",\"text\":\"Fix the bug\"}]}%s}"
                : "{\"message\":{\"role\":\"ROLE_USER\",\"messageId\":\"m-1\",\"metadata\":{\"size\":\"simple\"},"
                        + "\"parts\":[{\"text\":\"Fix the bug\"}]}%s}";
        return form.formatted(more);
    }

    private static String notWaiting(A2aVersion version) {
        String configuration = version == A2aVersion.V0_3 ? "{\"blocking\":false}" : "{\"returnImmediately\":true}";
        return message(version, ",\"configuration\":" + configuration);
    }

    @Test
    void theCardIsForClientsOfBothVersions() throws Exception {
        JsonNode card = server.client().get("/.well-known/agent-card.json").json();
        String url = server.orchestrator().url() + "/a2a";
        assertThat(card.path("url").asText()).isEqualTo(url);
        assertThat(card.path("protocolVersion").asText()).isEqualTo("0.3.0");
        assertThat(card.path("preferredTransport").asText()).isEqualTo("JSONRPC");
        assertThat(card.at("/supportedInterfaces/0").toString())
                .isEqualTo("{\"url\":\"" + url + "\",\"protocolBinding\":\"JSONRPC\",\"protocolVersion\":\"1.0\"}");
        assertThat(card.at("/capabilities/streaming").asBoolean()).isTrue();
    }

    @Test
    void aMessageOf03IsATaskWithItsKinds() throws Exception {
        Reply reply = send(server.client(), A2aVersion.V0_3, "message/send", message(A2aVersion.V0_3, ""));
        assertThat(reply.text("/id")).isEqualTo("r-1");
        assertThat(reply.text("/result/kind")).isEqualTo("task");
        assertThat(reply.text("/result/status/state")).isEqualTo("completed");
        assertThat(reply.text("/result/artifacts/0/parts/0/kind")).isEqualTo("text");
        assertThat(reply.text("/result/artifacts/0/parts/0/text").split(" ")).hasSize(16);
        assertThat(reply.text("/result/metadata/agent")).isEqualTo("coder");
    }

    @Test
    void aMessageOf10IsATaskWithoutKinds() throws Exception {
        Reply reply = send(server.client(), A2aVersion.V1_0, "SendMessage", message(A2aVersion.V1_0, ""));
        assertThat(reply.text("/result/task/status/state")).isEqualTo("TASK_STATE_COMPLETED");
        assertThat(reply.text("/result/task/status/timestamp"))
                .matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z");
        assertThat(reply.raw().body()).doesNotContain("kind");
        JsonNode task = send(server.client(), A2aVersion.V1_0, "GetTask", "{\"id\":\"task-1\"}")
                .json()
                .path("result");
        assertThat(task.at("/status/state").asText()).isEqualTo("TASK_STATE_COMPLETED");
    }

    @Test
    void aStreamOf03EndsWithTheFinalStatus() throws Exception {
        Reply reply = send(server.client(), A2aVersion.V0_3, "message/stream", message(A2aVersion.V0_3, ""));
        assertThat(reply.header("content-type")).isEqualTo("text/event-stream");
        List<JsonNode> events = Events.json(Events.data(reply));
        assertThat(events)
                .hasSize(1 + 1 + 16 + 1)
                .allMatch(event -> event.path("id").asText().equals("r-1"));
        assertThat(events.get(0).at("/result/kind").asText()).isEqualTo("task");
        assertThat(events.get(0).at("/result/status/state").asText()).isEqualTo("submitted");
        assertThat(events.get(1).at("/result/status/state").asText()).isEqualTo("working");
        assertThat(events.get(1).at("/result/final").asBoolean(true)).isFalse();
        assertThat(events.subList(2, 18))
                .allMatch(event -> event.at("/result/kind").asText().equals("artifact-update"));
        JsonNode last = events.get(18).path("result");
        assertThat(last.path("kind").asText()).isEqualTo("status-update");
        assertThat(last.at("/status/state").asText()).isEqualTo("completed");
        assertThat(last.path("final").asBoolean()).isTrue();
    }

    @Test
    void aStreamOf10HasOneMemberInEachEventAndTheOutputInPieces() throws Exception {
        Client client = server.with(Server.quick().tokensPerChunk(5));
        Reply reply = send(client, A2aVersion.V1_0, "SendStreamingMessage", message(A2aVersion.V1_0, ""));
        List<JsonNode> events = Events.json(Events.data(reply));
        assertThat(events)
                .extracting(event -> event.path("result").fieldNames().next())
                .containsExactly(
                        "task",
                        "statusUpdate",
                        "artifactUpdate",
                        "artifactUpdate",
                        "artifactUpdate",
                        "artifactUpdate",
                        "statusUpdate");
        assertThat(events).allMatch(event -> event.path("result").size() == 1);
        List<JsonNode> pieces = events.subList(2, 6).stream()
                .map(event -> event.at("/result/artifactUpdate"))
                .toList();
        assertThat(pieces)
                .extracting(piece -> piece.path("append").asBoolean())
                .containsExactly(false, true, true, true);
        assertThat(pieces)
                .extracting(piece -> piece.path("lastChunk").asBoolean())
                .containsExactly(false, false, false, true);
        assertThat(pieces)
                .extracting(piece -> piece.at("/metadata/x_sent_nanos").asLong())
                .isSorted();
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.at("/artifact/parts/0/text").asText()));
        assertThat(text.toString().strip())
                .isEqualTo(client.get("/v1/tasks/task-1").text("/output"));
        assertThat(events.get(6).at("/result/statusUpdate/status/state").asText())
                .isEqualTo("TASK_STATE_COMPLETED");
        assertThat(events.get(6).at("/result/statusUpdate").has("final")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aTaskNotWaitedForIsPolledToItsEnd(A2aVersion version) throws Exception {
        Client client = server.client();
        Reply sent = send(client, version, A2aVersion.Method.SEND, notWaiting(version));
        assertThat(sent.raw().body()).contains("\"" + version.word("submitted") + "\"");
        eventually(() -> send(client, version, A2aVersion.Method.GET, "{\"id\":\"task-1\"}")
                .text("/result/status/state")
                .equals(version.word("completed")));
    }

    @ParameterizedTest
    @EnumSource
    void aTaskCanBeWatchedLaterAndCancelledOnce(A2aVersion version) throws Exception {
        Client client = server.with(SLOW_AND_NARROW);
        send(client, version, A2aVersion.Method.SEND, notWaiting(version));
        CompletableFuture<Reply> watching = CompletableFuture.supplyAsync(() -> {
            try {
                return send(client, version, A2aVersion.Method.SUBSCRIBE, "{\"id\":\"task-1\"}");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        eventually(() -> client.get("/metrics").raw().body().contains("orchestrator_streams_started_total 1"));
        Reply cancelled = send(client, version, A2aVersion.Method.CANCEL, "{\"id\":\"task-1\"}");
        assertThat(cancelled.text("/result/status/state")).isEqualTo(version.word("canceled"));
        List<String> events = Events.data(watching.get());
        assertThat(events.get(0)).contains(version.word("working"));
        assertThat(events.get(events.size() - 1)).contains(version.word("canceled"));
        assertThat(send(client, version, A2aVersion.Method.CANCEL, "{\"id\":\"task-1\"}")
                        .text("/error/code"))
                .isEqualTo("-32002");
        assertThat(send(client, version, A2aVersion.Method.SUBSCRIBE, "{\"id\":\"task-1\"}")
                        .text("/error/code"))
                .isEqualTo("-32004");
    }

    @ParameterizedTest
    @EnumSource
    void aFailedTaskIsAStateWithAMessage(A2aVersion version) throws Exception {
        Client client = server.client();
        client.put("/admin/faults", "{\"taskFailureRate\":1}");
        Reply reply = send(client, version, A2aVersion.Method.SEND, message(version, ""));
        JsonNode status = version == A2aVersion.V0_3
                ? reply.json().at("/result/status")
                : reply.json().at("/result/task/status");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(status.path("state").asText()).isEqualTo(version.word("failed"));
        assertThat(status.at("/message/parts/0/text").asText()).contains("taskFailureRate");
    }

    @Test
    void theContextOfAMessageIsKept() throws Exception {
        String message = message(A2aVersion.V1_0, "").replace("\"role\"", "\"contextId\":\"c-7\",\"role\"");
        Reply reply = send(server.client(), A2aVersion.V1_0, "SendMessage", message);
        assertThat(reply.text("/result/task/contextId")).isEqualTo("c-7");
    }

    @Test
    void aFullQueueIsHttp429() throws Exception {
        Client client = server.with(SLOW_AND_NARROW);
        send(client, A2aVersion.V1_0, "SendMessage", notWaiting(A2aVersion.V1_0));
        send(client, A2aVersion.V1_0, "SendMessage", notWaiting(A2aVersion.V1_0));
        Reply refused = send(client, A2aVersion.V1_0, "SendMessage", message(A2aVersion.V1_0, ""));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("retry-after")).isEqualTo("3600");
        assertThat(refused.text("/error/code")).isEqualTo("-32000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | {                                                                        | -32700",
                "`` | {\"jsonrpc\":\"2.0\",\"id\":1}                                            | -32600",
                "`` | {\"jsonrpc\":\"2.0\",\"method\":\"tasks/get\"}                            | -32600",
                "`` | {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendMessage\"}                 | -32601",
                "1.0 | {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"message/send\"}               | -32601",
                "9.9 | {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendMessage\"}                | -32009",
                "1.0 | {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendMessage\"}                | -32602",
                "1.0 | {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"GetTask\"}                    | -32602",
                "1.0 | {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"GetTask\",\"params\":{\"id\":\"x\"}} | -32001",
            })
    void errorsComeInHttp200WithTheirCodes(String version, String body, int code) throws Exception {
        String[] headers = version.isEmpty() ? new String[0] : new String[] {"A2A-Version", version};
        Reply reply = server.client().send("POST", "/a2a", body, headers);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/error/code").asInt()).isEqualTo(code);
        assertThat(reply.json().has("id")).isTrue();
    }

    @Test
    void aMessageWithoutTextIsOfTheWrongType() throws Exception {
        String message = message(A2aVersion.V1_0, "").replace("\"text\":\"Fix the bug\"", "\"url\":\"http://x\"");
        assertThat(send(server.client(), A2aVersion.V1_0, "SendMessage", message)
                        .text("/error/code"))
                .isEqualTo("-32005");
    }
}
