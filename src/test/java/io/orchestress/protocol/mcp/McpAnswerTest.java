package io.orchestress.protocol.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.metrics.Metric;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.transport.Ending;
import io.orchestress.transport.SseEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which the second request of a session can end, in the words of servers that exist. */
class McpAnswerTest {
    private static final String SESSION = "7f24938d-5587-479d-ad27-8b2b3685173b";
    private static final McpTransport HTTP = new McpTransport.StreamableHttp(URI.create("http://127.0.0.1:3101/mcp"));
    private static final ToolJudge JUDGE = new ToolJudge("/success", false);

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a tool's answer           | ok             | 200 | {"result":{"content":[{"type":"text","text":"Echo: hi"}]},"jsonrpc":"2.0","id":2}
            success inside the text   | ok             | 200 | {"jsonrpc":"2.0","id":2,"result":{"content":[{"type":"text","text":"{\\n \\"success\\": true}"}],"isError":false}}
            a complete result         | ok             | 200 | {"result":{"content":[],"resultType":"complete"},"jsonrpc":"2.0","id":2}
            in a batch                | ok             | 200 | [{"jsonrpc":"2.0","method":"notifications/message"},{"jsonrpc":"2.0","id":2,"result":{"content":[]}}]
            unknown method            | rpc-32601      | 200 | {"jsonrpc":"2.0","id":2,"error":{"code":-32601,"message":"Method not found"}}
            unknown tool, 2026        | rpc-32602      | 200 | {"jsonrpc":"2.0","id":2,"error":{"code":-32602,"message":"Unknown tool"}}
            lock timeout              | rpc-32603      | 200 | {"jsonrpc":"2.0","id":2,"error":{"code":-32603,"message":"policy-state-lock-timeout"}}
            a code of its own         | rpc-other      | 200 | {"jsonrpc":"2.0","id":2,"error":{"code":7,"message":"no"}}
            error without an id       | rpc-32700      | 200 | {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}}
            inner rate limit          | rate-limited   | 200 | {"jsonrpc":"2.0","id":2,"error":{"code":-32000,"message":"Rate limit exceeded","data":{"retryAfter":1}}}
            another -32000            | rpc-32000      | 200 | {"jsonrpc":"2.0","id":2,"error":{"code":-32000,"message":"Server error"}}
            error without a code      | malformed      | 200 | {"jsonrpc":"2.0","id":2,"error":{"message":"?"}}
            a tool that failed        | tool-error     | 200 | {"result":{"content":[{"type":"text","text":"tool exploded"}],"isError":true},"jsonrpc":"2.0","id":2}
            success: false            | tool-error     | 200 | {"result":{"content":[{"type":"text","text":"{\\"success\\":false,\\"error\\":\\"no such agent\\"}"}]},"jsonrpc":"2.0","id":2}
            structured success: false | tool-error     | 200 | {"result":{"content":[],"structuredContent":{"success":false}},"jsonrpc":"2.0","id":2}
            input required            | input-required | 200 | {"jsonrpc":"2.0","id":2,"result":{"resultType":"input_required","requestState":"asked"}}
            unknown resultType        | malformed      | 200 | {"jsonrpc":"2.0","id":2,"result":{"resultType":"later"}}
            neither                   | malformed      | 200 | {"jsonrpc":"2.0","id":2}
            another id                | wrong-id       | 200 | {"jsonrpc":"2.0","id":1,"result":{"content":[]}}
            an id as a text           | ok             | 200 | {"jsonrpc":"2.0","id":"2","result":{"content":[]}}
            an id as a fraction       | ok             | 200 | {"jsonrpc":"2.0","id":2.0,"result":{"content":[]}}
            an id that is no number   | wrong-id       | 200 | {"jsonrpc":"2.0","id":"two","result":{"content":[]}}
            an id beyond all          | wrong-id       | 200 | {"jsonrpc":"2.0","id":18446744073709551618,"result":{"content":[]}}
            a half of an id           | wrong-id       | 200 | {"jsonrpc":"2.0","id":2.5,"result":{"content":[]}}
            a list as an id           | wrong-id       | 200 | {"jsonrpc":"2.0","id":[2],"result":{"content":[]}}
            an error that is a text   | malformed      | 200 | {"jsonrpc":"2.0","id":2,"result":{"content":[]},"error":"quota"}
            an error that is null     | ok             | 200 | {"jsonrpc":"2.0","id":2,"result":{"content":[]},"error":null}
            a result and a method     | ok             | 200 | {"jsonrpc":"2.0","id":2,"method":"tools/call","result":{"content":[]}}
            two that differ           | malformed      | 200 | [{"jsonrpc":"2.0","id":2,"result":{}},{"jsonrpc":"2.0","id":2,"error":{"code":-32603,"message":"no"}}]
            the same twice            | ok             | 200 | [{"jsonrpc":"2.0","id":2,"result":{}},{"jsonrpc":"2.0","id":2,"result":{}}]
            too many, another code    | rate-limited   | 200 | {"jsonrpc":"2.0","id":2,"error":{"code":-32029,"message":"Too many requests","data":{"retry_after":3}}}
            a code of JSON-RPC        | rpc-32603      | 200 | {"jsonrpc":"2.0","id":2,"error":{"code":-32603,"message":"Too many requests"}}
            only a notification       | malformed      | 200 | {"jsonrpc":"2.0","method":"notifications/message"}
            JSON cut short            | malformed      | 200 | {"jsonrpc":"2.0","id":2,"resu
            no JSON                   | malformed      | 200 | <html>hello</html>
            JSON-RPC 1.0              | malformed      | 200 | {"id":2,"result":{}}
            nothing                   | malformed      | 200 | ``
            outer rate limit          | http-429       | 429 | {"error":"Too many requests"}
            not acceptable            | http-406       | 406 | {"jsonrpc":"2.0","error":{"code":-32000,"message":"Not Acceptable"},"id":null}
            header mismatch           | http-400       | 400 | {"jsonrpc":"2.0","id":2,"error":{"code":-32020,"message":"Header mismatch: Mcp-Name header value 'foo' does not match body value 'bar'"}}
            unknown session, 404      | session-lost   | 404 | Session not found
            unknown session, 400      | session-lost   | 400 | {"jsonrpc":"2.0","error":{"code":-32000,"message":"Bad Request: No valid session ID provided"}}
            bad gateway               | http-502       | 502 | <html>
            """)
    void aJsonAnswer(String what, String outcome, int status, String body) {
        Reply reply = answered(status, "application/json", body);

        assertThat(reply.outcome().label()).as(what + ": " + reply.detail()).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            priming, progress, answer   | ok           | (empty) ~ {"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":1}} ~ {"result":{"content":[]},"jsonrpc":"2.0","id":2}
            a request of the server's   | ok           | {"jsonrpc":"2.0","id":2,"method":"roots/list"} ~ {"result":{"content":[]},"jsonrpc":"2.0","id":2}
            an answer to another, ours  | ok           | {"result":{},"jsonrpc":"2.0","id":9} ~ {"result":{"content":[]},"jsonrpc":"2.0","id":2}
            only a request of theirs    | no-end       | {"jsonrpc":"2.0","id":2,"method":"roots/list"}
            only progress               | no-end       | {"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":1}}
            only priming                | no-end       | (empty)
            only to another             | wrong-id     | {"result":{},"jsonrpc":"2.0","id":9}
            an error                    | rpc-32603    | {"jsonrpc":"2.0","id":2,"error":{"code":-32603,"message":"Internal error"}}
            JSON cut short              | malformed    | {"result":{"content":[]},"jso
            """)
    void aStream(String what, String outcome, String events) {
        Reply reply = streamed(Ending.COMPLETE, events.replace("(empty)", "").split(" ~ ", -1));

        assertThat(reply.outcome().label()).as(what + ": " + reply.detail()).isEqualTo(outcome);
    }

    @Test
    void aStreamWithoutEvents() {
        assertThat(streamed(Ending.COMPLETE).outcome().label()).isEqualTo("empty-stream");
    }

    @ParameterizedTest
    @CsvSource({
        "TIMEOUT,timeout",
        "CONNECTION,connection",
        "TRUNCATED,truncated",
        "MALFORMED,malformed",
        "TOO_LONG,too-long"
    })
    void cutOff(Ending ending, String outcome) {
        assertThat(streamed(ending, "").outcome().label()).isEqualTo(outcome);
    }

    @Test
    void theStreamNeedsNothingMoreAfterTheAnswer() {
        Answer answer = toolCall(open()).answer().get();
        answer.begin(0, (reply, nanos) -> {});
        answer.head(200, Map.of("content-type", "text/event-stream"), 0);

        assertThat(answer.event(event(""), 1)).isFalse();
        assertThat(answer.event(event("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\"}"), 2))
                .isFalse();
        assertThat(answer.event(event("{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}"), 3))
                .isTrue();
    }

    /** Where false stands for a failure, whatever it looks like; a tool that is asked for something else says what it likes. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            false                     | tool-error   | {"content":[{"type":"text","text":"{\\"success\\":false}"}]}
            after a blank             | tool-error   | {"content":[{"type":"text","text":"\\n  {\\"success\\": false}"}]}
            after a byte-order mark   | tool-error   | {"content":[{"type":"text","text":"\\ufeff{\\"success\\":false}"}]}
            in a fence of Markdown    | tool-error   | {"content":[{"type":"text","text":"```json\\n{\\"success\\":false}\\n```"}]}
            behind an image           | tool-error   | {"content":[{"type":"image","data":"aGk="},{"type":"text","text":"{\\"success\\":false}"}]}
            behind a text             | tool-error   | {"content":[{"type":"text","text":"Done."},{"type":"text","text":"{\\"success\\":false}"}]}
            structured                | tool-error   | {"content":[],"structuredContent":{"success":false}}
            as a text                 | tool-error   | {"content":[],"structuredContent":{"success":"False"}}
            as 0                      | tool-error   | {"content":[],"structuredContent":{"success":0}}
            true                      | ok           | {"content":[],"structuredContent":{"success":true}}
            null                      | ok           | {"content":[],"structuredContent":{"success":null}}
            not there                 | ok           | {"content":[],"structuredContent":{"x":1}}
            in a sentence             | ok           | {"content":[{"type":"text","text":"It says {\\"success\\":false} there"}]}
            elsewhere                 | ok           | {"content":[{"type":"text","text":"{\\"result\\":{\\"success\\":false}}"}]}
            isError                   | tool-error   | {"isError":true,"content":[]}
            isError as a text         | tool-error   | {"isError":"true","content":[]}
            isError as 1              | tool-error   | {"isError":1,"content":[]}
            isError of its own        | tool-error   | {"isError":{"code":"x"},"content":[]}
            isError false             | ok           | {"isError":false,"content":[]}
            isError "false"           | ok           | {"isError":"false","content":[]}
            isError null              | ok           | {"isError":null,"content":[]}
            limited                   | rate-limited | {"isError":true,"content":[],"structuredContent":{"code":"RATE_LIMITED","retry_after":30}}
            limited, in a text        | rate-limited | {"isError":true,"content":[{"type":"text","text":"{\\"error\\":{\\"type\\":\\"rate_limit_error\\"}}"}]}
            about limits              | tool-error   | {"isError":true,"content":[{"type":"text","text":"cannot explain what a rate limit is"}]}
            limited, and no error     | ok           | {"content":[],"structuredContent":{"code":"RATE_LIMITED"}}
            """)
    void aToolSaysWhetherItDidIt(String what, String outcome, String result) {
        Reply reply = answered(200, "application/json", "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":" + result + "}");

        assertThat(reply.outcome().label()).as(what + ": " + reply.detail()).isEqualTo(outcome);
    }

    @Test
    void whatATooLongOrEmptyErrorSaysIsItsStructuredContent() {
        Reply reply = answered(
                200,
                "application/json",
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"isError\":true,\"content\":[],"
                        + "\"structuredContent\":{\"code\":\"RATE_LIMITED\",\"retry_after\":30}}}");

        assertThat(reply.detail())
                .isEqualTo("the tool reports isError: {\"code\":\"RATE_LIMITED\",\"retry_after\":30}");
        assertThat(reply.retryAfter()).contains(Duration.ofSeconds(30));
    }

    @Test
    void whatMeansFailureMayBeNamed() {
        Call call = open().callTool(new McpTool("echo", Map.of()), "{}", new ToolJudge("/success", "/code", false));

        Reply reply = reply(
                call,
                200,
                Map.of("content-type", "application/json"),
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"content\":[],\"structuredContent\":{\"code\":\"QUOTA\"}}}");

        assertThat(reply.outcome().label()).isEqualTo("tool-error");
        assertThat(reply.detail()).isEqualTo("the tool result has an error at /code: {\"code\":\"QUOTA\"}");
    }

    @Test
    void whatTheServerSaidIsInTheDetail() {
        assertThat(answered(
                                400,
                                "application/json",
                                "{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":-32022,\"message\":\"Unsupported protocol version\","
                                        + "\"data\":{\"supported\":[\"2025-06-18\"]}}}")
                        .detail())
                .isEqualTo(
                        "HTTP 400: JSON-RPC error -32022: Unsupported protocol version, data: {\"supported\":[\"2025-06-18\"]}");
        assertThat(answered(200, "application/json", "{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":{}}")
                        .detail())
                .isEqualTo("request id 2, response id 5");
    }

    @Test
    void whenToComeBackIsReadInsideAndOutside() {
        assertThat(answered(
                                200,
                                "application/json",
                                "{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":-32000,\"message\":\"slow\",\"data\":{\"retryAfter\":1.5}}}")
                        .retryAfter())
                .contains(Duration.ofMillis(1500));
        assertThat(reply(toolCall(open()), 429, Map.of("retry-after", "60"), "").retryAfter())
                .contains(Duration.ofSeconds(60));
    }

    @Test
    void aLostSessionIsOpenedAgainAndOnlyThenCountsAsLost() {
        McpClient client = open();
        assertThat(client.hasLostSession()).isFalse();

        reply(toolCall(client), 404, Map.of(), "");

        assertThat(client.isOpen()).isFalse();
        assertThat(client.hasLostSession()).isTrue();
    }

    @Test
    void a404WithoutASessionIsAStatus() {
        McpClient client = new McpClient(HTTP, true);

        Reply reply = reply(
                toolCall(client),
                404,
                Map.of(),
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}");

        assertThat(reply.outcome().label()).isEqualTo("http-404");
        assertThat(reply.detail()).contains("-32601");
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void aNotificationIsAcceptedByEverySuccess() {
        for (int status : new int[] {200, 202, 204}) {
            assertThat(reply(open().initialized(), status, Map.of(), "").isOk()).isTrue();
        }
        assertThat(reply(
                                open().initialized(),
                                200,
                                Map.of(),
                                "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"no\"}}")
                        .outcome()
                        .label())
                .isEqualTo("rpc-32600");
    }

    @Test
    void aPipePassesOverLateAnswersButNotStrangeOnes() {
        McpClient client = new McpClient(new McpTransport.Stdio(), false);
        client.initialize();
        Answer answer = toolCall(client).answer().get();
        AtomicReference<Reply> told = new AtomicReference<>();
        answer.begin(0, (reply, nanos) -> told.set(reply));

        assertThat(answer.event(event("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"), 1))
                .isFalse();
        assertThat(answer.event(event("{\"jsonrpc\":\"2.0\",\"id\":\"two\",\"result\":{}}"), 1))
                .isTrue();
        answer.end(Ending.COMPLETE, new byte[0], 2);

        assertThat(told.get().outcome().label()).isEqualTo("wrong-id");
    }

    @Test
    void theTimeOfASpawnIsToldWithIt() {
        McpClient client = open();
        Answer answer = client.callTool(new McpTool("agent_spawn", Map.of()), "{}", new ToolJudge("", true))
                .answer()
                .get();
        AtomicReference<Reply> told = new AtomicReference<>();
        answer.begin(1_000, (reply, nanos) -> told.set(reply));
        answer.head(200, Map.of("content-type", "application/json"), 2_000);
        answer.end(Ending.COMPLETE, bytes("{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}"), 24_000);

        assertThat(told.get().timings()).containsExactly(new Reply.Timing(Metric.SPAWN, "", 23));
    }

    private static Reply answered(int status, String type, String body) {
        return reply(toolCall(open()), status, Map.of("content-type", type), body);
    }

    private static Call toolCall(McpClient client) {
        return client.callTool(new McpTool("echo", Map.of()), "{\"message\":\"hi\"}", JUDGE);
    }

    /** A client whose session was opened by request 1, in the words of mcp-everything. */
    static McpClient open() {
        McpClient client = new McpClient(HTTP, false);
        Reply reply = reply(
                client.initialize(),
                200,
                Map.of("content-type", "application/json", "mcp-session-id", SESSION),
                "{\"result\":{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{}},\"jsonrpc\":\"2.0\",\"id\":1}");
        assertThat(reply.isOk()).as(reply.detail()).isTrue();
        return client;
    }

    static Reply reply(Call call, int status, Map<String, String> headers, String body) {
        AtomicReference<Reply> told = new AtomicReference<>();
        Answer answer = call.answer().get();
        answer.begin(0, (reply, nanos) -> told.set(reply));
        answer.head(status, new HashMap<>(headers), 1);
        answer.end(Ending.COMPLETE, bytes(body), 2);
        return told.get();
    }

    private static Reply streamed(Ending ending, String... events) {
        AtomicReference<Reply> told = new AtomicReference<>();
        Answer answer = toolCall(open()).answer().get();
        answer.begin(0, (reply, nanos) -> told.set(reply));
        answer.head(200, Map.of("content-type", "text/event-stream"), 1);
        boolean enough = false;
        for (String data : events) {
            assertThat(enough).as("an event after enough").isFalse();
            enough = answer.event(event(data), 2);
        }
        answer.end(ending, new byte[0], 3);
        return told.get();
    }

    private static SseEvent event(String data) {
        return new SseEvent(SseEvent.MESSAGE, data, "");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
