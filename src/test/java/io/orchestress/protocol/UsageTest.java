package io.orchestress.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {
    @ParameterizedTest
    @CsvSource({
        "0, true",
        "1, true",
        "1000000000, true",
        "1000000001, false",
        "1000000000000000000, false",
        "9223372036854775807, false",
        "-1, false",
        "-9223372036854775808, false"
    })
    void aCountThatCannotBeTrueIsNotKept(long told, boolean believed) {
        OptionalLong kept = believed ? OptionalLong.of(told) : OptionalLong.empty();

        Usage in = new Usage("m", OptionalLong.of(told), OptionalLong.of(7));
        Usage out = new Usage("m", OptionalLong.of(7), OptionalLong.of(told));

        assertThat(in.inputTokens()).isEqualTo(kept);
        assertThat(in.outputTokens()).hasValue(7);
        assertThat(out.outputTokens()).isEqualTo(kept);
        assertThat(in.impossible()).isEqualTo(!believed);
        assertThat(out.impossible()).isEqualTo(!believed);
        assertThat(Usage.UNKNOWN.impossible()).isFalse();
    }
}
