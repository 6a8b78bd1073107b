package io.orchestress.sut.embedded.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallTimeTest {
    /** A plus begins a call, a minus ends one; a dot is a nanosecond. */
    @ParameterizedTest
    @CsvSource({"'', 0", "..+...-.., 3", "+..-...+.-, 3", "+..+...-.-, 6", "+.+..-+...-.-, 7", "+.+..-..., 0"})
    void timeOfSeveralAtOnceCountsOnce(String what, long expected) {
        long[] now = new long[1];
        CallTime time = new CallTime(() -> now[0]);
        for (char c : what.toCharArray()) {
            switch (c) {
                case '+' -> time.begins();
                case '-' -> time.ends();
                default -> now[0]++;
            }
        }
        assertThat(time.nanos()).isEqualTo(expected);
    }
}
