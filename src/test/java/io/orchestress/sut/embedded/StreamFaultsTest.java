package io.orchestress.sut.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.sut.embedded.Client.Reply;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StreamFaultsTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String STREAM =
            "{\"model\":\"swift\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
    private static final String A2A = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"message/stream\",\"params\":"
            + "{\"message\":{\"role\":\"user\",\"messageId\":\"m\",\"parts\":[{\"kind\":\"text\",\"text\":\"x\"}]}}}";

    @RegisterExtension
    final Server server = new Server();

    private Client client() {
        return server.with(Server.quick().meanServiceMillis(1).tokensPerSec(10_000));
    }

    @Test
    void aChatStreamBreaksHalfWayWithAnErrorInsideHttp200() throws Exception {
        Client client = client();
        client.put("/admin/faults", "{\"streamErrorRate\":1}");
        Reply reply = client.post(CHAT, STREAM);
        assertThat(reply.status()).isEqualTo(200);
        List<String> data = Events.data(reply);
        assertThat(data).hasSize(1 + 24 + 1);
        assertThat(Events.json(data).get(25).at("/error/code").asText()).isEqualTo("injected");
        JsonNode streams = client.get("/truth").json().path("streams");
        assertThat(streams.path("started").asInt()).isEqualTo(1);
        assertThat(streams.path("completed").asInt()).isZero();
        assertThat(streams.path("chunks").asInt()).isEqualTo(24);
    }

    @Test
    void anA2aStreamBreaksWithAnErrorAndItsTaskGoesOn() throws Exception {
        Client client = client();
        client.put("/admin/faults", "{\"streamErrorRate\":1}");
        List<JsonNode> events = Events.json(Events.data(client.post("/a2a", A2A)));
        assertThat(events.get(events.size() - 1).at("/error/code").asInt()).isEqualTo(-32_603);
        Eventually.eventually(
                () -> client.get("/v1/tasks/task-1").text("/state").equals("completed"));
    }

    @Test
    void aTruncatedStreamIsCutWithoutAnEnd() throws Exception {
        Client client = client();
        client.put("/admin/faults", "{\"streamTruncateRate\":1}");
        assertThatThrownBy(() -> client.post(CHAT, STREAM)).isInstanceOf(IOException.class);
        JsonNode truth = client.get("/truth").json();
        assertThat(truth.at("/streams/chunks").asInt()).isEqualTo(24);
        assertThat(truth.at("/streams/completed").asInt()).isZero();
        assertThat(truth.path("requestsReceived").asInt()).isEqualTo(1);
        assertThat(truth.path("requestsAnswered").asInt()).isZero();
    }

    @Test
    void aStallIsOnePauseAfterTheGivenChunk() throws Exception {
        Client client = client();
        client.put("/admin/faults", "{\"streamStallRate\":1,\"streamStallMillis\":150,\"streamStallAfterChunks\":3}");
        List<String> data = Events.data(client.post(CHAT, STREAM));
        assertThat(data).hasSize(51).endsWith("[DONE]");
        List<JsonNode> chunks = Events.json(data.subList(1, 49));
        long before = chunks.get(2).path("x_sent_nanos").asLong();
        assertThat(chunks.get(3).path("x_sent_nanos").asLong() - before).isGreaterThanOrEqualTo(150_000_000);
    }

    @Test
    void faultsOfStreamsComeAtTheirRateAndAtNothingElse() throws Exception {
        Client client = client();
        client.put("/admin/faults", "{\"streamErrorRate\":0.5}");
        int broken = 0;
        for (int i = 0; i < 100; i++) {
            broken += Events.data(client.post(CHAT, STREAM)).contains("[DONE]") ? 0 : 1;
        }
        // 50 ± 6 standard deviations of 5
        assertThat(broken).isBetween(20, 80);
        assertThat(client.post("/v1/tasks?wait=9", "{\"prompt\":\"x\"}").text("/state"))
                .isEqualTo("completed");
    }

    @Test
    void aRestStreamBreaksToo() throws Exception {
        Client client = client();
        String id = client.post("/v1/tasks?wait=9", "{\"prompt\":\"x\",\"size\":\"simple\"}")
                .text("/taskId");
        client.put("/admin/faults", "{\"streamErrorRate\":1}");
        assertThat(client.get("/v1/tasks/" + id + "/events").raw().body())
                .contains("event: error\ndata: {\"type\":\"injected\"")
                .doesNotContain("event: done");
    }
}
