package io.orchestress.protocol.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.protocol.Call;
import io.orchestress.transport.Outbound;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests against the examples of both specifications. */
class A2aCallsTest {
    private static final URI AGENT = URI.create("http://127.0.0.1:3201/a2a");
    private static final A2aCalls V1_0 = new A2aCalls(AGENT, Dialect.V1_0);
    private static final A2aCalls V0_3 = new A2aCalls(AGENT, Dialect.V0_3);
    private static final String MESSAGE_1_0 =
            "\"message\":{\"messageId\":\"$ID\",\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"hi \\\"you\\\"\"}]}";
    private static final String MESSAGE_0_3 =
            "\"message\":{\"messageId\":\"$ID\",\"kind\":\"message\",\"role\":\"user\",\"parts\":[{\"kind\":\"text\",\"text\":\"hi \\\"you\\\"\"}]}";

    static List<Arguments> requests() {
        String hi = "hi \"you\"";
        return List.of(
                Arguments.of(V1_0.send(hi), "SendMessage", "{" + MESSAGE_1_0 + "}"),
                Arguments.of(
                        V1_0.submit(hi),
                        "SendMessage",
                        "{" + MESSAGE_1_0 + ",\"configuration\":{\"returnImmediately\":true}}"),
                Arguments.of(V1_0.stream(hi), "SendStreamingMessage", "{" + MESSAGE_1_0 + "}"),
                Arguments.of(V1_0.get("t1"), "GetTask", "{\"id\":\"t1\"}"),
                Arguments.of(V1_0.getLast("t1"), "GetTask", "{\"id\":\"t1\"}"),
                Arguments.of(V1_0.cancel("t1"), "CancelTask", "{\"id\":\"t1\"}"),
                Arguments.of(V1_0.resubscribe("t1"), "SubscribeToTask", "{\"id\":\"t1\"}"),
                Arguments.of(
                        V0_3.send(hi), "message/send", "{" + MESSAGE_0_3 + ",\"configuration\":{\"blocking\":true}}"),
                Arguments.of(
                        V0_3.submit(hi),
                        "message/send",
                        "{" + MESSAGE_0_3 + ",\"configuration\":{\"blocking\":false}}"),
                Arguments.of(V0_3.stream(hi), "message/stream", "{" + MESSAGE_0_3 + "}"),
                Arguments.of(V0_3.get("t1"), "tasks/get", "{\"id\":\"t1\"}"),
                Arguments.of(V0_3.cancel("t1"), "tasks/cancel", "{\"id\":\"t1\"}"),
                Arguments.of(V0_3.resubscribe("t1"), "tasks/resubscribe", "{\"id\":\"t1\"}"));
    }

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("requests")
    void asTheSpecificationWritesThem(Call call, String method, String params) {
        JsonNode request = A2aAnswerTest.request(call);
        String id = request.path("id").asText();

        assertThat(((ObjectNode) request).toString())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"method\":\"" + method + "\",\"params\":"
                        + params.replace("$ID", id) + "}");
    }

    @Test
    void only10NamesItsVersion() {
        assertThat(http(V1_0.send("x")).headers())
                .isEqualTo(
                        Map.of("A2A-Version", "1.0", "Content-Type", "application/json", "Accept", "application/json"));
        assertThat(http(V0_3.stream("x")).headers())
                .isEqualTo(Map.of("Content-Type", "application/json", "Accept", "text/event-stream"));
        assertThat(http(V0_3.send("x")).uri()).isEqualTo(AGENT);
        assertThat(http(V0_3.send("x")).method()).isEqualTo("POST");
    }

    @Test
    void noMessageIsTakenForAnother() {
        assertThat(List.of(V1_0.send("x"), V1_0.send("x"), V1_0.stream("x"), V0_3.send("x")))
                .extracting(call -> A2aAnswerTest.request(call)
                        .at("/params/message/messageId")
                        .asText())
                .doesNotHaveDuplicates();
    }

    private static Outbound.Http http(Call call) {
        return (Outbound.Http) call.request();
    }
}
