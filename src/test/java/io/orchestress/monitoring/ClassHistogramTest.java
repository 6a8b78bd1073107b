package io.orchestress.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.ClassGrowth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassHistogramTest {
    /** As JDK 17 prints it. */
    private static final String BEFORE = """
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:         10000        2000000  [B (java.base@17.0.15)
               2:          8000         192000  java.lang.String (java.base@17.0.15)
               3:            20           8000  com.example.Session
               4:            10           4000  com.example.Session
            Total         18030        2204000
            """;

    private static final String AFTER = """
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:         10900        2900000  [B (java.base@17.0.15)
               2:          7000         168000  java.lang.String (java.base@17.0.15)
               3:            90          32000  com.example.Session
               4:             5           1000  [Lcom.example.Entry;
            Total         18030        2204000
            """;

    @Test
    void whatGrewMostComesFirst() {
        List<ClassGrowth> grown = ClassHistogram.parse(AFTER).grownSince(ClassHistogram.parse(BEFORE), 10);
        assertThat(grown)
                .containsExactly(
                        new ClassGrowth("byte[]", 10_000, 10_900, 2_000_000, 2_900_000),
                        new ClassGrowth("com.example.Session", 30, 90, 12_000, 32_000),
                        new ClassGrowth("com.example.Entry[]", 0, 5, 0, 1000));
        assertThat(ClassHistogram.parse(AFTER).grownSince(ClassHistogram.parse(BEFORE), 1))
                .hasSize(1);
        assertThat(ClassHistogram.parse(BEFORE).grownSince(ClassHistogram.parse(BEFORE), 10))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[B (java.base@17)                  | byte[]",
                "[[I                                | int[][]",
                "[Ljava.lang.Object; (java.base@17) | java.lang.Object[]",
                "[                                  | []",
                "[Lx                                | Lx[]",
                "a.B$$Lambda$14/0x0000000800c03000  | a.B$$Lambda$14/0x0000000800c03000",
                "<script>alert(1)</script>          | <script>alert(1)</script>"
            })
    void namesAreAsInAProgram(String told, String name) {
        assertThat(only("   1:  5  80  " + told).name()).isEqualTo(name);
    }

    /** Whoever answers in its place may say anything: none of it is more than a name. */
    @Test
    void namesAreBoundedAndPlain() {
        assertThat(only("1: 5 80 " + "x".repeat(100_000)).name()).hasSize(200);
        assertThat(only("1: 5 80 a\u001b[31mb\u202ec\u0007").name()).isEqualTo("a?[31mb?c?");
        assertThat(only("1: 5 80 " + "[".repeat(100_000) + "B").name()).isEqualTo("byte" + "[]".repeat(8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1: 5 80",
                "1: -5 80 a.B",
                "1: 5 99999999999999999999 a.B",
                "1: 9999999999999999 80 a.B",
                "Total 5 80",
                "java.lang.UnsupportedOperationException",
                "1; 5 80 a.B"
            })
    void whatIsNoClassIsLeftOut(String text) {
        assertThat(ClassHistogram.parse(text).isEmpty()).isTrue();
    }

    @Test
    void manyLinesAreCut() {
        String line = "1: 1 8 a.B\n";
        ClassGrowth all = only(line.repeat(60_000));
        assertThat(all.instances()).isEqualTo(50_000);
    }

    private static ClassGrowth only(String text) {
        return ClassHistogram.parse(text)
                .grownSince(ClassHistogram.parse(""), 10)
                .get(0);
    }
}
