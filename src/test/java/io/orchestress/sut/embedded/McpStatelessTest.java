package io.orchestress.sut.embedded;

import static io.orchestress.sut.embedded.Eventually.eventually;
import static io.orchestress.sut.embedded.Mcp.META;
import static io.orchestress.sut.embedded.Mcp.post;
import static io.orchestress.sut.embedded.Mcp.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.sut.embedded.Client.Reply;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McpStatelessTest {
    @RegisterExtension
    final Server server = new Server();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                "2026-07-28 | tools/list | -          | tools/list | `` | 200 | 0",
                "2026-07-28 | tools/call | list_agents| tools/call | \"name\":\"list_agents\",   | 200 | 0",
                "2026-07-28 | tools/call | =?base64?bGlzdF9hZ2VudHM=?= | tools/call | \"name\":\"list_agents\", | 200 | 0",
                "2026-07-28 | -          | -          | tools/list | `` | 400 | -32020",
                "2026-07-28 | tools/call | -          | tools/list | `` | 400 | -32020",
                "2026-07-28 | tools/call | run_task   | tools/call | \"name\":\"list_agents\",   | 400 | -32020",
                "2026-07-28 | tools/call | none       | tools/call | \"name\":\"none\",          | 200 | -32602",
                "2026-07-28 | initialize | -          | initialize | `` | 404 | -32601",
                "2099-01-01 | tools/list | -          | tools/list | `` | 400 | -32022",
                "2025-11-25 | tools/list | -          | tools/list | `` | 400 | -32020",
                "-          | tools/list | -          | tools/list | `` | 400 | -32020",
            })
    void withoutSessionsTheHeadersMustSayWhatTheBodySays(
            String version, String methodHeader, String nameHeader, String method, String params, int status, int code)
            throws Exception {
        List<String> headers = new ArrayList<>();
        add(headers, "mcp-protocol-version", version);
        add(headers, "mcp-method", methodHeader);
        add(headers, "mcp-name", nameHeader);
        Reply reply = post(server.client(), request(1, method, params + META), headers.toArray(String[]::new));
        assertThat(reply.status()).as(reply.raw().body()).isEqualTo(status);
        assertThat(reply.json().at("/error/code").asInt()).isEqualTo(code);
        if (code == 0) {
            assertThat(reply.text("/result/resultType")).isEqualTo("complete");
        }
        if (code == -32_022) {
            assertThat(reply.json().at("/error/data/supported").toString()).isEqualTo("[\"2026-07-28\"]");
        }
    }

    private static void add(List<String> headers, String name, String value) {
        if (value != null) {
            headers.addAll(List.of(name, value));
        }
    }

    @Test
    void discoveryNamesTheVersionAndMayBeKept() throws Exception {
        String[] headers = {"mcp-protocol-version", "2026-07-28", "mcp-method", "server/discover"};
        Reply reply = post(server.client(), request(1, "server/discover", META), headers);
        assertThat(reply.json().at("/result/supportedVersions").toString()).isEqualTo("[\"2026-07-28\"]");
        assertThat(reply.text("/result/cacheScope")).isEqualTo("public");
        assertThat(reply.header("mcp-session-id")).isEmpty();
        Reply bare = post(server.client(), request(1, "server/discover", ""), headers);
        assertThat(bare.status()).isEqualTo(400);
        assertThat(bare.json().at("/error/code").asInt()).isEqualTo(-32_602);
    }

    @Test
    void aClientThatLeavesCancelsItsTask() throws Exception {
        Client client = server.with(Server.quick().meanServiceMillis(3_600_000).workers(1));
        String call = request(1, "tools/call", "\"name\":\"run_task\",\"arguments\":{\"prompt\":\"x\"}," + META);
        String head = "POST /mcp HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
                + "accept: application/json, text/event-stream\r\nmcp-protocol-version: 2026-07-28\r\n"
                + "mcp-method: tools/call\r\nmcp-name: run_task\r\ncontent-length: " + call.length() + "\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", server.orchestrator().port())) {
            socket.getOutputStream().write((head + call).getBytes(StandardCharsets.US_ASCII));
            eventually(() -> client.get("/health").text("/activeWorkers").equals("1"));
        }
        eventually(() -> client.get("/v1/tasks/task-1").text("/state").equals("cancelled"));
    }
}
