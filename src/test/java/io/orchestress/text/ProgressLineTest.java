package io.orchestress.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {
    private static final List<String> MORE = List.of("412/s", "p95 240 ms", "errors 0 %", "180 users", "31 in flight");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // share, columns, name, time, line
                "0     | 80  | spike (2 of 5) | 1 min left | `[>           ]    0 %  spike (2 of 5)  1 min left  412/s  p95 240 ms`",
                "0.5   | 80  | spike (2 of 5) | 30 s left  | `[======>     ]   50 %  spike (2 of 5)  30 s left  412/s  p95 240 ms  errors 0 %`",
                "0.999 | 80  | spike (2 of 5) | 1 s left   | `[===========>]   99 %  spike (2 of 5)  1 s left  412/s  p95 240 ms  errors 0 %`",
                "1     | 80  | spike (2 of 5) | waiting    | `[============]  100 %  spike (2 of 5)  waiting  412/s  p95 240 ms  errors 0 %`",
                "1.7   | 80  | spike (2 of 5) | waiting    | `[============]  100 %  spike (2 of 5)  waiting  412/s  p95 240 ms  errors 0 %`",
                "-0.1  | 80  | spike          | 1 min left | `[>           ]    0 %  spike  1 min left  412/s  p95 240 ms  errors 0 %`",
                "0.5   | 100 | spike          | 30 s left  | `[============>           ]   50 %  spike  30 s left  412/s  p95 240 ms  errors 0 %  180 users`",
                "0.5   | 99  | spike          | 30 s left  | `[======>     ]   50 %  spike  30 s left  412/s  p95 240 ms  errors 0 %  180 users  31 in flight`",
                "0.5   | 160 | spike          | 30 s left  | `[============>           ]   50 %  spike  30 s left  412/s  p95 240 ms  errors 0 %  180 users  31 in flight`",
                "0.5   | 71  | spike          | 30 s left  | `[======>     ]   50 %  spike  30 s left  412/s  p95 240 ms  errors 0 %`",
                "0.5   | 40  | spike          | 30 s left  | `[======>     ]   50 %  spike  30 s left`",
                "0.5   | 39  | spike          | 30 s left  | ` 50 %  spike  30 s left  412/s`",
                "0.5   | 20  | spike          | 30 s left  | ` 50 %  spike`",
                "0.5   | 20  | a-very-long-name | 30 s left | ` 50 %  a-very-…`",
                "0.5   | 60  | a-very-long-name-of-a-phase | 30 s left | `[======>     ]   50 %  a-very-long-name-o…  30 s left`",
                "0.5   | 40  | 山登り山登り山登り   | 30 s left  | `[======>     ]   50 %  山登り山登り…`",
                "0.5   | 40  | 負荷試験         | 30 s left  | `[======>     ]   50 %  負荷試験`",
                "0.5   | 60  | 負荷試験         | 30 s left  | `[======>     ]   50 %  負荷試験  30 s left  412/s`"
            })
    void fitsTheTerminal(double share, int columns, String name, String time, String expected) {
        String line = new ProgressLine(share, 30, name, time, MORE).text(columns);

        assertThat(line).isEqualTo(expected);
        assertThat(Columns.of(line)).isLessThan(columns);
    }

    /** Of what nobody knows the end of, the time that it took is told. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0  | `[<=>         ]  writing run.pdf  0 s`",
                "5  | `[     <=>    ]  writing run.pdf  5 s`",
                "9  | `[         <=>]  writing run.pdf  9 s`",
                "11 | `[       <=>  ]  writing run.pdf  11 s`",
                "18 | `[<=>         ]  writing run.pdf  18 s`"
            })
    void movesWhereTheEndIsUnknown(double seconds, String expected) {
        assertThat(new ProgressLine(Double.NaN, seconds, "writing run.pdf", "", List.of()).text(80))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "0.5, 10, 10 s left",
                "0.25, 20, 1 min left",
                "0.02, 1, 49 s left",
                "0.019, 60, ''",
                "0.5, 0.9, ''",
                "1, 60, ''",
                "1.1, 60, ''",
                "NaN, 60, ''"
            })
    void timeIsLeftAsItWentSoFar(double share, double elapsedSeconds, String expected) {
        assertThat(ProgressLine.left(share, elapsedSeconds)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 21, 39, 40, 41, 99, 100, 101, 160})
    void noLineIsAsWideAsTheTerminal(int columns) {
        for (String name : List.of("x", "e\u0301".repeat(40), "界".repeat(40), "🚀".repeat(40), "a界".repeat(20))) {
            for (double share : new double[] {Double.NaN, 0, 0.3, 1, 2}) {
                assertThat(Columns.of(new ProgressLine(share, 61, name, "1 min left", MORE).text(columns)))
                        .isLessThan(columns);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"abc, 3", "負荷, 4", "한글, 4", "ｆｕｌｌ, 8", "e\u0301, 1", "🚀, 2", "µs–−…, 5", "'', 0", "ﾊﾝｶｸ, 4"})
    void columnsOfAText(String text, int columns) {
        assertThat(Columns.of(text)).isEqualTo(columns);
    }

    @ParameterizedTest
    @CsvSource({"0.4, 12 s left, 'reading: 40 %, 12 s left'", "0.4, '', reading: 40 %", "NaN, '', reading: 31 s"})
    void asALineOfALog(double share, String time, String expected) {
        assertThat(new ProgressLine(share, 31.7, "reading", time, List.of()).sentence())
                .isEqualTo(expected);
    }
}
