package io.orchestress.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> VALUES =
            Map.of("prompt", "a \"b\"\n\\c", "id", "run/1 x", "size", "medium");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"p": #{size}}             | {"p": "medium"}
                    {"p": "#{size}"}           | {"p": "medium"}
                    {"p": "a #{size} task"}    | {"p": "a medium task"}
                    {"p": "\\" #{size}"}       | {"p": "\\" medium"}
                    {"p": #{prompt}}           | {"p": "a \\"b\\"\\n\\\\c"}
                    {"p": "say #{prompt}"}     | {"p": "say a \\"b\\"\\n\\\\c"}
                    [#{size}, "#{size}", #{size}] | ["medium", "medium", "medium"]
                    {"p": 1}                   | {"p": 1}
                    """)
    void fillsJson(String template, String json) {
        assertThat(new Template(template).json(VALUES)).isEqualTo(json);
    }

    /** Whatever a prompt holds, the JSON is valid and holds exactly that. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void jsonHoldsWhatWasPutIn(long seed) throws JsonProcessingException {
        SplittableRandom random = new SplittableRandom(seed);
        String prompt = random.ints(random.nextInt(40), 1, 0xd7ff)
                .map(c -> random.nextInt(3) == 0 ? "\"\\{}#\n$".charAt(random.nextInt(7)) : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        String json = new Template("{\"bare\": #{prompt}, \"quoted\": \"<#{prompt}>\"}").json(Map.of("prompt", prompt));

        assertThat(JSON.readTree(json).get("bare").textValue()).isEqualTo(prompt);
        assertThat(JSON.readTree(json).get("quoted").textValue()).isEqualTo("<" + prompt + ">");
    }

    @Test
    void encodesForUrls() {
        String url = new Template("/runs/#{id}?of=#{prompt}").url(VALUES);

        assertThat(url).isEqualTo("/runs/run%2F1%20x?of=a%20%22b%22%0A%5Cc");
        assertThat(URI.create(url).getQuery()).isEqualTo("of=a \"b\"\n\\c");
    }

    @Test
    void leavesPlainTextAlone() {
        assertThat(new Template("do: #{prompt} $1").plain(VALUES)).isEqualTo("do: a \"b\"\n\\c $1");
    }

    @Test
    void tellsItsNames() {
        assertThat(new Template("#{size} #{prompt} #{size} {id} #{Not}").names())
                .containsExactly("prompt", "size");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> new Template("#{colour}").plain(VALUES)).hasMessageContaining("#{colour}");
    }
}
