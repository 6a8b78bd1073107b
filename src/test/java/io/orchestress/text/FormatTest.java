package io.orchestress.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0          | 0 µs
                    0.4        | 0.4 µs
                    7          | 7 µs
                    850        | 850 µs
                    999.4      | 999 µs
                    999.5      | 1.00 ms
                    1000       | 1.00 ms
                    9994       | 9.99 ms
                    9995       | 10.0 ms
                    12440      | 12.4 ms
                    99960      | 100 ms
                    412000     | 412 ms
                    999499     | 999 ms
                    999500     | 1.00 s
                    1840000    | 1.84 s
                    16870000   | 16.9 s
                    119900000  | 120 s
                    119950000  | 2 min
                    125000000  | 2 min 05 s
                    86400000000| 1 d
                    """)
    void latency(double micros, String text) {
        assertThat(Format.latency(micros)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0       | 0 s
                    0.44    | 0.4 s
                    5       | 5 s
                    9.96    | 10 s
                    45      | 45 s
                    59.6    | 1 min
                    60      | 1 min
                    270     | 4 min 30 s
                    65      | 1 min 05 s
                    3599.6  | 1 h
                    7500    | 2 h 05 min
                    86399   | 1 d
                    273600  | 3 d 04 h
                    -5      | −5 s
                    """)
    void duration(double seconds, String text) {
        assertThat(Format.duration(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0      | 0:00
                    5.4    | 0:05
                    59.6   | 1:00
                    750    | 12:30
                    3599.6 | 1:00:00
                    3750   | 1:02:30
                    -0.2   | 0:00
                    -61    | −1:01
                    """)
    void clock(double seconds, String text) {
        assertThat(Format.clock(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0        | 0 %
                    0.00001  | < 0.01 %
                    0.0001   | 0.01 %
                    0.0084   | 0.84 %
                    0.0999   | 9.99 %
                    0.5468   | 54.7 %
                    0.9859   | 98.6 %
                    0.9995   | 99.95 %
                    0.99999  | > 99.99 %
                    1        | 100 %
                    1.2      | 120.0 %
                    """)
    void percent(double share, String text) {
        assertThat(Format.percent(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0        | 0/s
                    0.0004   | < 0.001/s
                    0.42     | 0.42/s
                    5        | 5/s
                    56.24    | 56.2/s
                    1234.4   | 1,234/s
                    1999999  | 1,999,999/s
                    """)
    void rate(double perSecond, String text) {
        assertThat(Format.rate(perSecond)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0            | 0 B
                    512          | 512 B
                    1024         | 1 KiB
                    33554432000  | 31.3 GiB
                    4294967296   | 4 GiB
                    """)
    void bytes(long bytes, String text) {
        assertThat(Format.bytes(bytes)).isEqualTo(text);
    }

    @Test
    void numbersOfThings() {
        assertThat(Format.count(1, "request")).isEqualTo("1 request");
        assertThat(Format.count(2000, "request")).isEqualTo("2,000 requests");
        assertThat(Format.fixed(-0.001, 2)).isEqualTo("0.00");
        assertThat(Format.fixed(-1.5, 1)).isEqualTo("−1.5");
        assertThat(Format.number(Double.NaN)).isEqualTo("–");
        assertThat(Format.instant(Instant.parse("2026-11-21T03:25:10Z"))).isEqualTo("2026-11-21 03:25:10 UTC");
    }

    @Test
    void theMachinesLocaleDoesNotMatter() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(Format.latency(1_840_000)).isEqualTo("1.84 s");
            assertThat(Format.count(1_234_567)).isEqualTo("1,234,567");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void textFromOutsideCannotMoveTheCursorOrReverseTheLine() {
        assertThat(PlainText.clean("a\u001b[2Jb\r\nc\u202Ed\u0000")).isEqualTo("a\uFFFD[2Jb  c\uFFFDd\uFFFD");
        assertThat(PlainText.clean("agent 🤖 – größer")).isEqualTo("agent 🤖 – größer");
        assertThat(PlainText.clean("x".repeat(1000))).hasSize(400).endsWith("…");
        assertThat(PlainText.shorten("🤖🤖🤖🤖", 3)).isEqualTo("🤖🤖…");
    }
}
