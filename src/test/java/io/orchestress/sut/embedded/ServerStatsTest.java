package io.orchestress.sut.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.sut.embedded.Client.Reply;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ServerStatsTest {
    private static final String MEDIUM = "{\"prompt\":\"x\",\"size\":\"medium\"}";

    @RegisterExtension
    final Server server = new Server();

    private static JsonNode operation(Client client, String name) throws Exception {
        return client.get("/truth").json().path("operations").path(name);
    }

    @Test
    void countsEveryRequestAndTimesItNoShorterThanTheService() throws Exception {
        Client client = server.with(Server.quick().workers(50));
        for (int round = 0; round < 10; round++) {
            List<CompletableFuture<Reply>> replies = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                replies.add(client.sending("POST", "/v1/tasks?wait=9", MEDIUM, "X-Request-Name", "submit"));
            }
            for (CompletableFuture<Reply> reply : replies) {
                assertThat(reply.get().status()).isEqualTo(200);
            }
        }
        JsonNode truth = client.get("/truth").json();
        assertThat(truth.path("requestsReceived").asLong()).isEqualTo(200);
        assertThat(truth.path("requestsAnswered").asLong()).isEqualTo(200);
        JsonNode submit = truth.path("operations").path("submit");
        assertThat(submit.path("count").asLong()).isEqualTo(200);
        assertThat(submit.path("byStatus").path("200").asLong()).isEqualTo(200);
        assertThat(submit.path("responseMicros").path("count").asLong()).isEqualTo(200);
        assertThat(submit.path("responseMicros").path("min").asLong()).isGreaterThanOrEqualTo(20_000);
        assertThat(submit.path("responseMicros").path("p50").asLong()).isGreaterThanOrEqualTo(20_000);
        assertThat(truth.path("taskServiceMicros").path("count").asLong()).isEqualTo(200);
        assertThat(truth.path("taskServiceMicros").path("p50").asLong())
                .isBetween(20_000L, submit.path("responseMicros").path("p50").asLong());
        assertThat(truth.path("taskQueueMicros").path("count").asLong()).isEqualTo(200);
    }

    @Test
    void withoutANameTheRouteIsTheOperation() throws Exception {
        Client client = server.client();
        client.get("/v1/agents/agent-1");
        client.get("/v1/agents/agent-2");
        client.get("/v1/nowhere");
        assertThat(operation(client, "GET /v1/agents/{id}")
                        .path("byStatus")
                        .path("404")
                        .asInt())
                .isEqualTo(2);
        assertThat(operation(client, "(no route)").path("count").asInt()).isEqualTo(1);
    }

    @Test
    void askingForTheTruthOrTheFaultsDoesNotChangeIt() throws Exception {
        Client client = server.client();
        client.get("/admin/faults");
        client.get("/truth");
        assertThat(client.get("/truth").json().path("operations")).isEmpty();
        assertThat(client.get("/truth").text("/lastRequestAtEpochMicros")).isEqualTo("0");
    }

    @Test
    void resettingForgetsEverything() throws Exception {
        Client client = server.client();
        client.post("/v1/tasks?wait=9", MEDIUM);
        assertThat(client.get("/truth").json().path("lastRequestAtEpochMicros").asLong())
                .isGreaterThan(1_700_000_000_000_000L);
        assertThat(client.delete("/truth").status()).isEqualTo(204);
        JsonNode truth = client.get("/truth").json();
        assertThat(truth.path("requestsReceived").asLong()).isZero();
        assertThat(truth.path("operations")).isEmpty();
        assertThat(truth.path("taskServiceMicros").path("count").asLong()).isZero();
    }

    @Test
    void histogramsCanBeDecodedByAnyHdrHistogramTool() throws Exception {
        Client client = server.client();
        for (int i = 0; i < 3; i++) {
            client.get("/health");
        }
        JsonNode times = client.get("/truth?histograms=true")
                .json()
                .path("operations")
                .path("GET /health")
                .path("responseMicros");
        byte[] bytes = Base64.getDecoder().decode(times.path("histogram").asText());
        Histogram histogram = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
        assertThat(histogram.getTotalCount()).isEqualTo(3);
        assertThat(histogram.getMaxValue()).isEqualTo(times.path("max").asLong());
        assertThat(operation(client, "GET /health").path("responseMicros").has("histogram"))
                .isFalse();
    }

    @Test
    void manyNamesShareOneEntryInTheEnd() throws Exception {
        Client client = server.client();
        for (int i = 0; i < ServerStats.MAX_OPERATIONS + 5; i++) {
            client.send("GET", "/health", "", "X-Request-Name", "name " + i);
        }
        assertThat(operation(client, "(other names)").path("count").asInt()).isEqualTo(5);
    }

    @Test
    void aHistogramBooksWhatLiesOutsideAtItsBounds() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.record(0);
        histogram.record(Long.MAX_VALUE);
        assertThat(histogram.snapshot(false).count()).isEqualTo(2);
        assertThat(histogram.snapshot(false).min()).isEqualTo(1);
        assertThat(histogram.snapshot(false).max()).isBetween(86_400_000_000L, 86_500_000_000L);
    }
}
