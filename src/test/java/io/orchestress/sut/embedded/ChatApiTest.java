package io.orchestress.sut.embedded;

import static io.orchestress.sut.embedded.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.sut.embedded.Client.Reply;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatApiTest {
    private static final String PATH = "/v1/chat/completions";
    private static final EmbeddedSettings.Builder SLOW_AND_NARROW =
            Server.quick().meanServiceMillis(3_600_000).workers(1).queueCapacity(0);

    @RegisterExtension
    final Server server = new Server();

    private static EmbeddedSettings.Builder fast() {
        return Server.quick().meanServiceMillis(1).tokensPerSec(100_000);
    }

    private static String body(String more) {
        return "{\"model\":\"swift\",\"messages\":[{\"role\":\"user\",\"content\":\"Fix the bug\"}]" + more + "}";
    }

    private static String text(List<JsonNode> chunks) {
        StringBuilder text = new StringBuilder();
        chunks.forEach(chunk -> text.append(chunk.at("/choices/0/delta/content").asText("")));
        return text.toString();
    }

    @Test
    void aCompletionHasTheFormOfTheSpecification() throws Exception {
        Reply reply = server.with(fast()).post(PATH, body(""));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/id")).isEqualTo("chatcmpl-1");
        assertThat(reply.text("/object")).isEqualTo("chat.completion");
        assertThat(reply.json().path("created").asLong()).isGreaterThan(1_700_000_000L);
        assertThat(reply.text("/model")).isEqualTo("swift");
        assertThat(reply.text("/choices/0/message/role")).isEqualTo("assistant");
        assertThat(reply.text("/choices/0/message/content").split(" ")).hasSize(48);
        assertThat(reply.text("/choices/0/finish_reason")).isEqualTo("stop");
        assertThat(reply.json().path("usage").toString())
                .isEqualTo("{\"prompt_tokens\":3,\"completion_tokens\":48,\"total_tokens\":51}");
    }

    @Test
    void aStreamIsTheRoleTheContentTheReasonTheUsageAndTheEnd() throws Exception {
        Client client = server.with(fast());
        Reply stream = client.post(PATH, body(",\"stream\":true,\"stream_options\":{\"include_usage\":true}"));
        assertThat(stream.header("content-type")).isEqualTo("text/event-stream");
        List<String> data = Events.data(stream);
        assertThat(data).hasSize(1 + 48 + 1 + 1 + 1).endsWith("[DONE]");
        List<JsonNode> chunks = Events.json(data.subList(0, data.size() - 1));
        assertThat(chunks)
                .allSatisfy(chunk -> assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk"))
                .allSatisfy(chunk -> assertThat(chunk.path("id").asText()).isEqualTo("chatcmpl-1"));
        assertThat(chunks.get(0).at("/choices/0/delta/role").asText()).isEqualTo("assistant");
        assertThat(chunks.get(0).at("/choices/0/delta/content").asText()).isEmpty();
        assertThat(chunks.subList(1, 49))
                .allSatisfy(
                        chunk -> assertThat(chunk.at("/choices/0/finish_reason").isNull())
                                .isTrue())
                .extracting(chunk -> chunk.path("x_sent_nanos").asLong())
                .isSorted()
                .allMatch(nanos -> nanos <= System.nanoTime());
        assertThat(chunks.get(49).at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(chunks.get(50).path("choices")).isEmpty();
        assertThat(chunks.get(50).at("/usage/completion_tokens").asInt()).isEqualTo(48);
        assertThat(chunks.subList(0, 50)).allMatch(chunk -> chunk.path("usage").isNull());
        assertThat(text(chunks).strip()).isEqualTo(client.post(PATH, body("")).text("/choices/0/message/content"));
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void howeverTokensAreCutIntoChunksTheTextAndTheCountsAreTheSame(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        int perChunk = random.nextInt(1, 40);
        int most = random.nextInt(1, 48);
        Client client = server.with(fast().tokensPerChunk(perChunk));
        Reply reply = client.post(PATH, body(",\"stream\":true,\"max_tokens\":" + most));
        List<String> data = Events.data(reply);
        int chunks = (most + perChunk - 1) / perChunk;
        assertThat(data).hasSize(chunks + 3);
        List<JsonNode> json = Events.json(data.subList(0, chunks + 2));
        assertThat(text(json)).isEqualTo(Task.tokens(1, most));
        assertThat(json.get(chunks + 1).at("/choices/0/finish_reason").asText()).isEqualTo("length");
        JsonNode streams = client.get("/truth").json().path("streams");
        assertThat(streams.path("started").asInt()).isEqualTo(1);
        assertThat(streams.path("completed").asInt()).isEqualTo(1);
        assertThat(streams.path("chunks").asInt()).isEqualTo(chunks);
        assertThat(streams.path("tokens").asInt()).isEqualTo(most);
        assertThat(streams.at("/ttftMicros/count").asInt()).isEqualTo(1);
        assertThat(streams.at("/gapMicros/count").asInt()).isEqualTo(chunks - 1);
    }

    @Test
    void theFirstTokenIsDueAfterTheServiceTimeAndTheOthersAtTheirRate() {
        TaskSpec spec = new TaskSpec("coder", Model.SWIFT, TaskSize.SIMPLE, 1, 3, TaskSpec.Pacing.AFTER_SERVICE);
        Task task = new Task(1, spec, 100_000_000, 20, 0);
        task.start(0, 7);
        assertThat(task.tokensAt(7 + 99_999_999)).isZero();
        assertThat(task.tokensAt(7 + 100_000_000)).isEqualTo(1);
        assertThat(task.tokensAt(7 + 149_999_999)).isEqualTo(1);
        assertThat(task.tokensAt(7 + 200_000_000)).isEqualTo(3);
        assertThat(task.nanosUntilToken(2, 7 + 100_000_000)).isEqualTo(50_000_000);
        assertThat(task.serviceNanos).isEqualTo(200_000_000);
    }

    @Test
    void theTruthHasTheTimesOfTheChunks() throws Exception {
        Client client = server.with(Server.quick().meanServiceMillis(60).tokensPerSec(100));
        client.post(PATH, body(",\"stream\":true,\"max_tokens\":4"));
        JsonNode streams = client.get("/truth?histograms=true").json().path("streams");
        assertThat(streams.at("/ttftMicros/min").asLong()).isGreaterThanOrEqualTo(60_000);
        assertThat(streams.at("/gapMicros/mean").asDouble() * 3
                        + streams.at("/ttftMicros/mean").asDouble())
                .isGreaterThanOrEqualTo(89_000);
        assertThat(streams.at("/gapMicros/histogram").asText()).isNotEmpty();
        client.delete("/truth");
        assertThat(client.get("/truth").json().at("/streams/chunks").asInt()).isZero();
        assertThat(client.get("/metrics").raw().body().lines()).contains("orchestrator_stream_chunks_total 4");
    }

    @Test
    void aFullQueueIsARateLimitInTheFormOfOpenAi() throws Exception {
        Client client = server.with(SLOW_AND_NARROW);
        client.post("/v1/tasks", "{\"prompt\":\"x\"}");
        Reply refused = client.post(PATH, body(",\"stream\":true"));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("retry-after")).isEqualTo("1");
        assertThat(refused.text("/error/type")).isEqualTo("rate_limit_error");
        assertThat(refused.text("/error/code")).isEqualTo("rate_limit_exceeded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"stream\":true"})
    void aFailedTaskIsAnErrorInsideHttp200(String stream) throws Exception {
        Client client = server.with(fast());
        client.put("/admin/faults", "{\"taskFailureRate\":1}");
        Reply reply = client.post(PATH, body(stream));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.raw().body())
                .contains("{\"error\":{\"message\":\"the agent failed")
                .doesNotContain("[DONE]");
    }

    @Test
    void aClientThatLeavesFreesTheSlot() throws Exception {
        Client client = server.with(SLOW_AND_NARROW);
        String body = body(",\"stream\":true");
        try (Socket socket = new Socket("127.0.0.1", server.orchestrator().port())) {
            String request = "POST " + PATH + " HTTP/1.1\r\nhost: localhost\r\ncontent-length: " + body.length()
                    + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            eventually(() -> client.get("/health").text("/activeWorkers").equals("1"));
        }
        eventually(() -> client.get("/health").text("/activeWorkers").equals("0"));
        assertThat(client.get("/v1/tasks/task-1").text("/state")).isEqualTo("cancelled");
    }

    @Test
    void aStreamStandsStillInAFreeze() throws Exception {
        Client client = server.with(Server.quick().meanServiceMillis(1).tokensPerSec(100));
        CompletableFuture<Reply> stream = client.sending("POST", PATH, body(",\"stream\":true"));
        eventually(() -> client.get("/metrics").raw().body().contains("orchestrator_streams_started_total 1"));
        client.put("/admin/faults", "{\"freezeMillis\":300}");
        assertThat(Events.data(stream.get())).hasSize(51).endsWith("[DONE]");
        JsonNode gaps = client.get("/truth").json().at("/streams/gapMicros");
        assertThat(gaps.path("max").asLong()).isGreaterThanOrEqualTo(300_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"messages\":[]}                                 | 400 | model is missing",
                "{\"model\":\"gpt\",\"messages\":[]}               | 404 | no model 'gpt'",
                "{\"model\":\"swift\"}                             | 400 | messages is missing",
                "{\"model\":\"swift\",\"messages\":[]}             | 400 | messages is []",
                "{\"model\":\"swift\",\"messages\":[7]}            | 400 | must have a role and content",
                "{\"model\":\"swift\",\"messages\":[{\"role\":\"user\"}]} | 400 | content is missing",
                "{\"model\":\"swift\",\"n\":2}                     | 400 | n is 2, must be a whole number from 1 to 1",
                "{\"model\":\"swift\",\"max_tokens\":0}            | 400 | max_tokens is 0",
                "{\"model\":\"swift\",\"metadata\":{\"size\":\"s\"}} | 400 | metadata.size is 's'",
                "{                                                 | 400 | not JSON",
            })
    void whatCannotBeUnderstoodIsRefusedInTheFormOfOpenAi(String body, int status, String message) throws Exception {
        Reply refused = server.client().post(PATH, body);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.text("/error/message")).contains(message);
        assertThat(refused.text("/error/type")).isEqualTo("invalid_request_error");
        assertThat(refused.json().path("error").has("param")).isTrue();
        assertThat(refused.json().path("error").has("code")).isTrue();
    }

    @Test
    void theModelsAreListedForOpenAiClientsToo() throws Exception {
        JsonNode models = server.client().get("/v1/models").json();
        assertThat(models.path("object").asText()).isEqualTo("list");
        assertThat(models.path("data").get(1).toString())
                .isEqualTo("{\"id\":\"sage\",\"object\":\"model\",\"created\":0,\"owned_by\":\"orchestress\"}");
    }
}
