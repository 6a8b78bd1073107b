package io.orchestress.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.protocol.a2a.A2aCalls;
import io.orchestress.protocol.a2a.Dialect;
import io.orchestress.protocol.langgraph.LangGraphCalls;
import io.orchestress.protocol.langgraph.LangGraphSettings;
import io.orchestress.protocol.mcp.McpClient;
import io.orchestress.protocol.mcp.McpTransport;
import io.orchestress.protocol.openai.ChatCalls;
import io.orchestress.protocol.openai.Conversation;
import io.orchestress.protocol.openai.OpenAiSettings;
import io.orchestress.protocol.rest.RestSettings;
import io.orchestress.protocol.rest.RestTask;
import io.orchestress.testkit.Reference;
import io.orchestress.transport.Ending;
import io.orchestress.transport.Outbound;
import io.orchestress.transport.SseEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How each protocol ends work for which nobody waits any more, by what is known of it. */
class CancelTest {
    private static final URI TARGET = URI.create("http://127.0.0.1:8080");
    private static final Map<String, String> EVENTS = Map.of("content-type", "text/event-stream");
    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    private static Answer begun(Call call, Map<String, String> headers, String... events) {
        Answer answer = call.answer().get();
        answer.begin(0, (reply, nanos) -> {});
        answer.head(200, headers, 0);
        for (String event : events) {
            answer.event(new SseEvent(SseEvent.MESSAGE, event, ""), 0);
        }
        return answer;
    }

    private static Outbound.Http sent(Answer answer) {
        return (Outbound.Http) answer.cancel().orElseThrow().request();
    }

    private static String body(Outbound.Http request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"V0_3,tasks/cancel,working", "V1_0,CancelTask,TASK_STATE_WORKING"})
    void anA2aTaskOnceItsIdIsKnown(Dialect dialect, String method, String state) {
        Call call = new A2aCalls(TARGET, dialect).stream("hello");
        String id = body((Outbound.Http) call.request()).replaceFirst(".*?\"id\":\"([^\"]+)\".*", "$1");
        Answer answer = begun(call, EVENTS);
        assertThat(answer.cancel()).isEmpty();
        String task = dialect == Dialect.V0_3
                ? "{\"kind\":\"task\",\"id\":\"t-7\",\"status\":{\"state\":\"" + state + "\"}}"
                : "{\"task\":{\"id\":\"t-7\",\"status\":{\"state\":\"" + state + "\"}}}";
        answer.event(
                new SseEvent(
                        SseEvent.MESSAGE, "{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"result\":" + task + "}", ""),
                1);
        assertThat(body(sent(answer))).contains("\"method\":\"" + method + "\"").contains("\"id\":\"t-7\"");
    }

    @Test
    void aLangGraphRunOnceItsIdIsKnown() {
        Call call = new LangGraphCalls(settings(LangGraphSettings.class))
                .run(TARGET, "th/1", Map.of("prompt", "x", "size", "simple"));
        Answer answer = begun(call, EVENTS);
        assertThat(answer.cancel()).isEmpty();
        answer.event(new SseEvent("metadata", "{\"run_id\":\"r-9\"}", ""), 1);
        assertThat(sent(answer).method()).isEqualTo("POST");
        assertThat(sent(answer).uri())
                .hasToString("http://127.0.0.1:8080/threads/th%2F1/runs/r-9/cancel?wait=0&action=interrupt");
    }

    @Test
    void aRestTaskOnceItsIdIsKnown() {
        RestTask submit = new RestTask(
                Objects.requireNonNull(settings(RestSettings.class).calls().get("submit")));
        Map<String, String> values = Map.of("prompt", "x", "size", "complex");
        Answer answer = begun(submit.first(TARGET, values), JSON);
        assertThat(answer.cancel()).as("its id is not known").isEmpty();
        answer.end(Ending.COMPLETE, "{\"taskId\":\"a b\",\"state\":\"queued\"}".getBytes(StandardCharsets.UTF_8), 1);
        assertThat(sent(answer).method()).isEqualTo("DELETE");
        assertThat(sent(answer).uri()).hasToString("http://127.0.0.1:8080/v1/tasks/a%20b");

        Answer poll =
                begun(submit.poll(TARGET, Map.of("prompt", "x", "size", "complex", "id", "7"), Long.MAX_VALUE), JSON);
        assertThat(sent(poll).uri()).hasToString("http://127.0.0.1:8080/v1/tasks/7");
        poll.end(Ending.COMPLETE, "{\"state\":\"completed\",\"output\":\"x\"}".getBytes(StandardCharsets.UTF_8), 1);
        assertThat(poll.cancel()).as("it is done").isEmpty();
    }

    @Test
    void aRestCallWithoutOneHasNone() {
        RestTask run = new RestTask(
                Objects.requireNonNull(settings(RestSettings.class).calls().get("run")));
        assertThat(begun(run.first(TARGET, Map.of("prompt", "x", "size", "simple")), JSON)
                        .cancel())
                .isEmpty();
    }

    @Test
    void anMcpRequestByItsId() {
        McpClient client = new McpClient(new McpTransport.StreamableHttp(TARGET), false);
        Answer answer = begun(client.initialize(), EVENTS);
        assertThat(body(sent(answer)))
                .contains("\"method\":\"notifications/cancelled\"")
                .contains("\"requestId\":1")
                .doesNotContain("\"id\"");
    }

    @Test
    void anMcpRequestWithoutSessionsOverHttpByClosingIt() {
        McpClient client = new McpClient(new McpTransport.StreamableHttp(TARGET), true);
        assertThat(begun(client.discover(), EVENTS).cancel()).isEmpty();
        assertThat(begun(new McpClient(new McpTransport.Stdio(), true).discover(), Map.of())
                        .cancel())
                .as("a pipe cannot be closed for one request")
                .isPresent();
    }

    @Test
    void chatCompletionsHaveNone() {
        Call call = new ChatCalls(settings(OpenAiSettings.class)).next(TARGET, Conversation.EMPTY.asked("hello"));
        assertThat(begun(call, EVENTS).cancel()).isEmpty();
    }

    private static <T> T settings(Class<T> type) {
        return Reference.settings().protocols().of(type);
    }
}
