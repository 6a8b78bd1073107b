package io.orchestress.gatling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.config.Protocols;
import io.orchestress.config.SettingsLoader;
import io.orchestress.gatling.task.TaskMarks;
import io.orchestress.gatling.task.TaskTrace;
import io.orchestress.metrics.Measurements;
import io.orchestress.metrics.TimeSource;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.a2a.A2aCalls;
import io.orchestress.protocol.a2a.Dialect;
import io.orchestress.protocol.langgraph.LangGraphCalls;
import io.orchestress.protocol.langgraph.LangGraphSettings;
import io.orchestress.protocol.mcp.McpClient;
import io.orchestress.protocol.mcp.McpTool;
import io.orchestress.protocol.mcp.McpTransport;
import io.orchestress.protocol.mcp.ToolJudge;
import io.orchestress.protocol.openai.ChatCalls;
import io.orchestress.protocol.openai.Conversation;
import io.orchestress.protocol.openai.OpenAiSettings;
import io.orchestress.protocol.rest.RestSettings;
import io.orchestress.protocol.rest.RestTask;
import io.orchestress.record.task.TaskLog;
import io.orchestress.record.task.TaskRow;
import io.orchestress.transport.Ending;
import io.orchestress.transport.Outbound;
import io.orchestress.transport.SseReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What streams of each protocol say of one task, right and wrong: the table of docs/right-answers.md, without a network. */
class AnswersByProtocolTest {
    private static final URI TARGET = URI.create("http://127.0.0.1:1/");
    private static final Pattern ID = Pattern.compile("\"id\":(\"[^\"]*\"|\\d+)");

    @TempDir
    private Path folder;

    private final Protocols protocols = SettingsLoader.load(new Properties()).protocols();

    private Call call(String protocol) {
        Map<String, String> values =
                Map.of("prompt", "x", "size", "simple", "expected_agent", "coder", "id", "1", "user", "1");
        return switch (protocol) {
            case "openai" ->
                new ChatCalls(protocols.of(OpenAiSettings.class)).next(TARGET, Conversation.EMPTY.asked("do it"));
            case "a2a" -> new A2aCalls(TARGET, Dialect.V0_3).stream("do it");
            case "a2a-1" -> new A2aCalls(TARGET, Dialect.V1_0).stream("do it");
            case "langgraph" -> new LangGraphCalls(protocols.of(LangGraphSettings.class)).run(TARGET, "t", values);
            case "mcp" ->
                new McpClient(new McpTransport.StreamableHttp(TARGET.resolve("/mcp")), false)
                        .callTool(new McpTool("run_task", Map.of()), "{}", new ToolJudge("", false));
            default ->
                new RestTask(Objects.requireNonNull(
                                protocols.of(RestSettings.class).calls().get(protocol)))
                        .stream(TARGET, values);
        };
    }

