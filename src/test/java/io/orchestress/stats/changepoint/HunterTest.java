package io.orchestress.stats.changepoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Apache Otava's tests expect of Otava (tests/tigerbeetle_test.py, analysis_test.py), so that the comparison with it is one. */
class HunterTest {

    @ParameterizedTest(name = "{0} window {1} p {2} change {3}")
    @CsvSource({
        "tigerbeetle, 30, 0.01, 0.05, 15 71",
        "tigerbeetle, 30, 0.05, 0.05, 15 71",
        "tigerbeetle, 30, 0.1, 0.05, 10 11 15 71 363",
        "tigerbeetle, 30, 0.2, 0.05, 10 11 15 71",
        "tigerbeetle, 30, 0.1, 0, 3 6 10 11 15 16 28 29 35 37 39 41 44 48 49 61 71 95 117 131 142 148 165 169 192 206 212"
                + " 260 265 268 278 282 288 305 363",
        "tigerbeetle, 30, 0.01, 0, 15 26 61 71 95 117 131 142 148 165 169 192 212 260",
        "tigerbeetle, 30, 0.001, 0, 15 61 71 95 117 131 142 148 192 212 260",
        "tigerbeetle, 30, 0.0001, 0, 71 95 117 131 142 148 192 212",
        "tigerbeetle, 30, 0.00001, 0, 71 95 131 192 212",
        "halved, 10, 0.0001, 0, 10",
    })
    void findsWhatOtavaFinds(String name, int window, double maxPValue, double leastChange, String indexes)
            throws IOException {
        assertThat(new Hunter(window, maxPValue, leastChange).indexes(PublicSeries.of("otava.txt", name)))
                .isEqualTo(
                        Arrays.stream(indexes.split(" ")).map(Integer::valueOf).toList());
    }
}
