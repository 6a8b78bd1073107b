package io.orchestress.backend.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Marks in bytes, against those in text, and against the words that say what a mark is. */
class TaskNonceTest {
    private static final Pattern BEGUN = Pattern.compile("(o|or|orc|orc-[0-9a-f]{0,15})\\z");
    private static final String[] PARTS = {
        "o",
        "r",
        "c",
        "-",
        "orc-",
        "0123456789abcdef",
        "0",
        "f",
        "F",
        "g",
        " ",
        "orc-0123456789abcde",
        "ä",
        "co",
        "roc-"
    };

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void bytesHoldTheMarksOfTheText(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            StringBuilder built = new StringBuilder();
            for (int part = random.nextInt(9); part >= 0; part--) {
                built.append(PARTS[random.nextInt(PARTS.length)]);
            }
            String text = built.toString();
            byte[] bytes = text.getBytes(ISO_8859_1);
            int to = random.nextInt(bytes.length + 1);
            int from = random.nextInt(to + 1);
            assertThat(TaskNonce.next(bytes, from, to))
                    .as("%s from %d to %d", text, from, to)
                    .isEqualTo(TaskNonce.next(text.substring(0, to), from));
            assertThat(TaskNonce.begin(bytes, from, to))
                    .as("%s from %d to %d", text, from, to)
                    .isEqualTo(text.substring(0, to).indexOf(TaskNonce.PREFIX, from));
            assertThat(TaskNonce.isBegun(bytes, to))
                    .as("%s to %d", text, to)
                    .isEqualTo(BEGUN.matcher(text.substring(0, to)).find());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', false",
        "o, true",
        "xor, true",
        "force, false",
        "orc, true",
        "orc-, true",
        "orc-0123456789abcde, true",
        "orc-0123456789abcdef, false",
        "orc-0123456789abcdef0, false",
        "orc-g, false",
        "0123456789abcdef, false",
        "orc-0123456789abcdefo, true"
    })
    void theBeginningOfAMark(String text, boolean begun) {
        assertThat(TaskNonce.isBegun(text.getBytes(ISO_8859_1), text.length())).isEqualTo(begun);
    }
}
