package io.orchestress.backend;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.backend.call.Call.Outcome;
import io.orchestress.config.ConfigProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault in the words of each provider, at a backend that really listens. */
@Timeout(60)
class BackendFaultsTest {
    private static final String SCRIPT = """
            models { default { first-token = 0 ms, tokens-per-second = 1000000 } }
            tools {
              search { latency = 1 ms, result = "Found #{nonce}" }
              pay { effect = true }
              theirs { served = false }
            }
            tasks = [{ name = say, turns = [{ answer = "Said #{nonce} and said it to its very end" }] }]
            """;
    private static final String NONCE = "orc-00000000000000ab";
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    private final LiveBackend live = new LiveBackend();

    private HttpResponse<String> put(String faults, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(live.backend().url() + "/faults"))
                .PUT(BodyPublishers.ofString(faults));
        return live.client()
                .send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    private JsonNode faults() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(live.backend().url() + "/faults"))
                .build();
        return JSON.readTree(
                        live.client().send(request, BodyHandlers.ofString()).body())
                .path("faults");
    }

    private void set(String faults) throws Exception {
        HttpResponse<String> set = put(faults);
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
    }

    private enum Form {
        CHAT("/v1/chat/completions", "\"messages\":[{\"role\":\"user\",\"content\":\"" + NONCE + "\"}]"),
        RESPONSES("/v1/responses", "\"input\":\"" + NONCE + "\""),
        MESSAGES("/v1/messages", "\"max_tokens\":99,\"messages\":[{\"role\":\"user\",\"content\":\"" + NONCE + "\"}]"),
        EMBEDDINGS("/v1/embeddings", "\"dimensions\":2,\"input\":\"" + NONCE + "\"");

        private final String path;
        private final String members;

        Form(String path, String members) {
            this.path = path;
            this.members = members;
        }

        String body(String more) {
            return "{\"model\":\"m\"," + members + more + "}";
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(textBlock = """
            429,      CHAT,       429, requests
            429,      RESPONSES,  429, requests
            429,      EMBEDDINGS, 429, requests
            429,      MESSAGES,   429, rate_limit_error
            429-bare, CHAT,       429, requests
            429-bare, MESSAGES,   429, rate_limit_error
            500,      CHAT,       500, server_error
            500,      RESPONSES,  500, server_error
            500,      EMBEDDINGS, 500, server_error
            500,      MESSAGES,   500, api_error
            503,      CHAT,       503, server_error
            529,      CHAT,       529, server_error
            529,      RESPONSES,  529, server_error
            529,      MESSAGES,   529, overloaded_error
            stream-error, CHAT,   500, server_error
            stream-error, MESSAGES, 500, api_error
            stream-error, EMBEDDINGS, 500, server_error
            """)
    void aProviderThatRefusesSaysSoInItsForm(String fault, Form form, int status, String type) throws Exception {
        live.start(SCRIPT);
        set(fault + (fault.equals("429") ? " retry-after=1500ms" : ""));
        for (String stream : fault.equals("stream-error") ? new String[] {""} : new String[] {"", ",\"stream\":true"}) {
            HttpResponse<String> response = live.post(form.path, form.body(form == Form.EMBEDDINGS ? "" : stream));
            assertThat(response.statusCode()).isEqualTo(status);
            JsonNode body = JSON.readTree(response.body());
            assertThat(body.path("error").path("type").asText()).isEqualTo(type);
            assertThat(body.path("error").path("message").asText()).isNotEmpty();
            if (form == Form.MESSAGES) {
                assertThat(body.path("type").asText()).isEqualTo("error");
                assertThat(body.path("request_id").asText())
                        .isEqualTo(response.headers().firstValue("request-id").orElse("none"));
            }
            boolean waits = fault.equals("429");
            assertThat(response.headers().firstValue("retry-after").isPresent()).isEqualTo(waits);
            assertThat(response.headers().firstValue("retry-after-ms").isPresent())
                    .isEqualTo(waits && form != Form.MESSAGES);
            if (waits) {
                assertThat(response.headers().firstValue("retry-after")).contains("2");
            }
        }
        assertThat(live.calls())
                .isNotEmpty()
                .extracting(call -> call.path("outcome").asText() + " "
                        + call.path("fault").asText() + " "
                        + call.path("task").asText() + " "
                        + call.path("status").asInt())
                .containsOnly("fault " + fault + " " + NONCE + " " + status);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            CHAT,      data: {"error"
            RESPONSES, event: error
            MESSAGES,  overloaded_error
            """)
    void aStreamThatFailsHasTheErrorOfItsProvider(Form form, String expected) throws Exception {
        live.start(SCRIPT);
        set("stream-error");
        String stream = live.post(form.path, form.body(",\"stream\":true")).body();
        assertThat(stream).contains("Said").doesNotContain("very end");
        String[] events = stream.strip().split("\n\n");
        assertThat(events[events.length - 1]).contains(expected).contains("Overloaded");
        assertThat(live.calls()).singleElement().satisfies(call -> {
            assertThat(call.path("outcome").asText()).isEqualTo("fault");
            assertThat(call.path("out").asInt()).isPositive();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHAT", "RESPONSES", "MESSAGES", "EMBEDDINGS"})
    void aResponseThatIsCutEndsWithItsConnection(Form form) throws Exception {
        live.start(SCRIPT);
        set("cut");
        assertThatThrownBy(() -> live.post(form.path, form.body(""))).isInstanceOf(IOException.class);
        if (form != Form.EMBEDDINGS) {
            List<String> seen = new ArrayList<>();
            HttpRequest request = live.request(form.path, form.body(",\"stream\":true"));
            assertThatThrownBy(() -> live.client()
                            .send(request, BodyHandlers.ofLines())
                            .body()
                            .forEach(seen::add))
                    .isInstanceOfAny(IOException.class, UncheckedIOException.class);
            assertThat(String.join("\n", seen)).contains("Said").doesNotContain("very end");
        }
        assertThat(live.calls())
                .hasSize(form == Form.EMBEDDINGS ? 1 : 2)
                .allSatisfy(call -> assertThat(call.path("outcome").asText()).isEqualTo("fault"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHAT", "RESPONSES", "MESSAGES", "EMBEDDINGS"})
    void aResponseThatIsNoJson(Form form) throws Exception {
        live.start(SCRIPT);
        set("invalid-json");
        HttpResponse<String> whole = live.post(form.path, form.body(""));
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> JSON.readTree(whole.body())).isInstanceOf(JsonProcessingException.class);
        if (form != Form.EMBEDDINGS) {
            String stream = live.post(form.path, form.body(",\"stream\":true")).body();
            String last = stream.strip().substring(stream.strip().lastIndexOf("data: ") + "data: ".length());
            assertThat(last).startsWith("{");
            assertThatThrownBy(() -> JSON.readTree(last)).isInstanceOf(JsonProcessingException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            CHAT,      "parameters":{"type":"object"}
            RESPONSES, "parameters":{"type":"object"}
            MESSAGES,  "input_schema":{"type":"object"}
            """)
    void aModelAsksForAToolThatNobodyHas(Form form, String schema) throws Exception {
        live.start(SCRIPT);
        set("unknown-tool");
        String tool = form == Form.CHAT
                ? "{\"type\":\"function\",\"function\":{\"name\":\"search\"," + schema + "}}"
                : "{\"type\":\"function\",\"name\":\"search\"," + schema + "}";
        for (String stream : new String[] {"", ",\"stream\":true"}) {
            assertThat(live.post(form.path, form.body(",\"tools\":[" + tool + "]" + stream))
                            .body())
                    .contains("\"orchestress_no_such_tool\"");
        }
        assertThat(live.post(form.path, form.body("")).body())
                .as("a call without tools is answered")
                .contains("Said");
        assertThat(live.calls())
                .extracting(call ->
                        call.path("outcome").asText() + call.path("asked").asInt())
                .containsExactly("fault1", "fault1", "answered0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "hang tool=*"})
    void whatHangsIsAFaultWhenItsClientLeaves(String fault) throws Exception {
        live.start(SCRIPT);
        set(fault);
        boolean tool = fault.contains("tool");
        HttpRequest request =
                tool ? live.request("/mcp", toolCall("search")) : live.request(Form.CHAT.path, Form.CHAT.body(""));
        CompletableFuture<HttpResponse<String>> call = live.client().sendAsync(request, BodyHandlers.ofString());
        while ((int) live.backend().view().get("open") == 0) {
            Thread.onSpinWait();
        }
        assertThat(call).isNotDone();
        call.cancel(true);
        while (live.backend().counts().of(Outcome.FAULT) == 0) {
            Thread.onSpinWait();
        }
        assertThat(live.calls()).singleElement().satisfies(one -> {
            assertThat(one.path("status").asInt()).isZero();
            assertThat(one.path("fault").asText()).isEqualTo("hang");
        });
    }

    @Test
    void aSlowModelAnswersWellAndLater() throws Exception {
        live.start(SCRIPT.replace("0 ms", "10 ms"));
        set("slow factor=3 delay=20ms");
        for (Form form : Form.values()) {
            assertThat(live.post(form.path, form.body("")).statusCode()).isEqualTo(200);
        }
        assertThat(live.calls()).hasSize(4).allSatisfy(call -> {
            assertThat(call.path("outcome").asText()).isEqualTo("answered");
            assertThat(call.path("fault").asText()).isEqualTo("slow");
            long took = call.path("end").asLong() - call.path("start").asLong();
            assertThat(Duration.ofNanos(took)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        });
    }

    private static String toolCall(String tool) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":{\"query\":\"" + NONCE + "\"}}}";
    }

    @Test
    void aToolFailsInItsResultOrInTheProtocolAndHasNoEffectThen() throws Exception {
        live.start(SCRIPT);
        set("is-error tool=pay");
        JsonNode failed =
                JSON.readTree(live.post("/mcp", toolCall("pay")).body()).path("result");
        assertThat(failed.path("isError").asBoolean()).isTrue();
        assertThat(failed.path("content").path(0).path("text").asText()).contains("pay");
        assertThat(live.post("/mcp", toolCall("search")).body()).contains("Found " + NONCE);
        set("rpc-error");
        JsonNode error =
                JSON.readTree(live.post("/mcp", toolCall("pay")).body()).path("error");
        assertThat(error.path("code").asInt()).isEqualTo(-32_603);
        set("flood size=100kB");
        assertThat(live.post("/mcp", toolCall("pay")).body()).hasSizeBetween(99_000, 101_000);
        set("slow tool=search factor=30 delay=5ms");
        assertThat(live.post("/mcp", toolCall("search")).body()).contains("Found");
        assertThat(live.calls())
                .extracting(call -> call.path("outcome").asText() + " "
                        + call.path("fault").asText("-") + " "
                        + call.path("effect").asBoolean())
                .containsExactly(
                        "fault is-error false",
                        "answered - false",
                        "fault rpc-error false",
                        "fault flood true",
                        "answered slow false");
    }

    @Test
    void aShareOfCallsHasIt() throws Exception {
        live.start(SCRIPT);
        set("500 share=30%");
        int failed = 0;
        for (int i = 0; i < 400; i++) {
            failed += live.post(Form.CHAT.path, Form.CHAT.body("")).statusCode() == 500 ? 1 : 0;
        }
        // four standard deviations of 400 draws
        assertThat(failed).isBetween(120 - 37, 120 + 37);
        JsonNode fault = faults().path(0);
        assertThat(fault.path("calls").asInt()).isEqualTo(400);
        assertThat(fault.path("hit").asInt()).isEqualTo(failed);
    }

    @Test
    void faultsAreOfOneModelForATimeAndUntilOthersAreSet() throws Exception {
        live.start(SCRIPT);
        set("{\"faults\": [\"500 model=other\", \"429 model=m\"]}");
        assertThat(live.post(Form.CHAT.path, Form.CHAT.body("")).statusCode()).isEqualTo(429);
        set("500 model=other");
        assertThat(live.post(Form.CHAT.path, Form.CHAT.body("")).statusCode()).isEqualTo(200);
        set("500 for=1ns");
        assertThat(live.post(Form.CHAT.path, Form.CHAT.body("")).statusCode()).isEqualTo(200);
        assertThat(faults()).isEmpty();
        set("500 for=1h");
        assertThat(faults().path(0).path("secondsLeft").asDouble()).isBetween(3_000.0, 3_600.0);
        assertThat(live.post(Form.CHAT.path, Form.CHAT.body("")).statusCode()).isEqualTo(500);
        set("none");
        assertThat(live.post(Form.CHAT.path, Form.CHAT.body("")).statusCode()).isEqualTo(200);
    }

    @Test
    void faultsOfTheScriptStay() throws Exception {
        live.start(SCRIPT + "\nfaults = [\"429 model=m\"]");
        assertThat(live.post(Form.CHAT.path, Form.CHAT.body("")).statusCode()).isEqualTo(429);
        set("500");
        assertThat(live.post(Form.CHAT.path, Form.CHAT.body("")).statusCode()).isEqualTo(500);
        assertThat(faults()).extracting(fault -> fault.path("from").asText()).containsExactly("set", "script");
        set("none");
        assertThat(live.post(Form.CHAT.path, Form.CHAT.body("")).statusCode()).isEqualTo(429);
        assertThat(live.backend().summary()).contains("Faults of the backend: 429, calls 2");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            430                       | unknown fault '430'
            is-error tool=serch       | this backend serves no tool 'serch'; valid: pay, search
            is-error tool=theirs      | this backend serves no tool 'theirs'
            slow tool=pay             | the tool 'pay' has a latency of 0
            {"faults": "429"}         | expected {\\"faults\\"
            {"faults": [429]}         | a fault is a text
            {"faults": []             | JSON
            """)
    void aWrongFaultIsRefusedAndNothingChanges(String faults, String expected) throws Exception {
        live.start(SCRIPT);
        set("500 model=x");
        HttpResponse<String> refused = put(faults);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains(expected);
        assertThat(faults()).hasSize(1);
    }

    @Test
    void aWrongFaultInAScriptHasItsLine() {
        assertThat(Scripts.problems(SCRIPT + "faults = [\"hang tool=serch\"]"))
                .singleElement()
                .extracting(ConfigProblem::message, ConfigProblem::origin)
                .satisfies(both -> {
                    assertThat(both.toString())
                            .contains("serves no tool 'serch'")
                            .containsPattern("\\.conf: 8");
                });
    }

    @Test
    void anotherNameOfThisMachineNeedsTheToken() throws Exception {
        live.start(SCRIPT, "host=0.0.0.0", "token=secret");
        // A page in a browser that a name server has led here.
        try (Socket socket =
                new Socket("127.0.0.1", URI.create(live.backend().url()).getPort())) {
            socket.getOutputStream()
                    .write(
                            "PUT /faults HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\ncontent-length: 3\r\n\r\n500"
                                    .getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 403")
                    .contains("orchestress.backend.token");
        }
        try (Socket socket =
                new Socket("127.0.0.1", URI.create(live.backend().url()).getPort())) {
            socket.getOutputStream()
                    .write(
                            "PUT /faults HTTP/1.1\r\nhost: b.example\r\nauthorization: Bearer secret\r\nconnection: close\r\ncontent-length: 3\r\n\r\n500"
                                    .getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 200");
        }
        assertThat(faults()).hasSize(1);
    }
}
