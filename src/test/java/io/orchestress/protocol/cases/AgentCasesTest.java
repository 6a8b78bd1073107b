package io.orchestress.protocol.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.config.SettingsLoader;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.StreamTimes;
import io.orchestress.protocol.a2a.A2aCalls;
import io.orchestress.protocol.a2a.Dialect;
import io.orchestress.protocol.cases.AgentCases.Case;
import io.orchestress.protocol.langgraph.LangGraphCalls;
import io.orchestress.protocol.langgraph.LangGraphSettings;
import io.orchestress.protocol.rest.RestCall;
import io.orchestress.protocol.rest.RestSettings;
import io.orchestress.protocol.rest.RestTask;
import io.orchestress.transport.SocketReplay;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes of servers, most of them from public reports of those who measured with other tools, and what is right of each. */
class AgentCasesTest {
    private static final Map<String, String> VALUES = Map.of(
            "prompt",
            "p",
            "size",
            "simple",
            "uuid",
            "u",
            "user",
            "1",
            "expected_agent",
            "coder",
            "id",
            "t",
            "turn",
            "1");
    private static final SocketReplay.Write RUN_HEAD = new SocketReplay.Write(
            0, "HTTP/1.1 %s X\r\nContent-Type: application/json\r\n" + "Connection: close\r\n\r\n%s");

    private static SocketReplay replay;

    @BeforeAll
    static void open() {
        replay = new SocketReplay();
    }

    @AfterAll
    static void close() {
        replay.close();
    }

    static Stream<Case> cases() {
        return Stream.of("a2a.json", "langgraph.json", "rest.json").flatMap(file -> AgentCases.of(file).stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isReadForWhatItIs(Case c) throws IOException {
        Reply first = replay.play(call(c), c.writes(), c.closes());
        boolean open = c.protocol().startsWith("langgraph") && first.isOk() && LangGraphCalls.isOpen(first);
        Reply reply = open ? confirmed(c, first) : first;

        JsonNode expect = c.expect();
        assertThat(reply.outcome().label())
                .as(reply.detail())
                .isEqualTo(expect.path("outcome").asText());
        expect.path("detail").forEach(part -> assertThat(reply.detail()).contains(part.asText()));
        assertThat(open).as("asked for its run").isEqualTo(expect.path("asked").asBoolean(false));
        assertTimes(first, expect);
        assertTokens(first, expect);
    }

    private static void assertTimes(Reply reply, JsonNode expect) {
        if (expect.has("chunks")) {
            assertThat(reply.stream().map(StreamTimes::chunks).orElse(0))
                    .as("chunks")
                    .isEqualTo(expect.path("chunks").asInt());
        }
        if (expect.has("ttftMs")) {
            assertThat(reply.stream().orElseThrow().firstContentNanos() / 1e6)
                    .as("TTFT")
                    .isEqualTo(expect.path("ttftMs").asDouble(), within(1e-9));
        }
        if (expect.has("streamMs")) {
            assertThat(reply.stream().orElseThrow().totalNanos() / 1e6)
                    .as("the whole stream")
                    .isEqualTo(expect.path("streamMs").asDouble(), within(1e-9));
        }
        if (expect.has("gapsMs")) {
            assertThat(Arrays.stream(reply.stream().orElseThrow().gapsNanos())
                            .mapToObj(nanos -> nanos / 1e6)
                            .toList())
                    .as("gaps")
                    .isEqualTo(doubles(expect.path("gapsMs")));
        }
        if (expect.has("streamed")) {
            assertThat(!reply.stream().orElseThrow().inOneRead())
                    .as("streamed")
                    .isEqualTo(expect.path("streamed").asBoolean());
        }
    }

    private static void assertTokens(Reply reply, JsonNode expect) {
        assertThat(reply.usage().inputTokens()).as("tokens in").isEqualTo(count(expect.path("tokensIn")));
        assertThat(reply.usage().outputTokens()).as("tokens out").isEqualTo(count(expect.path("tokensOut")));
        assertThat(reply.usage().impossible())
                .as("a count that cannot be true")
                .isEqualTo(expect.path("impossible").asBoolean(false));
        assertThat(reply.agent()).as("agent").isEqualTo(expect.path("agent").asText());
    }

    private static OptionalLong count(JsonNode node) {
        return node.isMissingNode() ? OptionalLong.empty() : OptionalLong.of(node.asLong());
    }

    private static List<Double> doubles(JsonNode nodes) {
        return Stream.iterate(0, i -> i < nodes.size(), i -> i + 1)
                .map(i -> nodes.path(i).asDouble())
                .toList();
    }

    /** What the server says of the run whose stream had no end; {@code run} is a status, or a number of HTTP. */
    private static Reply confirmed(Case c, Reply first) throws IOException {
        JsonNode run = c.row().path("run");
        String body =
                run.isInt() ? "{\"detail\":\"no\"}" : "{\"run_id\":\"r\",\"status\":\"" + run.asText("success") + "\"}";
        String answer = String.format(RUN_HEAD.text(), run.asInt(200) == 0 ? 200 : run.asInt(200), body);
        return replay.play(
                target -> langgraph(c).state(target, "T", LangGraphCalls.runId(first), 0),
                List.of(new SocketReplay.Write(0, answer)),
                true);
    }

    private static Function<URI, Call> call(Case c) {
        return switch (c.protocol()) {
            case "a2a-1.0", "a2a-0.3" ->
                target -> {
                    A2aCalls agent =
                            new A2aCalls(target, Dialect.of(c.protocol().substring("a2a-".length())));
                    return switch (c.row().path("call").asText("stream")) {
                        case "send" -> agent.send("x");
                        case "get" -> agent.get("t");
                        default -> agent.stream("x");
                    };
                };
            case "langgraph", "langgraph-wait" -> target -> langgraph(c).run(target, "T", VALUES);
            case "rest" ->
                target -> {
                    RestTask task = new RestTask(mapping(c.row().path("call")));
                    return switch (c.row().path("part").asText("first")) {
                        case "spawn" -> task.spawn(target, VALUES);
                        case "stream" -> task.stream(target, VALUES);
                        case "poll" -> task.poll(target, VALUES, Long.MAX_VALUE);
                        default -> task.first(target, VALUES);
                    };
                };
            default -> throw new IllegalArgumentException(c.protocol());
        };
    }

    private static LangGraphCalls langgraph(Case c) {
        Properties properties = new Properties();
        properties.setProperty(
                "orchestress.protocols.langgraph.mode", c.protocol().endsWith("wait") ? "wait" : "stream");
        return new LangGraphCalls(SettingsLoader.load(properties).protocols().of(LangGraphSettings.class));
    }

    /** {@code FILE#CALL}, or the keys of a call. */
    private static RestCall mapping(JsonNode call) {
        Properties properties = new Properties();
        String name = "mine";
        if (call.asText().contains("#")) {
            String[] parts = call.asText().split("#");
            name = parts[1];
            if (!parts[0].isEmpty()) {
                properties.setProperty("config", parts[0]);
            }
        } else {
            properties.setProperty(
                    "orchestress.protocols.rest.calls.mine", "{request = \"POST /x\", " + call.asText() + "}");
        }
        return Objects.requireNonNull(SettingsLoader.load(properties)
                .protocols()
                .of(RestSettings.class)
                .calls()
                .get(name));
    }
}
