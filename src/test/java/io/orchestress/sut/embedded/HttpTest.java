package io.orchestress.sut.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.sut.embedded.Client.Reply;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpTest {
    @RegisterExtension
    final Server server = new Server();

    private String raw(String requests) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.orchestrator().port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            InputStream answers = socket.getInputStream();
            return new String(answers.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static int occurrences(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
        String body = "{\"prompt\":\"x\"}";
        String slow = "POST /v1/tasks?wait=9 HTTP/1.1\r\nhost: localhost\r\ncontent-length: " + body.length()
                + "\r\n\r\n" + body;
        String quick = "GET /v1/models HTTP/1.1\r\nhost: localhost\r\n\r\n";
        String last = "GET /v1/workflows HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
        String answers = raw(slow + quick + last);
        assertThat(answers).containsSubsequence("task-1", "models", "workflows");
        assertThat(occurrences(answers, "HTTP/1.1 200 OK")).isEqualTo(3);
    }

    @Test
    void aClientFarAheadGetsEveryAnswer() throws Exception {
        String quick = "GET /v1/models HTTP/1.1\r\nhost: localhost\r\n\r\n";
        String last = "GET /v1/models HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
        String body = "{\"prompt\":\"x\"}";
        String slow = "POST /v1/tasks?wait=9 HTTP/1.1\r\nhost: localhost\r\ncontent-length: " + body.length()
                + "\r\n\r\n" + body;
        assertThat(occurrences(raw(slow + quick.repeat(2_000) + last), "HTTP/1.1 200 OK"))
                .isEqualTo(2_002);
    }

    /** A page in somebody's browser may lead any name of its own to this machine. */
    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LOCALHOST:1, 200",
        "127.0.0.1, 200",
        "127.9.9.9:80, 200",
        "[::1]:80, 200",
        "evil.example, 421",
        "evil.example:80, 421",
        "localhost.evil.example, 421",
        "127.0.0.1.evil.example, 421",
        "192.0.2.1, 421",
        "[2001:db8::1], 421",
    })
    void aNameThatIsNotOfThisMachineIsMisdirected(String host, int status) throws Exception {
        String answer = raw("GET /v1/models HTTP/1.1\r\nhost: " + host + "\r\nconnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer.contains("\"misdirected_request\"")).isEqualTo(status == 421);
    }

    @Test
    void whatIsNotHttpIsABadRequest() throws Exception {
        assertThat(raw("GET /v1/agents HTTP/1.1\r\n: nameless header\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("\"error\"");
    }

    @Test
    void anUnknownPathOrMethodSaysSo() throws Exception {
        Client client = server.client();
        Reply unknown = client.get("/v2/agents");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text("/error/message")).contains("/v2/agents");
        Reply method = client.put("/v1/tasks", "{}");
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.header("allow")).isEqualTo("POST");
    }

    @Test
    void aBodyBeyondTheLimitIsTooLarge() throws Exception {
        assertThat(raw("POST /v1/tasks HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2000000\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ")
                .contains("too_large");
    }

    @Test
    void memoryKeepsAnyJson() throws Exception {
        Client client = server.client();
        assertThat(client.put("/v1/memory/notes/a%2Fb", " [1, {\"x\":null}] ").status())
                .isEqualTo(204);
        assertThat(client.get("/v1/memory/notes/a%2Fb").raw().body()).isEqualTo("[1,{\"x\":null}]");
        assertThat(client.get("/v1/memory/notes/a").status()).isEqualTo(404);
        assertThat(client.put("/v1/memory/notes/a", "{").status()).isEqualTo(400);
        assertThat(client.put("/v1/memory/notes/a", "").status()).isEqualTo(400);
    }

    @Test
    void memoryForgetsTheOldestFirst() {
        MemoryStore store = new MemoryStore(2, 10);
        store.put("n", "a", new byte[1]);
        store.put("n", "b", new byte[1]);
        store.put("n", "a", new byte[2]);
        store.put("n", "c", new byte[3]);
        assertThat(store.get("n", "b")).isEmpty();
        assertThat(store.get("n", "a"))
                .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(2));
        store.put("n", "d", new byte[8]);
        assertThat(store.get("n", "c")).isEmpty();
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void metricsAreInPrometheusTextFormat() throws Exception {
        Client client = server.client();
        client.post("/v1/tasks?wait=9", "{\"prompt\":\"x\",\"size\":\"simple\"}");
        client.post("/v1/agents", "{\"type\":\"coder\"}");
        client.get("/truth");
        Reply metrics = client.get("/metrics");
        assertThat(metrics.header("content-type")).startsWith("text/plain; version=0.0.4");
        assertThat(metrics.raw().body().lines())
                .allMatch(line -> line.matches(
                        "# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{[a-z]+=\"[^\"]+\"(,[a-z]+=\"[^\"]+\")*\\})? [0-9.]+"))
                .contains(
                        "orchestrator_tasks_ended_total{state=\"completed\"} 1",
                        "orchestrator_tokens_total{direction=\"out\"} 16",
                        "orchestrator_agents 1",
                        "orchestrator_queue_depth 0",
                        "orchestrator_workers 64",
                        "http_requests_total{route=\"POST /v1/tasks\",status=\"200\"} 1");
    }

    @Test
    void healthSaysHowItIs() throws Exception {
        Client client = server.client();
        Reply health = client.get("/health");
        assertThat(health.text("/status")).isEqualTo("ok");
        assertThat(health.json().path("uptimeSeconds").asDouble()).isPositive();
        assertThat(health.json().path("workers").asInt()).isEqualTo(64);
    }

    @Test
    void aTakenPortIsAnError() {
        int taken = server.orchestrator().port();
        assertThatThrownBy(() ->
                        EmbeddedOrchestrator.start(Server.quick().port(taken).build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Integer.toString(taken));
    }
}
