package io.orchestress.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonTest {

    /** Newcombe, Statistics in Medicine 17 (1998), table I, method 3. */
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.1611",
        "1, 29, 0.0061, 0.1718",
    })
    void asPublished(long k, long n, double from, double to) {
        Wilson interval = Wilson.of(k, n);
        assertThat(interval.from()).isCloseTo(from, within(0.00005));
        assertThat(interval.to()).isCloseTo(to, within(0.00005));
        Wilson mirrored = Wilson.of(n - k, n);
        assertThat(mirrored.from()).isCloseTo(1 - interval.to(), within(1e-12));
    }
}
