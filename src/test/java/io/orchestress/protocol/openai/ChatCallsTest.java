package io.orchestress.protocol.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.NotSentException;
import io.orchestress.transport.Outbound;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ChatCallsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Conversation HELLO = Conversation.EMPTY.asked("hello");

    @Test
    void aStreamWithUsage() {
        Outbound.Http request = request("http://127.0.0.1:4010", true, true, 0, HELLO);

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).hasToString("http://127.0.0.1:4010/v1/chat/completions");
        assertThat(request.headers())
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Accept", "text/event-stream, application/json");
        assertThat(body(request))
                .isEqualTo("{\"model\":\"swift\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],"
                        + "\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
    }

    @Test
    void aStreamWithoutUsage() {
        assertThat(body(request("http://127.0.0.1:4010", true, false, 0, HELLO)))
                .isEqualTo(
                        "{\"model\":\"swift\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],\"stream\":true}");
    }

    @Test
    void oneBodyOfALength() {
        Outbound.Http request = request("http://127.0.0.1:4010/openai/", false, true, 64, HELLO);

        assertThat(request.uri()).hasToString("http://127.0.0.1:4010/openai/v1/chat/completions");
        assertThat(body(request))
                .isEqualTo(
                        "{\"model\":\"swift\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],\"max_tokens\":64}");
    }

    @Test
    void eachTurnRepeatsAllThatWasSaid() throws JsonProcessingException {
        JsonNode text = JSON.readTree("{\"role\":\"assistant\",\"content\":\"hi\"}");
        JsonNode call = JSON.readTree("{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call_1\","
                + "\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}");
        Conversation conversation =
                HELLO.answered(text).asked("look").answered(call).asked("go on");

        assertThat(body(request("http://127.0.0.1:4010", false, false, 0, conversation)))
                .as("OpenAI refuses a tool call that has no answer")
                .isEqualTo("{\"model\":\"swift\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"},"
                        + text
                        + ",{\"role\":\"user\",\"content\":\"look\"},"
                        + call
                        + ",{\"role\":\"tool\",\"content\":\"done\",\"tool_call_id\":\"call_1\"},"
                        + "{\"role\":\"user\",\"content\":\"go on\"}]}");
        assertThat(HELLO.messages()).as("the one before is what it was").hasSize(1);
    }

    /** A first message is as long as the user wants it; what answers make of a conversation is bounded. */
    @Test
    void aConversationThatAnswersHaveMadeTooLongIsNotSent() {
        Conversation longFirst = Conversation.EMPTY.asked("x".repeat(9 << 20));
        Conversation longAnswer =
                HELLO.answered(TextNode.valueOf("x".repeat(9 << 20))).asked("go on");

        assertThat(request("http://127.0.0.1:4010", false, false, 0, longFirst).body())
                .hasSizeGreaterThan(9 << 20);
        assertThatThrownBy(() -> request("http://127.0.0.1:4010", false, false, 0, longAnswer))
                .isInstanceOfSatisfying(NotSentException.class, e -> {
                    assertThat(e.reply().outcome()).isEqualTo(FailureClass.TOO_LONG);
                    assertThat(e.reply().detail()).isEqualTo("not sent: the conversation exceeds 8 MiB");
                });
    }

    private static Outbound.Http request(
            String target, boolean stream, boolean usage, int maxTokens, Conversation conversation) {
        OpenAiSettings settings = new OpenAiSettings(
                "/v1/chat/completions", "swift", "#{prompt}", stream, usage, maxTokens, "max_tokens", 1, false);
        return (Outbound.Http)
                new ChatCalls(settings).next(URI.create(target), conversation).request();
    }

    private static String body(Outbound.Http request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }
}
