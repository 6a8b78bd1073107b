package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartSpreadTest {
    /** Numbers of a golden-ratio sequence leave no gap wider than some 1.7 ÷ n of the circle (Steinhaus; Sós 1957: three gaps). */
    @ParameterizedTest(name = "{0} users, pace {1} ms, seed {2}: over {3} ms")
    @CsvSource({"2, 1000, 1, 1000", "10, 1000, 2, 1000", "100, 10000, 3, 1000", "50, 100, 4, 100", "20, 0, 5, 1000"})
    void usersAreSpreadEvenlyOverAPaceOrASecond(int users, long paceMillis, long seed, long overMillis) {
        long[] waits = LongStream.rangeClosed(1, users)
                .map(user -> StartSpread.nanos(seed, user, paceMillis * 1_000_000))
                .sorted()
                .toArray();
        long over = overMillis * 1_000_000;
        long widest = over - waits[users - 1] + waits[0];
        for (int i = 1; i < users; i++) {
            widest = Math.max(widest, waits[i] - waits[i - 1]);
        }
        assertThat(waits[0]).isNotNegative();
        assertThat(waits[users - 1]).isLessThan(over);
        assertThat(widest).isLessThanOrEqualTo((long) (2.0 * over / users));
        assertThat(StartSpread.nanos(seed, 1, paceMillis * 1_000_000))
                .as("the same again")
                .isEqualTo(StartSpread.nanos(seed, 1, paceMillis * 1_000_000));
    }
}
