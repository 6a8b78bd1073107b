package io.orchestress.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times of a stream whose first chunk came after 5 ns and whose last event came a second after the last chunk. */
class StreamTimesTest {
    @ParameterizedTest(name = "gaps {0}, {1} tokens: {2} reads, one read {3}, bursts {4}, TPOT {5}")
    @CsvSource({
        "'', 1, 1, false, false, -1",
        "'', 9, 1, false, false, -1",
        "10 10 10, 4, 4, false, false, 10",
        "10 10 10, 7, 4, false, false, 5",
        "10 10 10, 1, 4, false, false, -1",
        "0 0 0, 4, 1, true, true, -1",
        "0, 2, 1, true, true, -1",
        "0 9 0, 4, 2, false, true, 3",
        "8 0 8 0, 5, 3, false, false, 4",
        "8 0 0 8 0 0 0, 8, 3, false, true, 2",
    })
    void whatComesInOneReadHasOneTime(String gaps, long tokens, int reads, boolean one, boolean bursts, long tpot) {
        long[] nanos = gaps.isEmpty()
                ? new long[0]
                : Arrays.stream(gaps.split(" ")).mapToLong(Long::parseLong).toArray();
        StreamTimes times = new StreamTimes(5, nanos, 1_000_000_000);

        assertThat(times.reads()).isEqualTo(reads);
        assertThat(times.inOneRead()).isEqualTo(one);
        assertThat(times.inBursts()).isEqualTo(bursts);
        assertThat(times.timePerTokenNanos(tokens)).isEqualTo(tpot < 0 ? OptionalLong.empty() : OptionalLong.of(tpot));
    }
}