    /** Events, each behind its type and two blanks; OWN: the task's mark, ANSWER: all of an answer, HALF: its first half. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            openai    | one answer                       | + ANSWER; DONE                             | 1 | true  | false
            openai    | pieces of one                    | + HALF; + REST; DONE                       | 1 | true  | false
            openai    | said again before its end        | + HALF; + REST; + ANSWER; DONE             | 2 | true  | false
            openai    | said again whole                 | + ANSWER; + ANSWER; DONE                   | 2 | true  | false
            openai    | said again behind its end        | + ANSWER; DONE; + ANSWER; DONE             | 2 | true  | false
            openai    | pieces again behind its end      | + HALF; + REST; DONE; + HALF; + REST; DONE | 2 | true  | false
            openai    | ended again                      | + ANSWER; DONE; DONE                       | 1 | true  | false
            openai    | what was said so far beside it   | m HALF; m ANSWER; m ANSWER; DONE           | 1 | true  | false
            openai    | another's mark behind its end    | + ANSWER; DONE; + OTHER; DONE              | 1 | true  | true
            openai    | the answer behind its end only   | + Hello; DONE; + ANSWER; DONE              | 0 | false | false
            stream    | tokens and the task              | t HALF; t REST; d ANSWER                   | 1 | true  | false
            stream    | states that repeat it            | t ANSWER; s ANSWER; s ANSWER; d ANSWER     | 1 | true  | false
            stream    | ended again with it              | t HALF; t REST; d ANSWER; d ANSWER         | 2 | true  | false
            stream    | pieces again                     | t HALF; t REST; t HALF; t REST; d ANSWER   | 2 | true  | false
            stream    | another's mark                   | t HALF; t REST; d OTHER                    | 1 | true  | true
            a2a       | an artifact in pieces            | n HALF; a REST; f                          | 1 | true  | false
            a2a       | an artifact that is replaced     | n HALF; a REST; n ANSWER; f                | 1 | true  | false
            a2a       | two artifacts                    | n HALF; a REST; n HALF; a REST; f          | 1 | true  | false
            a2a       | added to itself                  | n HALF; a REST; a ANSWER; f                | 2 | true  | false
            a2a       | added to behind the end          | n HALF; a REST; f; a ANSWER; f             | 2 | true  | false
            a2a-1     | an artifact in pieces            | n HALF; a REST; f                          | 1 | true  | false
            a2a-1     | added to itself                  | n HALF; a REST; a ANSWER; f                | 2 | true  | false
            langgraph | pieces of a message              | i HALF; i REST; v ANSWER; end              | 1 | true  | false
            langgraph | two messages                     | i HALF; i REST; j HALF; j REST; v ANSWER; end | 1 | true | false
            langgraph | a message that is said again     | i HALF; i REST; i HALF; i REST; v; end     | 2 | true  | false
            langgraph | states                           | v ANSWER; v ANSWER; v ANSWER; end          | 1 | true  | false
            mcp       | progress and a result            | p HALF; p ANSWER; p ANSWER; r ANSWER       | 1 | true  | false
            mcp       | two results                      | r ANSWER; r ANSWER                         | 2 | true  | false
            mcp       | another's result                 | r OTHER                                    | 0 | false | true
            """)
    void aStream(String protocol, String what, String events, int answers, boolean found, boolean others)
            throws IOException {
        TaskRow row = played(protocol, events, true);
        assertThat(row.answers()).as("answers").isEqualTo(answers);
        assertThat(row.found()).as("found").isEqualTo(found);
        assertThat(row.others().isEmpty()).as("others %s", row.others()).isEqualTo(!others);
        assertThat(row.accepted()).isTrue();
    }

    /** Behind a stream that ends too soon is no answer: it is cut. One that began was accepted. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            openai    | + HALF
            stream    | t HALF
            a2a       | n HALF
            a2a-1     | n HALF
            mcp       | p HALF
            """)
    void aStreamWithoutItsEnd(String protocol, String events) throws IOException {
        TaskRow row = played(protocol, events, false);
        assertThat(row.cut()).isTrue();
        assertThat(row.accepted()).isTrue();
        assertThat(row.isOk()).isFalse();
    }

    private TaskRow played(String protocol, String events, boolean good) throws IOException {
        try (TaskMarks marks =
                TaskMarks.of(1, TimeSource.SYSTEM, TaskLog.open(folder, TimeSource.SYSTEM), phase -> "steady")) {
            TaskTrace task = marks.begin(0, "simple task", "", 1, "", "");
            Call call = call(protocol);
            Answer answer = call.answer().get();
            answer.begin(0, (reply, nanos) -> {
                task.callEnds(reply.outcome(), nanos);
                task.ends(!reply.isOk());
            });
            task.callStarts(call.request(), 1);
            CallProgress progress = new CallProgress(answer, new Measurements(1), task);
            progress.head(200, Map.of("content-type", "text/event-stream"), 1);
            byte[] bytes = text(protocol, id(call), events, task.mark()).getBytes(UTF_8);
            boolean[] enough = {false};
            new SseReader(1 << 20).read(bytes, 0, bytes.length, event -> {
                if (enough[0]) {
                    progress.after(event);
                } else {
                    enough[0] = progress.event(event, 2);
                }
                return false;
            });
            progress.end(Ending.COMPLETE, new byte[0], 3);
        }
        List<TaskRow> rows = new ArrayList<>();
        TaskLog.read(folder, rows::add);
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).isOk()).as(rows.get(0).outcome()).isEqualTo(good);
        return rows.get(0);
    }

    private static String id(Call call) {
        Matcher id = ID.matcher(new String(((Outbound.Http) call.request()).body(), UTF_8));
        return id.find() ? id.group(1) : "0";
    }

    private static String text(String protocol, String id, String events, String mark) {
        String half = "Report " + mark + " is";
        String rest = " done. End of " + mark + ".";
        StringBuilder all = new StringBuilder();
        for (String event : events.split("; ")) {
            String[] words = event.split(" ", 2);
            String said = words.length == 1
                    ? ""
                    : words[1].replace("ANSWER", half + rest)
                            .replace("HALF", half)
                            .replace("REST", rest)
                            .replace("OTHER", "Report orc-0000000000000666.");
            all.append(event(protocol, words[0], id, said)).append("\n\n");
        }
        return all.toString();
    }

    private static String event(String protocol, String kind, String id, String said) {
        String rpc = "data: {\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":";
        return switch (protocol + " " + kind) {
            case "openai DONE" -> "data: [DONE]";
            case "openai +" ->
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + said
                        + "\"},\"finish_reason\":\"stop\"}]}";
            case "openai m" ->
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"message\":{\"content\":\"" + said
                        + "\"},\"finish_reason\":\"stop\"}]}";
            case "stream t" -> "event: token\ndata: {\"index\":1,\"text\":\"" + said + "\"}";
            case "stream s" -> "event: state\ndata: {\"state\":\"running\",\"output\":\"" + said + "\"}";
            case "stream d" -> "event: done\ndata: {\"state\":\"completed\",\"output\":\"" + said + "\"}";
            case "a2a n", "a2a a" ->
                rpc + "{\"kind\":\"artifact-update\",\"taskId\":\"t\",\"contextId\":\"c\",\"append\":"
                        + kind.equals("a")
                        + ",\"artifact\":{\"artifactId\":\"x\",\"parts\":[{\"kind\":\"text\",\"text\":\"" + said
                        + "\"}]}}}";
            case "a2a f" ->
                rpc + "{\"kind\":\"status-update\",\"taskId\":\"t\",\"contextId\":\"c\",\"final\":true,"
                        + "\"status\":{\"state\":\"completed\"}}}";
            case "a2a-1 n", "a2a-1 a" ->
                rpc + "{\"artifactUpdate\":{\"taskId\":\"t\",\"contextId\":\"c\""
                        + (kind.equals("a") ? ",\"append\":true" : "")
                        + ",\"artifact\":{\"artifactId\":\"x\",\"parts\":[{\"text\":\"" + said + "\"}]}}}}";
            case "a2a-1 f" ->
                rpc + "{\"statusUpdate\":{\"taskId\":\"t\",\"contextId\":\"c\","
                        + "\"status\":{\"state\":\"TASK_STATE_COMPLETED\"}}}}";
            case "langgraph i", "langgraph j" ->
                "event: messages\ndata: [{\"content\":\"" + said + "\",\"type\":\"AIMessageChunk\",\"id\":\"" + kind
                        + "\"},{\"langgraph_step\":1}]";
            case "langgraph v" -> "event: values\ndata: {\"messages\":[{\"content\":\"" + said + "\"}]}";
            case "langgraph end" -> "event: end\ndata: null";
            case "mcp p" ->
                "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"message\":\"" + said
                        + "\"}}";
            case "mcp r" -> rpc + "{\"content\":[{\"type\":\"text\",\"text\":\"" + said + "\"}],\"isError\":false}}";
            default -> throw new IllegalArgumentException(protocol + " " + kind);
        };
    }
}
