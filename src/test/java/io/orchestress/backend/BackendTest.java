package io.orchestress.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.backend.call.Call.Kind;
import io.orchestress.backend.call.Call.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A backend that really listens. */
@Timeout(60)
@Tag("slow")
class BackendTest {
    private static final String FAST = """
            models {
              default { first-token = 0 ms, tokens-per-second = 1000000 }
              hanging { first-token = 1 h }
              one { limits { concurrency = 1, requests-per-minute = 100 }, first-token = 1 h }
            }
            tools { search { result = "Found #{nonce}" }, pay { effect = true, latency = 1 ms }, theirs { served = false } }
            tasks = [
              { name = pay, when = pay, turns = [{ tools = [pay] }, { answer = "Paid #{nonce}" }] }
              { name = say, turns = [{ answer = "Said #{nonce}" }] }
            ]
            """;
    private static final String NONCE = "orc-00000000000000ab";

    @RegisterExtension
    private final LiveBackend live = new LiveBackend();

    private static String chat(String model, String prompt) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]}";
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.interrupted()).as("the time limit of the test").isFalse();
            Thread.onSpinWait();
        }
    }

    @Test
    void eachCallIsBookedToItsTask() throws Exception {
        live.start(FAST);
        live.post("/v1/chat/completions", chat("gpt", "pay " + NONCE), "authorization", "Bearer any");
        live.post(
                "/v1/messages",
                "{\"model\":\"c\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                "baggage",
                "orchestress-task=" + NONCE);
        live.post(
                "/v1/responses",
                "{\"model\":\"gpt\",\"input\":\"x\"}",
                "traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        live.post("/v1/embeddings", "{\"model\":\"e\",\"dimensions\":3,\"input\":\"x " + NONCE + "\"}");
        live.post(
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"pay\",\"arguments\":{\"query\":\""
                        + NONCE + " orc-00000000000000ff\"}}}");
        await(() -> live.backend().view().get("open").equals(0)); // a response is there before it is counted
        assertThat(live.backend().counts().unbooked()).isEqualTo(1);
        assertThat(live.backend().view()).containsEntry("mixed", 1L).containsEntry("effects", 1L);
        List<JsonNode> calls = live.calls();
        assertThat(calls.stream()
                        .map(call -> call.path("kind").asText() + " "
                                + call.path("task").asText("-") + " "
                                + call.path("by").asText("-") + " "
                                + call.path("trace").asText("-")))
                .containsExactly(
                        "chat " + NONCE + " prompt -",
                        "messages " + NONCE + " baggage -",
                        "responses - - 0af7651916cd43dd8448eb211c80319c",
                        "embeddings " + NONCE + " prompt -",
                        "tool " + NONCE + " prompt -");
        assertThat(calls.get(0).path("script").asText()).isEqualTo("pay");
        assertThat(calls.get(4).path("effect").asBoolean()).isTrue();
        assertThat(calls.get(4).path("others").get(0).asText()).isEqualTo("orc-00000000000000ff");
        assertThat(calls).allSatisfy(call -> {
            assertThat(call.path("first").asLong())
                    .isBetween(call.path("start").asLong(), call.path("end").asLong());
            assertThat(call.path("status").asInt()).isEqualTo(200);
        });
    }

    @Test
    void anUnknownPathSaysWhatThereIsAndIsCounted() throws Exception {
        live.start(FAST);
        HttpResponse<String> answer = live.post("/v1/images/generations", "{}");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .contains("This backend has no POST /v1/images/generations. It offers: POST /v1/chat/completions,");
        for (int i = 0; i < 300; i++) {
            live.post("/nowhere/" + i, "");
        }
        await(() -> live.backend().counts().of(Kind.UNKNOWN) == 301);
        await(() -> live.backend().counts().unknownPaths().getOrDefault("(others)", 0L) == 201);
        assertThat(live.backend().counts().unknownPaths()).hasSize(101).containsEntry("(others)", 201L);
        assertThat(live.backend().summary())
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo("Unknown to the backend: POST /v1/images/generations, requests 1 (404)"));
    }

    @Test
    void basesWithAndWithoutVersionAreTheSame() throws Exception {
        live.start(FAST);
        for (String path : List.of(
                "/v1/chat/completions", "/chat/completions", "/v1/v1/chat/completions", "/v1/chat/completions/?x=1")) {
            assertThat(live.post(path, chat("gpt", "x")).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void whatIsNoCallIsRefusedInTheFormOfItsProvider() throws Exception {
        live.start(FAST);
        for (String body :
                List.of("", "{", "[]", "nonsense", "{} {}", "[".repeat(100_000), "\u0000", "{\"model\":1}")) {
            HttpResponse<String> answer = live.post("/v1/chat/completions", body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(new ObjectMapper()
                            .readTree(answer.body())
                            .at("/error/type")
                            .asText())
                    .isEqualTo("invalid_request_error");
            assertThat(live.post("/v1/messages", body).body()).startsWith("{\"type\":\"error\"");
            assertThat(new ObjectMapper()
                            .readTree(live.post("/mcp", body).body())
                            .path("error")
                            .has("code"))
                    .isTrue();
        }
        await(() -> live.backend().counts().of(Outcome.REFUSED) == 24);
        assertThat(live.post("/v1/chat/completions", chat("gpt", "x")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aBodyIsBoundedAndALargeOneHoldsNobodyUp() throws Exception {
        live.start(FAST);
        assertThat(live.post("/v1/chat/completions", chat("gpt", "x".repeat(4 << 20) + NONCE))
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> tooLarge = live.post("/v1/chat/completions", "x".repeat((8 << 20) + 1));
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(live.calls().get(0).path("task").asText()).isEqualTo(NONCE);
    }

    @Test
    void whoLeavesIsWrittenDown() throws Exception {
        live.start(FAST);
        CompletableFuture<HttpResponse<String>> hanging = live.client()
                .sendAsync(live.request("/v1/chat/completions", chat("hanging", NONCE)), BodyHandlers.ofString());
        await(() -> live.backend().view().get("open").equals(1));
        hanging.cancel(true);
        await(() -> live.backend().counts().of(Outcome.LEFT) == 1);
        JsonNode call = live.calls().get(0);
        assertThat(call.path("outcome").asText()).isEqualTo("left");
        assertThat(call.path("status").asInt()).isZero();
        assertThat(call.path("task").asText()).isEqualTo(NONCE);
        assertThat(call.path("out").asInt()).isZero();
    }

    @Test
    void whoLeavesGivesItsPlaceBack() throws Exception {
        live.start(FAST);
        CompletableFuture<HttpResponse<String>> first = live.client()
                .sendAsync(live.request("/v1/chat/completions", chat("one", "x")), BodyHandlers.ofString());
        await(() -> live.backend().view().get("open").equals(1));
        HttpResponse<String> second = live.post("/v1/chat/completions", chat("one", "y"));
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValue("retry-after")).contains("1");
        assertThat(second.headers().firstValue("x-ratelimit-remaining-requests"))
                .contains("99");
        assertThat(second.body()).contains("at most 1 requests at the same time");
        first.cancel(true);
        await(() -> live.backend().counts().of(Outcome.LEFT) == 1);
        live.client().sendAsync(live.request("/v1/chat/completions", chat("one", "z")), BodyHandlers.ofString());
        await(() -> live.backend().view().get("open").equals(1));
        assertThat(live.backend().counts().of(Outcome.LIMITED)).isEqualTo(1);
    }

    @Test
    void answersKeepTheOrderOfWhatIsSentAhead() throws Exception {
        live.start(FAST);
        StringBuilder ahead = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            String body = chat("m" + i, "x");
            ahead.append("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: ")
                    .append(body.length())
                    .append(i == 499 ? "\r\nconnection: close" : "")
                    .append("\r\n\r\n")
                    .append(body);
        }
        String all = raw(ahead.toString());
        int at = 0;
        for (int i = 0; i < 500; i++) {
            at = all.indexOf("\"model\":\"m" + i + "\"", at);
            assertThat(at).as("answer %d", i).isPositive();
        }
    }

    private String raw(String request) throws IOException {
        URI url = URI.create(live.backend().url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            OutputStream out = socket.getOutputStream();
            Thread sending = new Thread(() -> {
                try {
                    out.write(request.getBytes(UTF_8));
                    out.flush();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            sending.start();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void anotherHostsNameIsRefused() throws Exception {
        live.start(FAST);
        assertThat(raw("GET /counts HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
        assertThat(raw("GET /counts HTTP/1.1\r\nhost: localhost.evil.example\r\nconnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
        assertThat(raw("GET /counts HTTP/1.1\r\nhost: [::1]:1\r\nconnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400");
    }

    /** 20 chunks a second, the first after 100 ms: no chunk leaves early, however busy the machine is. */
    @Test
    void aStreamIsNeverEarly() throws Exception {
        live.start("""
                models { default { first-token = 100 ms, tokens-per-second = 20, tokens-per-chunk = 2 } }
                tasks = [{ name = a, turns = [{ answer = "one two three four five" }] }]
                """);
        String body = chat("gpt", "x").replace("{\"model\"", "{\"stream\":true,\"model\"");
        long began = System.nanoTime();
        HttpResponse<java.util.stream.Stream<String>> answer =
                live.client().send(live.request("/v1/chat/completions", body), BodyHandlers.ofLines());
        List<Double> millis = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        answer.body().filter(line -> line.startsWith("data: {")).forEach(line -> {
            millis.add((System.nanoTime() - began) / 1e6);
            try {
                text.append(new ObjectMapper()
                        .readTree(line.substring(6))
                        .at("/choices/0/delta/content")
                        .asText());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThat(text).hasToString("one two three four five");
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        // The role, then tokens 1–2, 3–4, 5 when their last is due, and the end.
        double[] due = {150, 150, 250, 300, 300};
        assertThat(millis).hasSize(due.length);
        assertThat(IntStream.range(0, due.length).boxed())
                .allSatisfy(i -> assertThat(millis.get(i)).isGreaterThanOrEqualTo(due[i]));
    }

    @Test
    void aReaderThatDoesNotReadHoldsNobodyUp() throws Exception {
        live.start("""
                models { default { first-token = 0 ms, tokens-per-second = 1000000, answer-tokens = 100000 } }
                tasks = [{ name = a, turns = [{ answer = "#{filler}" }] }]
                """);
        URI url = URI.create(live.backend().url());
        String body = chat("gpt", "x").replace("{\"model\"", "{\"stream\":true,\"model\"");
        try (Socket slow = new Socket(url.getHost(), url.getPort())) {
            slow.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: " + body.length()
                                    + "\r\n\r\n" + body)
                            .getBytes(UTF_8));
            slow.getInputStream().read();
            assertThat(live.post("/v1/embeddings", "{\"model\":\"e\",\"dimensions\":3,\"input\":\"x\"}")
                            .statusCode())
                    .isEqualTo(200);
        }
        await(() -> live.backend().counts().of(Outcome.LEFT)
                        + live.backend().counts().of(Outcome.ANSWERED)
                == 2);
    }

    @Test
    void toolsOverMcp() throws Exception {
        live.start(FAST);
        ObjectMapper json = new ObjectMapper();
        JsonNode begun = json.readTree(live.post(
                        "/mcp",
                        "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":"
                                + "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{}}}")
                .body());
        assertThat(begun.at("/result/protocolVersion").asText()).isEqualTo("2025-06-18");
        assertThat(live.post("/mcp", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                        .statusCode())
                .isEqualTo(202);
        JsonNode list = json.readTree(live.post("/mcp", "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"tools/list\"}")
                .body());
        assertThat(list.path("id").asText()).isEqualTo("a");
        assertThat(list.at("/result/tools").findValuesAsText("name")).containsExactly("pay", "search");
        String call =
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"search\",\"arguments\":"
                        + "{\"query\":\"" + NONCE + "\"}%s}}";
        assertThat(live.post("/mcp", call.formatted("")).body())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"Found "
                        + NONCE + "\"}],\"isError\":false}}");
        String stateless = ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}";
        assertThat(json.readTree(live.post("/mcp", call.formatted(stateless), "mcp-protocol-version", "2026-07-28")
                                .body())
                        .at("/result/resultType")
                        .asText())
                .isEqualTo("complete");
        assertThat(live.post("/mcp", call.formatted("").replace("search", "theirs"))
                        .body())
                .contains("\"code\":-32602,\"message\":\"Unknown tool: theirs; this backend has: pay, search\"");
        assertThat(live.post("/mcp", "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"x\"}")
                        .body())
                .contains("-32601");
        assertThat(live.post(
                                "/mcp",
                                "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"ping\"}",
                                "mcp-protocol-version",
                                "1999-01-01")
                        .body())
                .contains("-32022");
        HttpResponse<String> get = live.client()
                .send(
                        HttpRequest.newBuilder(URI.create(live.backend().url() + "/mcp"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(get.statusCode()).isEqualTo(405);
    }

    @Test
    void toolsOverStdioAreCallsOfTheSameBackend() throws Exception {
        live.start(FAST);
        StringBuilder asked = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            asked.append("{\"jsonrpc\":\"2.0\",\"id\":")
                    .append(i)
                    .append(",\"method\":\"tools/call\",\"params\":{\"name\":")
                    .append("\"pay\",\"arguments\":{\"query\":\"")
                    .append(NONCE)
                    .append("\"}}}\n");
        }
        asked.append("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n\nnonsense\n");
        java.io.StringWriter out = new java.io.StringWriter();
        new StdioBridge(URI.create(live.backend().url() + "/mcp"), new java.io.PrintWriter(out))
                .run(new java.io.ByteArrayInputStream(asked.toString().getBytes(UTF_8)));
        assertThat(out.toString().lines()).hasSize(21);
        assertThat(out.toString().lines().filter(line -> line.contains("\"isError\":false")))
                .hasSize(20);
        await(() -> live.backend().counts().of(Kind.TOOL) == 20);
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        live.start(FAST);
        int port = URI.create(live.backend().url()).getPort();
        assertThatThrownBy(() -> Backend.start(Scripts.settings("", "port=" + port)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("orchestress.backend.port = " + port + ": cannot listen at 127.0.0.1:" + port)
                .hasMessageEndingWith("valid: a port that nothing listens at, or 0 for any such");
    }

    @Test
    void allCallsAtOnceAreAnsweredAndCounted() throws Exception {
        live.start(FAST, "threads=2");
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            all.add(live.client()
                    .sendAsync(
                            live.request("/v1/chat/completions", chat("gpt", "orc-%016x".formatted(i))),
                            BodyHandlers.ofString()));
        }
        for (int i = 0; i < 400; i++) {
            assertThat(all.get(i).get().body()).contains("Said orc-%016x".formatted(i));
        }
        await(() -> live.backend().counts().of(Kind.CHAT) == 400);
        assertThat(live.calls().stream().map(call -> call.path("task").asText()).distinct())
                .hasSize(400);
    }
}
