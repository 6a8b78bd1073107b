package io.orchestress.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConsoleTest {
    static Stream<Arguments> shown() {
        return Stream.of(
                Arguments.of("plain text, ÄÖ 日本 😀 – …", "plain text, ÄÖ 日本 😀 – …"),
                Arguments.of("two\nlines\n", "two\nlines\n"),
                Arguments.of("\u001b[31mred\u001b]0;title\u0007", "\uFFFD[31mred\uFFFD]0;title\uFFFD"),
                Arguments.of("C1 \u009b31m", "C1 \uFFFD31m"),
                Arguments.of("back\rover\ttab\u2028line\u2029para\u0085next", "back over tab line para next"),
                Arguments.of("bidi \u202e\u2066\u200f\u061c", "bidi \uFFFD\uFFFD\uFFFD\uFFFD"),
                Arguments.of("none \u200b\u200d\u2060\ufeff\u00ad\u3164", "none \uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"),
                Arguments.of("tag \udb40\udc41", "tag \uFFFD"),
                Arguments.of("half \ud83d.", "half \uFFFD."),
                Arguments.of("::error::x", ": :error::x"),
                Arguments.of("  \t::error::x", "   : :error::x"),
                Arguments.of("\u00a0\u3000::set-output name=a::b", "\u00a0\u3000: :set-output name=a::b"),
                Arguments.of("a\n::warning::x\n:::y", "a\n: :warning::x\n: ::y"),
                Arguments.of("a ::error::x", "a ::error::x"),
                Arguments.of("a::b", "a::b"),
                Arguments.of(":a::b", ":a::b"),
                Arguments.of("x ##[add-mask]e", "x # #[add-mask]e"),
                Arguments.of("###[x] ##vso[task.setvariable]", "# # #[x] # #vso[task.setvariable]"));
    }

    @ParameterizedTest
    @MethodSource("shown")
    void letsThroughWhatIsText(String printed, String arrives) {
        StringWriter raw = new StringWriter();
        Console console = new Console(raw);
        console.print(printed);
        console.flush();
        assertThat(raw).hasToString(arrives);

        StringWriter bySingle = new StringWriter();
        Console slow = new Console(bySingle);
        printed.chars().forEach(c -> slow.print((char) c));
        slow.flush();
        assertThat(bySingle).hasToString(arrives);
    }

    /** However a text is cut into prints, no line that arrives is a command. */
    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void noCommandArrives(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] parts = {
            ":", "::", "#", "##", "##[", " ", "\t", "\u00a0", "\n", "\r", "error", "\u001b[", "\u202e", "x", "[",
            "\ud83d"
        };
        StringWriter raw = new StringWriter();
        Console console = new Console(raw);
        for (int i = 0; i < 200; i++) {
            console.print(parts[random.nextInt(parts.length)]);
            if (random.nextInt(10) == 0) {
                console.flush();
            }
        }
        console.flush();
        assertThat(raw.toString().lines())
                .allSatisfy(line -> assertThat(line.strip().replaceAll("^[\\p{Z}\\s]+", ""))
                        .doesNotStartWith("::")
                        .doesNotContain("##"));
        assertThat(raw.toString()
                        .chars()
                        .filter(c -> c != '\n' && Visible.of(c) != c && !Character.isSurrogate((char) c)))
                .isEmpty();
    }

    @Test
    void theStreamIsTheSame() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            PrintStream out = Console.out();
            out.printf("%s · %s%n", "ü😀", "\u001b[2J");
            out.println("::error::x");
            out.write("ä".getBytes(StandardCharsets.UTF_8), 0, 1);
            out.write("ä".getBytes(StandardCharsets.UTF_8), 1, 1);
            out.println();
        } finally {
            System.setOut(before);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("ü😀 · \uFFFD[2J\n: :error::x\nä\n");
    }

    @Test
    void onlyOurOwnCommandsAreNotMuted() {
        StringWriter raw = new StringWriter();
        Console console = new Console(raw);
        console.mute();
        console.println("::error::foreign");
        console.commands("::notice::ours\n");
        console.println("text");
        console.unmute();

        String[] lines = raw.toString().split("\n");
        String first = lines[0].substring("::stop-commands::".length());
        String second = lines[4].substring("::stop-commands::".length());
        assertThat(lines)
                .containsExactly(
                        "::stop-commands::" + first,
                        ": :error::foreign",
                        "::" + first + "::",
                        "::notice::ours",
                        "::stop-commands::" + second,
                        "text",
                        "::" + second + "::");
        assertThat(first).matches("[0-9a-f]{32}").isNotEqualTo(second);
    }

    @Test
    void onlyGitHubReadsAlong() {
        assertThat(Console.isWatched(Map.of("GITHUB_ACTIONS", "true"))).isTrue();
        assertThat(Console.isWatched(Map.of())).isFalse();
    }

    @Test
    void jsonStaysTheSameForAProgram() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        String text = "a##[b]\u001b[31m\u009b\u202e\u2028 ü😀\n::error::";
        String json = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("k", text));

        String shown = Visible.json(json);

        assertThat(mapper.readTree(shown).get("k").textValue()).isEqualTo(text);
        assertThat(shown).doesNotContain("##", "\u009b", "\u202e", "\u2028").contains("ü😀");
    }
}
