package io.orchestress.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.orchestress.text.Units.Kind;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    30 s       | 30000000000
                    30s        | 30000000000
                    1.5 min    | 90000000000
                    2m         | 120000000000
                    1h         | 3600000000000
                    1 d        | 86400000000000
                    250 ms     | 250000000
                    7 us       | 7000
                    7 µs       | 7000
                    7 ns       | 7
                    1.9 ns     | 1
                    -5 s       | -5000000000
                    1e3 ms     | 1000000000
                    0 s        | 0
                    3650 d     | 315360000000000000
                    1m30s      | 90000000000
                    1h0m1.5s   | 3601500000000
                    2 min 05 s | 125000000000
                    1d 1 ms    | 86400001000000
                    """)
    void durations(String text, long nanos) {
        assertThat(Units.duration(text)).isEqualTo(Duration.ofNanos(nanos));
    }

    /** HOCON's own parser is the oracle for all spellings that it has. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 ns", "2 nano", "3 nanos", "4 nanosecond", "5 nanoseconds", "1 us", "2 micro", "3 microseconds",
                        "1 ms",
                "2 milli", "3 milliseconds", "1 s", "2 second", "3 seconds", "1 m", "2 minute", "3 minutes", "1 h",
                "2 hours", "1 d", "2 days", "1.5 h", "0.25s"
            })
    void durationsAreThoseOfHocon(String text) {
        assertThat(Units.duration(text))
                .isEqualTo(ConfigFactory.parseMap(Map.of("length", text)).getDuration("length"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 B",
                "2 bytes",
                "64 kB",
                "64 KiB",
                "64K",
                "64k",
                "64 Ki",
                "3 MB",
                "3 MiB",
                "3M",
                "3m",
                "3 megabytes",
                "1 GB",
                "1 GiB",
                "1G",
                "1.5 KiB",
                "2 mebibytes"
            })
    void sizesAreThoseOfHocon(String text) {
        assertThat(Units.bytes(text))
                .isEqualTo(ConfigFactory.parseMap(Map.of("size", text)).getBytes("size"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    TIME      | false | 800 ms    | 0.8
                    TIME      | false | 2 h       | 7200
                    SIZE      | false | 500 MB    | 500000000
                    SIZE_RATE | false | 20 MB/s   | 20000000
                    SIZE_RATE | false | 1 MiB/s   | 1048576
                    RATE      | false | 100/s     | 100
                    RATE      | true  | 100       | 100
                    RATE      | false | 50/1s     | 50
                    RATE      | false | 3000/min  | 50
                    RATE      | false | 90 /m     | 1.5
                    RATE      | true  | 900/h     | 0.25
                    SHARE     | false | 0.1 %     | 0.001
                    SHARE     | false | 5%        | 0.05
                    SHARE     | true  | 0.9       | 0.9
                    NUMBER    | true  | 12        | 12
                    """)
    void amountsAreExact(Kind kind, boolean bare, String text, String value) {
        assertThat(Units.parse(text, kind, bare)).isEqualByComparingTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    TIME      | false | 5         | a duration needs its unit, for example "5 s", "5 min" or "5 ms"
                    TIME      | false | -0.5      | a duration needs its unit, for example "-0.5 s"
                    TIME      | false | 3 parsec  | expected a duration such as "30 s", "5 min" or "250 ms"; units: ns, us, ms, s, min, h, d
                    TIME      | false | soon      | expected a duration such as
                    TIME      | false | 1,5 s     | expected a duration such as
                    TIME      | false | 1 s 5     | expected a duration such as
                    TIME      | false | ``        | expected a duration such as
                    SIZE      | false | 256       | a size needs its unit, for example "256 MB" or "256 GiB"
                    SIZE      | false | 1 mb      | expected a size such as "256 MB" or "1 GiB"; units: B, kB, MB, GB, KiB, MiB, GiB
                    SHARE     | true  | 98 MB     | expected a share such as "1 %"; units: %, or none
                    SHARE     | false | 0.9       | a share needs its unit, for example "0.9 %"
                    NUMBER    | true  | 3 MB      | expected a number without a unit
                    """)
    void whatIsNoneSaysWhatWouldBe(Kind kind, boolean bare, String text, String message) {
        assertThatThrownBy(() -> Units.parse(text, kind, bare))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999 d", "1e400 s", "9223372036854775808 ns", "-3651 d"})
    void nothingIsLongerThanTenYears(String text) {
        assertThatThrownBy(() -> Units.duration(text)).hasMessage("is longer than 3650 d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1 KiB", "1e30 GiB", "1e400 B"})
    void noSizeIsNegativeOrBeyondALong(String text) {
        assertThatThrownBy(() -> Units.bytes(text)).hasMessage("is out of range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"30 s", "250 ms", "1500 ms", "0 s"})
    void whatIsRenderedIsReadAgain(String text) {
        assertThat(Units.render(Units.duration(text))).isEqualTo(text);
    }
}
