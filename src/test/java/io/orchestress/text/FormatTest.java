package io.orchestress.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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
                    999960     | 1.00 s
                    -12440     | −12.4 ms
                    NaN        | –
                    Infinity   | –
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
                    -0.04   | 0 s
                    86399.9 | 1 d
                    8640000 | 100 d
                    NaN     | –
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
                    0.09996  | 10.0 %
                    0.999999 | > 99.99 %
                    1.00004  | 100.00 %
                    1.2      | 120 %
                    -0.05    | −5.00 %
                    -0.547   | −54.7 %
                    NaN      | –
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
                    1023.4       | 1,023 B
                    1048064      | 1 MiB
                    -1610612736  | −1.5 GiB
                    NaN          | –
                    """)
    void bytes(double bytes, String text) {
        assertThat(Format.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0            | 0
                    0.00049      | < 0.001
                    -0.00049     | > −0.001
                    0.0421       | 0.042
                    3.50         | 3.5
                    9.996        | 10
                    56.24        | 56.2
                    99.96        | 100
                    6124.4       | 6,124
                    123456789.5  | 123,456,790
                    -1234        | −1,234
                    NaN          | –
                    """)
    void number(double value, String text) {
        assertThat(Format.number(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0         | 0.00
                    0.00213   | 0.00213
                    0.5       | 0.500
                    1.999     | 2.00
                    1234.5    | 1,234.50
                    -0.0042   | −0.00420
                    NaN       | –
                    """)
    void money(double amount, String text) {
        assertThat(Format.money(amount, "USD")).isEqualTo(text + " USD");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0         | 0
                    995.6     | 995.6
                    12345.6   | 12,346
                    0.02674   | 0.02674
                    0.0267    | 0.0267
                    0.0007691 | 7.691e−4
                    -7.5e-12  | −7.5e−12
                    3.278e-18 | 0
                    NaN       | –
                    """)
    void coefficient(double value, String text) {
        assertThat(Format.coefficient(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0         | 0.00
                    0.607     | +60.7
                    -0.0127   | −1.27
                    0.05      | +5.0
                    0.9996    | +100
                    2.4       | +240
                    -0.00004  | 0.00
                    Infinity  | ∞
                    NaN       | –
                    """)
    void change(double share, String text) {
        assertThat(Format.changed(share)).isEqualTo(text);
        assertThat(Format.change(share)).isEqualTo(text + " %");
        assertThat(Format.points(share)).isEqualTo(text + " points");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2140    | ms     | 2.14 s
                    12.4    | ms     | 12.4 ms
                    130     | s      | 2 min 10 s
                    850     | µs     | 850 µs
                    0.0141  | ratio  | 1.41 %
                    1.41    | %      | 1.41 %
                    1048576 | B      | 1 MiB
                    2048    | B/s    | 2 KiB/s
                    56.24   | 1/s    | 56.2/s
                    56.24   | /s     | 56.2/s
                    1200    | count  | 1,200
                    1200    | tokens | 1,200 tokens
                    487.2   | MB     | 487 MB
                    0.04213 | MB/s   | 0.0421 MB/s
                    0.01254 | USD    | 0.0125 USD
                    1.5     | EUR    | 1.50 EUR
                    0.00042 | credits| 0.00042 credits
                    """)
    void ofAUnit(double value, String unit, String text) {
        assertThat(Format.of(value, unit)).isEqualTo(text);
        assertThat(Format.signed(value, unit)).isEqualTo("+" + text);
        assertThat(Format.of(Double.NaN, unit)).isEqualTo("–");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2000     | ms    | 2 s
                    1250     | ms    | 1.25 s
                    1234.5   | ms    | 1.2345 s
                    800      | ms    | 800 ms
                    120000   | ms    | 2 min
                    125400   | ms    | 125.4 s
                    0.005    | ratio | 0.5 %
                    0.9999   | ratio | 99.99 %
                    0.00005  | ratio | 0.005 %
                    1        | ratio | 100 %
                    0        | %     | 0 %
                    6291456  | B     | 6 MiB
                    5000     | count | 5,000
                    0.0001   | USD   | 0.0001 USD
                    """)
    void aLimitIsWrittenAsItWasSet(double limit, String unit, String text) {
        assertThat(Format.limit(limit, unit)).isEqualTo(text);
    }

    /** A value that is beyond its limit, however little, never reads like the limit, and one that is not never as beyond it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2140     | 1000  | ms    | 2.14 s
                    800.04   | 800   | ms    | 800.04 ms
                    799.96   | 800   | ms    | 799.96 ms
                    800      | 800   | ms    | 800 ms
                    800.4    | 800.2 | ms    | 800.4 ms
                    999.96   | 1000  | ms    | 0.99996 s
                    1000.4   | 1000  | ms    | 1.0004 s
                    125400   | 125000| ms    | 125.4 s
                    130000   | 120000| ms    | 2 min 10 s
                    0.99996  | 1     | ratio | > 99.99 %
                    0.99996  | 0.99995 | ratio | 99.996 %
                    0.99996  | 0.9999 | ratio | > 99.99 %
                    0.050001 | 0.05  | ratio | 5.0001 %
                    0.00004  | 0.0001| ratio | < 0.01 %
                    0.00004  | 0.00003| ratio | 0.004 %
                    0.00004  | 0     | ratio | < 0.01 %
                    0        | 0     | ratio | 0 %
                    5000.3   | 5000  | count | 5,000.3
                    0.0002   | 0.0001| USD   | 0.000200 USD
                    1048577  | 1048576 | B   | 1.000001 MiB
                    99.96    | 100   | 1/s   | 99.96/s
                    """)
    void whatIsBeyondItsLimitReadsSo(double value, double limit, String unit, String text) {
        assertThat(Format.beside(value, unit, limit)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "42,30,42 s",
        "30.4,30,30.4 s",
        "29.96,30,29.96 s",
        "30,30,30 s",
        "75,60,1 min 15 s",
        "3610,3600,'3,610 s'"
    })
    void aSpanReadsAsBeyondItsLimit(double seconds, double limit, String text) {
        assertThat(Format.duration(seconds, limit)).isEqualTo(text);
    }

    @Test
    void twoLimitsAreBothToldFrom() {
        assertThat(Format.beside(800.04, "ms", 500, 800)).isEqualTo("800.04 ms");
        assertThat(Format.beside(500.3, "ms", 500, 800)).isEqualTo("500.3 ms");
        assertThat(Format.beside(640.2, "ms", 500, 800)).isEqualTo("640 ms");
        assertThat(Format.beside(640.2, "ms")).isEqualTo("640 ms");
    }

    /** The order of what is written is the order of what is, for values however close to their limits. */
    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void readsInTheOrderThatItIs(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            double limit = Math.round(Math.pow(10, 5 * random.nextDouble() - 1) * 100) / 100.0;
            double value = limit * (1 + random.nextGaussian() * Math.pow(10, -1 - 5 * random.nextDouble()));
            double shown = Double.parseDouble(Format.beside(value, "x", limit).replaceAll("[^0-9.]", ""));
            assertThat(Double.compare(shown, limit))
                    .as("%s beside %s reads %s", value, limit, shown)
                    .isEqualTo(Double.compare(value, limit));
        }
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
        assertThat(PlainText.clean("x".repeat(2_000))).hasSize(1_000).endsWith("…");
        assertThat(PlainText.shorten("🤖🤖🤖🤖", 3)).isEqualTo("🤖🤖…");
    }
}
