package io.orchestress.protocol.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.protocol.Call;
import io.orchestress.transport.Outbound;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sent, held against the examples of the specification. */
class McpClientTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> TRACE = Map.of(
            "traceparent", "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01", "baggage", "orchestress-run=r");

    /** SEP-414 has trace context in _meta; headers have it over HTTP. */
    @Test
    void overAPipeAMessageCarriesItsTraceInMeta() throws JsonProcessingException {
        for (boolean progress : new boolean[] {false, true}) {
            Call call = new McpClient(new McpTransport.Stdio(), false, progress)
                    .callTool(new McpTool("get_weather", Map.of()), "{\"_meta\": {\"traceparent\": \"mine\"}}", JUDGE);
            JsonNode plain = JSON.readTree(((Outbound.Line) call.request()).text());
            JsonNode carried = JSON.readTree(((Outbound.Line) call.carrying().of(TRACE)).text());
            assertThat(carried.at("/params/_meta/traceparent").asText()).isEqualTo(TRACE.get("traceparent"));
            assertThat(carried.at("/params/_meta/baggage").asText()).isEqualTo(TRACE.get("baggage"));
            assertThat(carried.at("/params/arguments")).isEqualTo(plain.at("/params/arguments"));
            assertThat(carried.at("/params/_meta/progressToken")).isEqualTo(plain.at("/params/_meta/progressToken"));
            assertThat(carried.get("id")).isEqualTo(plain.get("id"));
        }
        Call list = new McpClient(new McpTransport.Stdio(), false, false).listTools();
        assertThat(JSON.readTree(((Outbound.Line) list.carrying().of(TRACE)).text())
                        .at("/params/_meta/traceparent")
                        .asText())
                .isEqualTo(TRACE.get("traceparent"));
        assertThat(list.carrying().of(Map.of())).isEqualTo(list.request());
        Call http = new McpClient(HTTP, true, false).callTool(new McpTool("get_weather", Map.of()), "{}", JUDGE);
        assertThat(http.carrying().of(TRACE)).isSameAs(http.request());
    }

    private static final McpTransport HTTP = new McpTransport.StreamableHttp(URI.create("https://example.com/mcp"));
    private static final ToolJudge JUDGE = new ToolJudge("", false);

    /** 2026-07-28, Streamable HTTP, Standard Request Headers; the client's name and version are our own. */
    @Test
    void aToolCallOf20260728() throws JsonProcessingException {
        Outbound.Http sent = http(new McpClient(HTTP, true, false)
                .callTool(new McpTool("get_weather", Map.of()), "{\"location\": \"Seattle, WA\"}", JUDGE));

        assertThat(sent.method()).isEqualTo("POST");
        assertThat(sent.headers())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "Content-Type", "application/json",
                        "Accept", "application/json, text/event-stream",
                        "MCP-Protocol-Version", "2026-07-28",
                        "Mcp-Method", "tools/call",
                        "Mcp-Name", "get_weather"));
        assertThat(body(sent)).isEqualTo(JSON.readTree("""
                {
                  "jsonrpc": "2.0",
                  "id": 1,
                  "method": "tools/call",
                  "params": {
                    "name": "get_weather",
                    "arguments": {"location": "Seattle, WA"},
                    "_meta": {
                      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                      "io.modelcontextprotocol/clientInfo": {"name": "Orchestress", "version": "1"},
                      "io.modelcontextprotocol/clientCapabilities": {}
                    }
                  }
                }
                """));
    }

    /** 2026-07-28, Custom Headers from Tool Parameters. */
    @Test
    void argumentsThatTheSchemaMarksAreHeadersToo() throws JsonProcessingException {
        McpTool tool = McpTool.of(JSON.readTree("""
                {
                  "name": "execute_sql",
                  "inputSchema": {
                    "type": "object",
                    "properties": {
                      "region": {"type": "string", "x-mcp-header": "Region"},
                      "query": {"type": "string"},
                      "options": {"type": "object", "properties": {"dry": {"type": "boolean", "x-mcp-header": "Dry"}}}
                    },
                    "required": ["region", "query"]
                  }
                }
                """));

        assertThat(tool.headers())
                .containsOnly(
                        Map.entry("Mcp-Param-Region", JsonPointer.compile("/region")),
                        Map.entry("Mcp-Param-Dry", JsonPointer.compile("/options/dry")));
        assertThat(http(new McpClient(HTTP, true)
                                .callTool(tool, "{\"region\":\"us-west1\",\"query\":\"SELECT * FROM users\"}", JUDGE))
                        .headers())
                .containsEntry("Mcp-Param-Region", "us-west1")
                .doesNotContainKey("Mcp-Param-Dry");
        assertThat(http(McpAnswerTest.open().callTool(tool, "{\"region\":\"us-west1\"}", JUDGE))
                        .headers())
                .doesNotContainKeys("Mcp-Param-Region", "Mcp-Name", "Mcp-Method");
    }

    /** 2026-07-28, Value Encoding, all five examples. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "us-west1|us-west1",
                "Hello, 世界|=?base64?SGVsbG8sIOS4lueVjA==?=",
                " padded |=?base64?IHBhZGRlZCA=?=",
                "line1\\nline2|=?base64?bGluZTEKbGluZTI=?=",
                "=?base64?literal?=|=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?="
            })
    void headerValues(String text, String header) {
        assertThat(McpTool.headerValue(text.replace("\\n", "\n"))).isEqualTo(header);
    }

    /** 2025-06-18, Lifecycle; no capability is offered, since nothing the server might ask back is done. */
    @Test
    void theSessionsOf2025() throws JsonProcessingException {
        McpClient client = new McpClient(HTTP, false);
        Outbound.Http initialize = http(client.initialize());
        assertThat(initialize.headers()).containsOnlyKeys("Content-Type", "Accept");
        assertThat(body(initialize)).isEqualTo(JSON.readTree("""
                {
                  "jsonrpc": "2.0",
                  "id": 1,
                  "method": "initialize",
                  "params": {
                    "protocolVersion": "2025-11-25",
                    "capabilities": {},
                    "clientInfo": {"name": "Orchestress", "version": "1"}
                  }
                }
                """));

        Outbound.Http initialized = http(McpAnswerTest.open().initialized());
        assertThat(body(initialized))
                .isEqualTo(JSON.readTree("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}"));
        assertThat(initialized.headers())
                .containsEntry("MCP-Protocol-Version", "2025-06-18")
                .containsEntry("Mcp-Session-Id", "7f24938d-5587-479d-ad27-8b2b3685173b");
    }

    @Test
    void theVersionIsNoHeaderBefore20250618AndTheSessionMayBeMissing() {
        McpClient client = new McpClient(HTTP, false);
        McpAnswerTest.reply(
                client.initialize(),
                200,
                Map.of(),
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"2025-03-26\"}}");

        assertThat(client.isOpen()).isTrue();
        assertThat(http(client.listTools()).headers()).containsOnlyKeys("Content-Type", "Accept");
    }

    @Test
    void aSessionIsReadyWhenTheServerHasBeenToldThatItIsTaken() {
        McpClient client = new McpClient(HTTP, false);
        McpAnswerTest.reply(client.initialize(), 503, Map.of(), "");
        assertThat(client.isOpen()).isFalse();

        McpAnswerTest.reply(
                client.initialize(),
                200,
                Map.of(),
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"protocolVersion\":\"2025-06-18\"}}");
        McpAnswerTest.reply(client.initialized(), 503, Map.of(), "");
        assertThat(client.isOpen()).isTrue();
        assertThat(client.isReady()).isFalse();

        McpAnswerTest.reply(client.initialized(), 202, Map.of(), "");
        assertThat(client.isReady()).isTrue();

        client.lost();
        assertThat(client.isReady()).isFalse();
        assertThat(new McpClient(HTTP, true).isReady()).as("stateless").isTrue();
    }

    @Test
    void aMessageIsALineOfAPipe() {
        McpClient client = new McpClient(new McpTransport.Stdio(), false);

        Outbound sent = client.callTool(new McpTool("echo", Map.of()), "{\n \"message\": \"a\\nb\"\n}", JUDGE)
                .request();

        assertThat(sent)
                .isEqualTo(new Outbound.Line(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{\"message\":\"a\\nb\"},\"_meta\":{\"progressToken\":1}}}",
                        true));
        assertThat(((Outbound.Line) client.initialized().request()).answered()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void idsAreNeverUsedTwiceWhateverIsSent(long seed) throws JsonProcessingException {
        Random random = new Random(seed);
        McpClient client = new McpClient(HTTP, random.nextBoolean());
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            Call call = switch (random.nextInt(4)) {
                case 0 -> client.initialize();
                case 1 -> client.listTools();
                case 2 -> client.discover();
                default -> client.callTool(new McpTool("t", Map.of()), "{}", JUDGE);
            };
            if (random.nextInt(10) == 0) {
                client.lost();
            }
            assertThat(ids.add(body(http(call)).path("id").asLong())).isTrue();
        }
        assertThat(ids).hasSize(500);
    }

    @Test
    void argumentsMustBeAnObject() {
        McpClient client = new McpClient(HTTP, true);

        assertThatThrownBy(() -> client.callTool(new McpTool("t", Map.of()), "[1]", JUDGE))
                .hasMessage("not a JSON object: [1]");
        assertThatThrownBy(() -> client.callTool(new McpTool("t", Map.of()), "{\"a\": hello}", JUDGE))
                .hasMessageContaining("not JSON: Unrecognized token 'hello'");
    }

    @Test
    void aServerThatKnows20260728IsSpokenToInIt() throws McpServer.RefusedException {
        Scripted server = new Scripted(
                "200 {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"supportedVersions\":[\"2026-07-28\"],\"resultType\":\"complete\"}}",
                "200 {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"b\"}],\"nextCursor\":\"2\"}}",
                "200 {\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"tools\":[{\"name\":\"a\"}]}}");

        McpServer known = McpServer.ask(HTTP, McpEra.AUTO, server::ask);

        assertThat(known.stateless()).isTrue();
        assertThat(known.tools().keySet()).containsExactly("b", "a");
        assertThat(server.asked).containsExactly("server/discover", "tools/list", "tools/list");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 {\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32000,\"message\":\"Bad Request: Server not initialized\"},\"id\":null}",
                "200 {\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}",
                "200 {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"supportedVersions\":[\"2027-01-01\"]}}",
                "404 Not Found"
            })
    void anyOtherIsAskedForASession(String toDiscover) throws McpServer.RefusedException {
        Scripted server = new Scripted(
                toDiscover,
                "200 {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"2025-11-25\"}}",
                "202 ",
                "200 {\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"tools\":[]}}");

        assertThat(McpServer.ask(HTTP, McpEra.AUTO, server::ask).stateless()).isFalse();
        assertThat(server.asked)
                .containsExactly("server/discover", "initialize", "notifications/initialized", "tools/list");
    }

    @Test
    void whatRefusesItIsNamed() {
        Scripted server = new Scripted("401 who are you");

        assertThatThrownBy(() -> McpServer.ask(HTTP, McpEra.SESSION, server::ask))
                .hasMessage(
                        "'initialize' failed as http-401: HTTP 401; authorization required: set orchestress.target.headers.Authorization, or orchestress.target.token for one that expires: who are you");
    }

    private static Outbound.Http http(Call call) {
        return (Outbound.Http) call.request();
    }

    private static JsonNode body(Outbound.Http request) throws JsonProcessingException {
        return JSON.readTree(new String(request.body(), StandardCharsets.UTF_8));
    }

    /** Answers with what it is given, one after the other. */
    private static final class Scripted {
        private final Queue<String> answers;
        private final List<String> asked = new ArrayList<>();

        Scripted(String... answers) {
            this.answers = new ArrayDeque<>(List.of(answers));
        }

        io.orchestress.protocol.Reply ask(Call call) {
            try {
                asked.add(body(http(call)).path("method").asText());
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
            String answer = answers.remove();
            return McpAnswerTest.reply(call, Integer.parseInt(answer.substring(0, 3)), Map.of(), answer.substring(4));
        }
    }
}
