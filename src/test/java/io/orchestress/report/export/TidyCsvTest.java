package io.orchestress.report.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a target calls something is no formula, whatever separates cells where the table is opened. */
class TidyCsvTest {
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
                    =1+1            ~ '=1+1
                    +1              ~ '+1
                    -1              ~ '-1
                    @SUM(A1)        ~ '@SUM(A1)
                    ＝1+1           ~ '＝1+1
                    ＋1             ~ '＋1
                    －1             ~ '－1
                    ＠SUM(A1)       ~ '＠SUM(A1)
                    a;=cmd|' /c'!A1 ~ a;'=cmd|' /c'!A1
                    a; =1           ~ a; '=1
                    a|=1            ~ a|'=1
                    a;＝1+1         ~ a;'＝1+1
                    ;;@x            ~ ;;'@x
                    a=b             ~ a=b
                    run-task        ~ run-task
                    a;b             ~ a;b
                    GET /x?a=1      ~ GET /x?a=1
                    """)
    void aFormulaGetsAnApostrophe(String name, String expected) {
        assertThat(TidyCsv.text(name)).isEqualTo(expected);
    }
}
