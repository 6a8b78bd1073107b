package io.orchestress.gatling.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.transport.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However an answer is built and cut, the quick search finds what {@link PlainAnswerMarks} finds, which reads every event with Jackson and joins texts. */
class MarksInAnyAnswerTest {
    private static final String OWN = "orc-5b1c0d3a00000017";
    private static final List<String> WORDS = List.of(
            OWN,
            OWN,
            "End of " + OWN + ".",
            "End of " + OWN,
            "END OF " + OWN,
            "end of",
            " of " + OWN,
            "(task reference: " + OWN + ")",
            "(task reference: orc-5b1c0d3a00000018)",
            "Task Reference: " + OWN,
            "orc-5b1c0d3a00000018",
            "orc-5b1c0d3a00000019 orc-5b1c0d3a0000001a",
            OWN + OWN,
            OWN + "orc-5b1c0d3a00000018" + OWN,
            OWN + "0",
            OWN + "g",
            "orc-5b1c0d3a0000001",
            "orc-5b1c0d3a0000001G",
            "ORC-5b1c0d3a00000017",
            "oorc-5b1c0d3a00000017",
            "orcorc-5b1c0d3a00000017",
            "orc--5b1c0d3a00000017",
            "orc-orc-5b1c0d3a00000017",
            "orc",
            "-",
            "o",
            "or",
            "abcdef",
            "0123",
            "the force of an orchestra, too",
            " ",
            ". ",
            "\n",
            "\"",
            "\\",
            "\t/",
            "äöü",
            "終わり",
            "🙂",
            "ſ of " + OWN);

    private final StringBuilder told = new StringBuilder();
    private Random random = new Random(0);

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void streams(long seed) {
        random = new Random(seed);
        AnswerMarks quick = new AnswerMarks(OWN);
        PlainAnswerMarks plain = new PlainAnswerMarks(OWN);
        Form form = form();
        String model = one("swift", "gpt-4o", "", "0", "orc", "orc-00", "of");
        List<String> pieces = pieces(words(1 + random.nextInt(8)), 1 + random.nextInt(12));
        String state = "";
        for (int i = 0; i < pieces.size(); i++) {
            if (random.nextInt(40) == 0) {
                form = form();
            }
            if (random.nextInt(60) == 0) {
                quick.begins();
                plain.begins();
            }
            state += pieces.get(i);
            String event = form.event(random.nextInt(12) == 0 ? state : pieces.get(i), model, i);
            Texts stand = random.nextInt(4) > 0 ? Texts.GO_ON : Texts.values()[random.nextInt(Texts.values().length)];
            told.append(stand).append(' ').append(event).append('\n');
            if (random.nextInt(30) == 0) {
                quick.after(event, stand);
                plain.after(event, stand);
            } else {
                quick.event(event, stand);
                plain.event(event, stand);
            }
            assertSame(quick, plain);
        }
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void bodies(long seed) {
        random = new Random(seed);
        AnswerMarks quick = new AnswerMarks(OWN);
        PlainAnswerMarks plain = new PlainAnswerMarks(OWN);
        for (int i = 0; i < 3; i++) {
            String words = words(1 + random.nextInt(6))
                    + "x".repeat(random.nextInt(8) == 0 ? (1 << 16) - 40 : 0)
                    + words(1 + random.nextInt(6));
            String body = random.nextBoolean() ? words : form().event(words, "swift", i);
            told.append(body.length()).append(' ').append(body).append('\n');
            quick.body(body.getBytes(UTF_8));
            plain.body(body.getBytes(UTF_8));
            assertSame(quick, plain);
        }
    }

    private void assertSame(AnswerMarks quick, PlainAnswerMarks plain) {
        assertThat(List.of(quick.found(), quick.ended(), quick.answers(), quick.others()))
                .as("%s", told)
                .isEqualTo(List.of(plain.found(), plain.ended(), plain.answers(), plain.others()));
    }

    /** How a server builds its events. */
    private interface Form {
        String event(String text, String model, int number);
    }

    private Form form() {
        String space = one("", "", " ");
        int choices = 1 + random.nextInt(3);
        boolean escapesAll = random.nextInt(6) == 0;
        return switch (random.nextInt(13)) {
            case 0, 1, 2 ->
                (text, model, n) -> object(
                        space,
                        member("id", "chatcmpl-7"),
                        member("model", model),
                        "\"choices\":" + space + "[{\"index\":" + space + n % choices + ",\"delta\":{"
                                + member("content", text, escapesAll) + "},\"logprobs\":null}]",
                        "\"sent\":" + (1_000_000_007L * n));
            case 3 ->
                (text, model, n) -> object(
                        space,
                        "\"choices\":[{\"delta\":{" + member("content", text) + "},\"index\":" + n % choices + "}]",
                        member("obfuscation", "xyz".substring(n % 4)));
            case 4 ->
                (text, model, n) -> "[" + object(space, member("content", text), member("type", "AIMessageChunk")) + ","
                        + space + object(space, "\"step\":" + n, "\"rate\":0.5") + "]";
            case 5 -> (text, model, n) -> object(space, member("a", text), member("a", "o"), member("b", "rc-" + n));
            case 6 -> (text, model, n) -> text;
            case 7 -> (text, model, n) -> "{\"a\":" + quoted(text, false) + one("", "}", "}}", ",}", "} {\"a\":\"o\"}");
            case 8 ->
                (text, model, n) -> object(
                        space, "\"n\":" + one("01", "1e3", "-0", "1.50", "12345678901234567890"), member("t", text));
            case 9 -> (text, model, n) -> "[".repeat(n % 70) + quoted(text, escapesAll) + "]".repeat(n % 70);
            case 10 -> (text, model, n) -> "{\"name" + n + "\":" + quoted(text, escapesAll) + ",\"index\":" + n + "}";
            case 11 ->
                (text, model, n) -> "[{" + member("a", "b") + ",\"index\":" + n % choices + "}," + n + ","
                        + quoted(text, escapesAll) + "]";
            default ->
                (text, model, n) -> "{\"list\":[{\"index\":" + one("1", "3000000000", "-1", "0.5", "\"2\"") + ","
                        + member("t", text)
                        + "},{" + member("t", "o") + "},7," + quoted("r", false) + "],\"index\":5,"
                        + member("z", "c") + "}";
        };
    }

    private static String object(String space, String... members) {
        return "{" + String.join("," + space, members) + space + "}";
    }

    private String member(String name, String value) {
        return member(name, value, false);
    }

    private String member(String name, String value, boolean escapesAll) {
        return "\"" + name + "\":" + quoted(value, escapesAll);
    }

    private String quoted(String text, boolean escapesAll) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (escapesAll && random.nextBoolean()) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(
                        switch (c) {
                            case '"' -> "\\\"";
                            case '\\' -> "\\\\";
                            case '\n' -> "\\n";
                            case '\t' -> "\\t";
                            default -> String.valueOf(c);
                        });
            }
        }
        return quoted.append('"').toString();
    }

    private String words(int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append(WORDS.get(random.nextInt(WORDS.size()))).append(one("", " ", "a"));
        }
        return words.toString();
    }

    /** Of any length, none at all among them. */
    private List<String> pieces(String text, int longest) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + random.nextInt(longest + 1));
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }
}
