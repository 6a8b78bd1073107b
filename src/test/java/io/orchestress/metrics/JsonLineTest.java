package io.orchestress.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.metrics.JsonLine.Name;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonLineTest {
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final JsonLine line = new JsonLine();

    /** Byte for byte, as Jackson's generator writes it. */
    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void whatJacksonWrites(long seed) throws IOException {
        Random random = new Random(seed);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        try (JsonGenerator out = new JsonFactory()
                .createGenerator(expected)
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8.mappedFeature())
                .setRootValueSeparator(null)) {
            for (int i = 0; i < 300; i++) {
                line.begins();
                out.writeStartObject();
                for (int member = random.nextInt(6); member > 0; member--) {
                    member(random, "name" + member, out);
                }
                line.ends(file);
                out.writeEndObject();
                out.writeRaw('\n');
            }
        }
        line.flush(file);
        assertThat(file.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString(StandardCharsets.UTF_8));
    }

    private void member(Random random, String name, JsonGenerator out) throws IOException {
        switch (random.nextInt(4)) {
            case 0 -> {
                long value = random.nextLong() >> random.nextInt(64);
                line.number(new Name(name), value);
                out.writeNumberField(name, value);
            }
            case 1 -> {
                String value = text(random);
                line.text(new Name(name), value);
                out.writeStringField(name, value);
            }
            case 2 -> {
                line.flag(new Name(name), true).flag(new Name("no"), false);
                out.writeBooleanField(name, true);
            }
            default -> {
                List<String> values = new ArrayList<>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    values.add(text(random));
                }
                line.texts(new Name(name), values)
                        .texts(new Name("none"), List.of())
                        .textIfAny(new Name("none"), "");
                out.writeFieldName(name);
                out.writeStartArray();
                for (String value : values) {
                    out.writeString(value);
                }
                out.writeEndArray();
            }
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(50) == 0 ? 100_000 : 12); i > 0; i--) {
            text.appendCodePoint(
                    switch (random.nextInt(7)) {
                        case 0 -> random.nextInt(0x80);
                        case 1 -> "\"\\/\u2028\u007f".charAt(random.nextInt(5));
                        case 2 -> 0x80 + random.nextInt(0x700);
                        case 3 -> 0x1F600 + random.nextInt(0x40);
                        default -> 'a' + random.nextInt(26);
                    });
        }
        return text.toString();
    }

    /** What a target may send as a name: half of a pair of characters, which Jackson would not write. */
    @Test
    void whatIsNoUnicodeIsWrittenAllTheSame() throws IOException {
        line.begins();
        line.text(new Name("name"), "a\ud83d\"b").text(new Name("other"), "\ude00");
        line.ends(file);
        line.flush(file);
        assertThat(new ObjectMapper().readTree(file.toByteArray()).path("name").asText())
                .isEqualTo("a?\"b");
        assertThat(file.toString(StandardCharsets.UTF_8)).isEqualTo("{\"name\":\"a?\\\"b\",\"other\":\"?\"}\n");
    }

    @Test
    void aLineThatIsDroppedLeavesNothing() throws IOException {
        line.begins();
        line.number(new Name("n"), 1);
        line.ends(file);
        line.begins();
        line.text(new Name("n"), "half");
        line.isDropped();
        line.begins();
        line.ends(file);
        line.flush(file);
        assertThat(file.toString(StandardCharsets.UTF_8)).isEqualTo("{\"n\":1}\n{}\n");
    }
}
