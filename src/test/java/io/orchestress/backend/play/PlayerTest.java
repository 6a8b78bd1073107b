package io.orchestress.backend.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.backend.Scripts;
import io.orchestress.backend.call.Identity;
import io.orchestress.backend.call.TaskNonce;
import io.orchestress.backend.script.Script;
import io.orchestress.backend.wire.Bodies;
import io.orchestress.backend.wire.ChatForm;
import io.orchestress.backend.wire.Refusal;
import io.orchestress.backend.wire.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlayerTest {
    private static final String NONCE = TaskNonce.of(1);
    private static final Script SCRIPT = Scripts.of("""
            models { default { first-token = { law = lognormal, mean = 1 s, sigma = 1 }, tokens-per-second = 10 } }
            tools { search {}, fetch {} }
            tasks = [{
              name = research
              turns = [
                { tools = [search, fetch], arguments { search { q = "#{prompt} \\"#{nonce}\\"", n = 3 } } }
                { tools = ["*"] }
                { answer = "Done #{nonce} by #{model} in #{task} at #{turn}.", tokens = 10 }
              ]
            }]
            """);
    private static final String OFFERED = "\"tools\":[%s]".formatted(tool("mcp__x__search") + "," + tool("fetch"));

    private static String tool(String name) {
        return "{\"type\":\"function\",\"function\":{\"name\":\"" + name
                + "\",\"parameters\":{\"properties\":{\"task\":{\"type\":\"string\"}},\"required\":[\"task\"]}}}";
    }

    private static String call(int results, String more) {
        StringBuilder messages = new StringBuilder("{\"role\":\"user\",\"content\":\"find " + NONCE + "\"}");
        for (int i = 0; i < results; i++) {
            messages.append(",{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c")
                    .append(i)
                    .append("\"}]}");
            messages.append(",{\"role\":\"tool\",\"tool_call_id\":\"c")
                    .append(i)
                    .append("\",\"content\":\"r\"}");
        }
        return "{\"model\":\"gpt\",\"messages\":[" + messages + "]" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    private static Played play(long seed, String json) throws Refusal {
        var call = new ChatForm().read(Bodies.ours(json));
        return new Player(SCRIPT, seed).play(call, Identity.of(call.prompt(), json, "", ""), "0123456789abcdef", 1);
    }

    private static String said(Reply.Item item) {
        return (item instanceof Reply.Use use ? use.name() + " " : "") + String.join("", item.pieces());
    }

    /** What it says after so many results of tools. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            0 | 0 | mcp__x__search {"n":3,"q":"find orc-0000000000000001 \\"orc-0000000000000001\\""} & fetch {"task":"orc-0000000000000001"}
            1 | 0 | mcp__x__search {"n":3,"q":"find orc-0000000000000001 \\"orc-0000000000000001\\""} & fetch {"task":"orc-0000000000000001"}
            2 | 1 | mcp__x__search {"task":"orc-0000000000000001"}
            3 | 2 | Done orc-0000000000000001 by gpt in research at 2.
            9 | 2 | Done orc-0000000000000001 by gpt in research at 2.
            """)
    void theTurnIsToldFromTheConversation(int results, int turn, String expected) throws Refusal {
        Played played = play(1, call(results, OFFERED));
        assertThat(played.turn()).isEqualTo(turn);
        assertThat(played.reply().items().stream().map(PlayerTest::said).collect(Collectors.joining(" & ")))
                .isEqualTo(expected);
    }

    private static int said(String json) throws Refusal {
        return play(1, json).said();
    }

    /** What users said tells the agents of a task apart; what the system, the model and tools said does not. */
    @Test
    void allTurnsOfAnAgentAreKnownByWhatUsersSaid() throws Refusal {
        int said = said(call(0, OFFERED));
        assertThat(said).isNotZero().isEqualTo(said(call(1, OFFERED))).isEqualTo(said(call(3, OFFERED)));
        assertThat(said(call(0, OFFERED)
                        .replace("[{\"role\"", "[{\"role\":\"system\",\"content\":\"12:00\"},{\"role\"")))
                .isEqualTo(said);
        assertThat(said(call(0, OFFERED).replace("find", "fetch"))).isNotEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `` | Done orc-0000000000000001 by gpt in research at 2.
            "tools":[] | Done orc-0000000000000001 by gpt in research at 2.
            "tool_choice":"none", | Done orc-0000000000000001 by gpt in research at 2.
            "tool_choice":{"type":"function","function":{"name":"fetch"}}, | fetch {"task":"orc-0000000000000001"}
            "response_format":{"type":"json_schema","json_schema":{"schema":{"properties":{"to":{"enum":["x"]}},"required":["to"]}}} | {"to":"x"}
            """)
    void whatACallDemandsGoesBeforeTheScript(String more, String expected) throws Refusal {
        String json = call(0, more.endsWith(",") ? more + OFFERED : more);
        assertThat(said(play(1, json).reply().items().get(0))).isEqualTo(expected);
    }

    @Test
    void aToolThatMustBeCalledIsCalledAtTheEnd() throws Refusal {
        Played played = play(1, call(3, "\"tool_choice\":\"required\"," + OFFERED));
        assertThat(said(played.reply().items().get(0))).isEqualTo("mcp__x__search {\"task\":\"" + NONCE + "\"}");
    }

    @Test
    void aToolThatIsNotOfferedIsRefusedByName() {
        assertThatThrownBy(() -> play(1, call(0, "\"tools\":[" + tool("other") + "]")))
                .isInstanceOf(Refusal.class)
                .hasMessage("The script's task 'research' asks for the tool 'search', which this call does not offer."
                        + " It offers: other");
        assertThatThrownBy(() -> play(1, call(0, "\"tools\":[" + tool("a_search") + "," + tool("b_search") + "]")))
                .hasMessageContaining("does not offer by one name");
    }

    @Test
    void tokensAreDueAtTheirRate() throws Refusal {
        Played played = play(1, call(3, OFFERED));
        long first = played.firstTokenNanos();
        assertThat(played.dueNanos(1)).isEqualTo(first);
        assertThat(played.dueNanos(11) - first).isEqualTo(1_000_000_000);
        assertThat(played.wholeNanos()).isEqualTo(played.dueNanos(played.reply().tokensOut()));
        assertThat(played.tokensAfter(first - 1)).isZero();
        assertThat(played.tokensAfter(first)).isEqualTo(1);
        assertThat(played.tokensAfter(first + 250_000_000)).isEqualTo(3);
        assertThat(played.tokensAfter(Long.MAX_VALUE)).isEqualTo(played.reply().tokensOut());
    }

    @Test
    void theAnswerIsAsLongAsItIsTold() throws Refusal {
        Script script = Scripts.of("""
                models { default { answer-tokens = 40 } }
                tasks = [{ name = z, turns = [{ answer = "Begin #{filler} end." }] }]
                """);
        var call = new ChatForm().read(Bodies.ours(call(0, "")));
        Identity identity = Identity.of(call.prompt(), call.prompt(), "", "");
        Reply reply = new Player(script, 1)
                .play(call, identity, "0123456789abcdef", 1)
                .reply();
        assertThat(reply.tokensOut()).isEqualTo(40);
        assertThat(said(reply.items().get(0))).startsWith("Begin ").endsWith(" end.");
        var cut = new ChatForm().read(Bodies.ours(call(0, "\"max_tokens\":7")));
        Reply shorter =
                new Player(script, 1).play(cut, identity, "0123456789abcdef", 1).reply();
        assertThat(shorter.tokensOut()).isEqualTo(7);
        assertThat(shorter.finish()).isEqualTo(Reply.Finish.CUT);
    }

    /** The law has σ = 1, so that two tasks with the same time are no chance. */
    @Test
    void theSameTaskGetsTheSameWhateverCameBeforeIt() throws Refusal {
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(call(i % 4, OFFERED).replace(NONCE, TaskNonce.of(i)));
        }
        Map<String, Long> once = times(5, calls);
        Collections.shuffle(calls, new Random(1));
        assertThat(times(5, calls)).isEqualTo(once);
        assertThat(times(6, calls)).isNotEqualTo(once);
        assertThat(once.values().stream().distinct().count()).isEqualTo(200);
        assertThat(once.values().stream().mapToLong(nanos -> nanos).average().orElseThrow())
                .isCloseTo(1e9, within(4e8));
    }

    private static Map<String, Long> times(long seed, List<String> calls) throws Refusal {
        Map<String, Long> times = new HashMap<>();
        for (String call : calls) {
            times.put(call, play(seed, call).firstTokenNanos());
        }
        return times;
    }

    @Test
    void piecesAreTheText() {
        for (String text : List.of("", "a", "a b  c", "x".repeat(100), "😀".repeat(30), " é😀 ü", "{\"a\": \"b\"}")) {
            List<String> pieces = Pieces.of(text);
            assertThat(String.join("", pieces)).isEqualTo(text);
            assertThat(pieces).allSatisfy(piece -> {
                assertThat(piece.length()).isBetween(1, 9);
                assertThat(Character.isLowSurrogate(piece.charAt(0))).isFalse();
            });
        }
    }
}
