package io.orchestress.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeechTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "000012040000000000, HTTP/2",
        "000000040000000000, HTTP/2",
        "000008070000000000, HTTP/2",
        "15030100020246, TLS",
        "1503030002022f, TLS",
        "5353482d322e302d4f, SSH",
        "2d4552522077726f6e, Redis",
        "32323020736d7470, SMTP",
        "485454502f312e3120, ''",
        "000012040000000001, ''",
        "0000, ''",
        "'', ''"
    })
    void whoSpeaksNoHttpIsNamedByItsFirstBytes(String hex, String name) {
        byte[] first = HexFormat.of().parseHex(hex);

        String speech = Speech.of(first, first.length);

        if (name.isEmpty()) {
            assertThat(speech).isEmpty();
        } else {
            assertThat(speech).contains(name);
        }
    }
}
