package io.orchestress.protocol.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.StreamTimes;
import io.orchestress.transport.Ending;
import io.orchestress.transport.SseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a completion is cut into chunks, and whatever stands between them, it says the same and its times add up. */
class ChatAnswerPropertyTest {
    private static final String TEXT = "Zwölf \"Agenten\" \\ 十二\n🤖 and a tab\t.";

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void theTextIsThatOfItsChunks(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Reply> replies = new ArrayList<>();
        ChatAnswer answer = new ChatAnswer(false);
        long sent = random.nextLong(1_000_000);
        answer.begin(sent, (reply, nanos) -> replies.add(reply));
        answer.head(200, Map.of("content-type", "text/event-stream; charset=utf-8"), sent);

        long now = sent;
        long first = 0;
        long last = 0;
        int chunks = 0;
        for (int from = 0; from < TEXT.length(); ) {
            now += random.nextLong(1_000);
            switch (random.nextInt(5)) {
                case 0 -> answer.event(event(chunk("", null)), now);
                case 1 -> answer.event(event("{\"choices\":null,\"error\":null,\"usage\":null}"), now);
                case 2 -> answer.event(new SseEvent("ping", "", ""), now);
                default -> {
                    int to = from + 1 + random.nextInt(TEXT.length() - from);
                    answer.event(event(chunk(TEXT.substring(from, to), null)), now);
                    first = chunks == 0 ? now : first;
                    last = now;
                    chunks++;
                    from = to;
                }
            }
        }
        String usage = "{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":9,\"x\":{\"y\":[1]}}}";
        List<String> end = random.nextBoolean() ? List.of(chunk("", "stop"), usage) : List.of(usage, chunk("", "stop"));
        for (String data : end) {
            now += random.nextLong(1_000);
            assertThat(answer.event(event(data), now)).isFalse();
        }
        now += random.nextLong(1_000);
        assertThat(answer.event(event("[DONE]"), now)).isTrue();
        answer.end(Ending.COMPLETE, new byte[0], now + 77);

        assertThat(replies).hasSize(1);
        assertThat(replies.get(0).value().path("content").asText()).isEqualTo(TEXT);
        assertThat(replies.get(0).usage().outputTokens()).hasValue(9);
        StreamTimes times = replies.get(0).stream().orElseThrow();
        assertThat(times.chunks()).isEqualTo(chunks);
        assertThat(times.firstContentNanos()).isEqualTo(first - sent);
        assertThat(times.lastContentNanos()).isEqualTo(last - sent);
        assertThat(times.totalNanos()).isEqualTo(now - sent);
    }

    private static SseEvent event(String data) {
        return new SseEvent(SseEvent.MESSAGE, data, "");
    }

    private static String chunk(String content, @org.jspecify.annotations.Nullable String finishReason) {
        ObjectNode chunk = JsonNodeFactory.instance.objectNode().put("model", "swift");
        ObjectNode choice = chunk.putArray("choices").addObject();
        choice.putObject("delta").put("content", content);
        choice.put("finish_reason", finishReason);
        return chunk.toString();
    }
}
