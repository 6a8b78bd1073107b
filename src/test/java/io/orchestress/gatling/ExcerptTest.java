package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExcerptTest {
    private final Excerpt excerpt = new Excerpt(List.of("tgt-key-4711", "Bearer tgt-key-4711", "ab"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP 503: full | HTTP 503: full",
                "key tgt-key-4711 is not known | key (redacted) is not known",
                "ab is too short to be looked for | ab is too short to be looked for",
                "see https://u:pw@host/x | see https://(redacted)@host/x",
                "Location: https://host/login?session=77&x=1 | Location: https://host/login?(redacted)",
                "HTTP 302 (Location: https://host/a?state=1) | HTTP 302 (Location: https://host/a?(redacted))",
                "GET /v1/me?token=abc failed | GET /v1/me?(redacted) failed",
                "why? no idea | why? no idea",
                "Authorization: Bearer abcdefghijklmnop.q.r | Authorization: (redacted) (redacted)",
                "sent Basic dXNlcjpwYXNzd29yZA== | sent Basic (redacted)",
                "WWW-Authenticate: Bearer realm=\"agents\" | WWW-Authenticate: Bearer realm=\"agents\"",
                "WWW-Authenticate: Bearer resource_metadata=\"https://h/x\" | WWW-Authenticate: Bearer resource_metadata=\"https://h/x\"",
                "Incorrect API key provided: sk-proj-1234567890abcd | Incorrect API key provided: (redacted)",
                "{\"password\":\"hunter22\",\"user\":\"x\"} | {\"password\":\"(redacted)\",\"user\":\"x\"}",
                "api_key=99887766 is wrong | api_key=(redacted) is wrong",
                "two max_tokens: 4000 is too many | two max_tokens: 4000 is too many",
            })
    void hidesWhatMayBeASecretAndNothingElse(String said, String kept) {
        assertThat(excerpt.of(said)).isEqualTo(kept);
    }

    @Test
    void isOneHarmlessLine() {
        assertThat(excerpt.of("a\r\n\tb\u001b[2Jc\u0007\u202ed\u200be\ud800f\u2028g"))
                .isEqualTo("a b?[2Jc??d?e?f g");
    }

    @Test
    void isCutWhereverItIs() {
        assertThat(excerpt.of("x".repeat(10_000_000))).hasSize(Excerpt.LONGEST).endsWith("x…");
        assertThat(excerpt.of("x".repeat(298) + "\ud83d\ude00".repeat(9)))
                .hasSize(299)
                .endsWith("x…");
        assertThat(excerpt.of("")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void whateverIsSaidItStaysInBounds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder said = new StringBuilder();
        for (int i = random.nextInt(2_000); i > 0; i--) {
            said.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
        }
        assertThat(excerpt.of(said.toString())).satisfies(text -> {
            assertThat(text.length()).isLessThanOrEqualTo(Excerpt.LONGEST);
            assertThat(text.chars()).noneMatch(c -> Character.isISOControl(c));
        });
    }
}
