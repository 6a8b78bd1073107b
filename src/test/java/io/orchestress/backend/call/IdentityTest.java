package io.orchestress.backend.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.backend.call.Identity.By;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
    private static final String ONE = "orc-0000000000000001";
    private static final String TWO = "orc-00000000000000ff";

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            orc-0000000000000001,                      orc-0000000000000001
            'see orc-0000000000000001.',               orc-0000000000000001
            '**orc-0000000000000001**',                orc-0000000000000001
            '%20orc-0000000000000001%20',              orc-0000000000000001
            orc-00000000000000012,                     ''
            orc-000000000000001,                       ''
            orc-000000000000000G,                      ''
            ORC-0000000000000001,                      ''
            orc-orc-0000000000000001,                  orc-0000000000000001
            'orc-0000000000000001 orc-00000000000000ff orc-0000000000000001', 'orc-0000000000000001,orc-00000000000000ff'
            """)
    void noncesInAText(String text, String expected) {
        assertThat(String.join(",", TaskNonce.in(text, 8))).isEqualTo(expected);
    }

    @Test
    void aNonceIsWrittenAsItIsFound() {
        assertThat(TaskNonce.of(255)).isEqualTo(TWO).matches(TaskNonce::isNonce);
        assertThat(TaskNonce.of(-1)).isEqualTo("orc-ffffffffffffffff");
    }

    @Test
    void thePromptCountsMoreThanTheRestAndTheRestMoreThanHeaders() {
        String baggage = "a=b,orchestress-task=" + TWO + ";x=y";
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        assertThat(Identity.of("do " + ONE, TWO + " do " + ONE, trace, baggage))
                .satisfies(identity -> assertThat(identity.others()).containsExactly(TWO))
                .satisfies(identity -> assertThat(identity.trace()).isEqualTo("0af7651916cd43dd8448eb211c80319c"))
                .extracting(Identity::task, Identity::by)
                .containsExactly(ONE, By.PROMPT);
        assertThat(Identity.of("do", "do " + ONE, "", baggage))
                .extracting(Identity::task, Identity::by, Identity::others)
                .containsExactly(ONE, By.CALL, List.of());
        assertThat(Identity.of("do", "do", "", baggage))
                .extracting(Identity::task, Identity::by)
                .containsExactly(TWO, By.BAGGAGE);
        assertThat(Identity.of("do", "do", trace, "orchestress-task=nonsense"))
                .extracting(Identity::task, Identity::by)
                .containsExactly("", By.NOTHING);
    }

    @Test
    void headersAreBounded() {
        String long1 = "x".repeat(1 << 20);
        assertThat(Identity.of("", "", long1, long1).isBooked()).isFalse();
    }
}
