package io.orchestress.protocol.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.StreamTimes;
import io.orchestress.testkit.LlmCase;
import io.orchestress.transport.Replay;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of servers as they are in the field: public reports of other tools' users, and variants of them. */
class ChatCasesTest {
    private static final OpenAiSettings SETTINGS =
            new OpenAiSettings("/v1/chat/completions", "swift", "#{prompt}", true, true, 0, "max_tokens", 2, false);

    static List<LlmCase> cases() {
        return LlmCase.of("openai");
    }

    /** What comes over sockets; an answer that never ends is played by hand only. */
    static Stream<LlmCase> ending() {
        return cases().stream().filter(given -> given.end() != LlmCase.End.HANG);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isReadForWhatItIs(LlmCase given) {
        Reply reply = Replay.byHand(given, call(URI.create("http://127.0.0.1:1")));

        judge(given, reply);
        times(given.expect(), reply);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ending")
    void overSocketsTheSameTwice(LlmCase given) {
        for (Reply reply : Replay.overSockets(given, ChatCasesTest::call, 2)) {
            judge(given, reply);
        }
    }

    private static Call call(URI target) {
        return new ChatCalls(SETTINGS).next(target, Conversation.EMPTY.asked("case"));
    }

    private static void judge(LlmCase given, Reply reply) {
        JsonNode expect = given.expect();
        assertThat(reply.outcome().label())
                .as(reply.detail())
                .isEqualTo(expect.path("outcome").asText());
        expect.path("says").forEach(words -> assertThat(reply.detail()).contains(words.asText()));
        if (expect.has("text")) {
            assertThat(reply.value().path("content").asText())
                    .isEqualTo(expect.path("text").asText());
        }
        if (expect.has("value")) {
            assertThat(reply.value().toString()).isEqualTo(expect.path("value").asText());
        }
        if (expect.has("toolCalls")) {
            assertThat(reply.value().path("tool_calls")).hasSameSizeAs(expect.path("toolCalls"));
            for (int i = 0; i < expect.path("toolCalls").size(); i++) {
                JsonNode call = reply.value().path("tool_calls").path(i);
                JsonNode right = expect.path("toolCalls").path(i);
                assertThat(call.path("id")).isEqualTo(right.path(0));
                assertThat(call.at("/function/name")).isEqualTo(right.path(1));
                assertThat(call.at("/function/arguments")).isEqualTo(right.path(2));
            }
        }
        count(expect, "in", reply.usage().inputTokens());
        count(expect, "cached", reply.usage().cachedTokens());
        count(expect, "out", reply.usage().outputTokens());
        count(expect, "hidden", reply.usage().hiddenTokens());
        assertThat(reply.usage().impossible())
                .isEqualTo(expect.path("impossible").asBoolean());
        if (expect.has("retryAfter")) {
            assertThat(reply.retryAfter().isPresent())
                    .isEqualTo(expect.path("retryAfter").asBoolean());
        }
        if (expect.has("retryAfterMs")) {
            assertThat(reply.retryAfter().map(Duration::toMillis))
                    .contains(expect.path("retryAfterMs").asLong());
        }
        List<String> notes = new ArrayList<>();
        expect.path("notes").forEach(note -> notes.add(note.asText()));
        assertThat(reply.notes()).isEqualTo(notes);
    }

    private static void count(JsonNode expect, String name, OptionalLong count) {
        if (expect.has(name)) {
            assertThat(count)
                    .as(name)
                    .isEqualTo(OptionalLong.of(expect.path(name).asLong()));
        }
    }

    private static void times(JsonNode expect, Reply reply) {
        if (expect.has("chunks")) {
            assertThat(stream(reply).chunks()).isEqualTo(expect.path("chunks").asInt());
        }
        if (expect.has("ttftMs")) {
            assertThat(stream(reply).firstContentNanos()).isEqualTo(millis(expect.path("ttftMs")));
        }
        if (expect.has("gaps")) {
            long tokens = reply.usage().sentTokens().orElse(-1);
            assertThat(stream(reply).gaps(tokens).name())
                    .isEqualToIgnoringCase(expect.path("gaps").asText());
        }
        if (expect.has("inOneRead")) {
            assertThat(stream(reply).inOneRead())
                    .isEqualTo(expect.path("inOneRead").asBoolean());
        }
        if (expect.has("tpotMs")) {
            assertThat(timePerToken(reply)).hasValue(millis(expect.path("tpotMs")));
        }
        if (expect.path("noTpot").asBoolean()) {
            assertThat(timePerToken(reply)).isEmpty();
        }
    }

    private static OptionalLong timePerToken(Reply reply) {
        return stream(reply).timePerTokenNanos(reply.usage().sentTokens().orElse(0));
    }

    private static StreamTimes stream(Reply reply) {
        return reply.stream().orElseThrow();
    }

    private static long millis(JsonNode value) {
        return value.asLong() * 1_000_000;
    }
}
