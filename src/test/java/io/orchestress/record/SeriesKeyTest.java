package io.orchestress.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.metrics.FailureClass;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesKeyTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    steady;   run task;   ok;        steady|run%20task|ok
                    spike-2;  GET /a,b;   http-503;  spike-2|GET%20%2Fa%2Cb|http-503
                    über;     a|b%c;      corrected; %C3%BCber|a%7Cb%25c|corrected
                    """)
    void tag(String phase, String request, String outcomeClass, String tag) {
        SeriesKey key = new SeriesKey(phase, request, outcomeClass);
        assertThat(key.tag()).isEqualTo(tag);
        assertThat(SeriesKey.parse(tag)).isEqualTo(key);
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void parseIsTheInverseOfTag(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SeriesKey key = new SeriesKey(name(random), name(random), "x" + name(random));
        assertThat(key.tag()).matches("[A-Za-z0-9_.%|-]*");
        assertThat(SeriesKey.parse(key.tag())).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a|b",
                "a|b|c|d",
                "a|b|",
                "a b|c|ok",
                "a|%2A|ok",
                "a%2|b|ok",
                "%|b|ok",
                "%zz|b|ok",
                "%FF|b|ok",
                "ü|b|ok"
            })
    void refusesWhatIsNoTag(String tag) {
        assertThatThrownBy(() -> SeriesKey.parse(tag)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsLowerCaseHex() {
        assertThat(SeriesKey.parse("%c3%bc|b|ok").phase()).isEqualTo("ü");
    }

    private static String name(SplittableRandom random) {
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(9); i > 0; i--) {
            int codePoint = random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x10FFFF);
            name.appendCodePoint(codePoint >= 0xD800 && codePoint <= 0xDFFF ? '|' : codePoint);
        }
        return name.toString();
    }

    @Test
    void noOutcomeCanBeMistakenForATimeOfAgents() {
        assertThat(FailureClass.all()).allSatisfy(outcome -> {
            SeriesKey key = new SeriesKey("p", "r", outcome);
            assertThat(key.metric()).isEmpty();
            assertThat(key.failureClass()).isSameAs(outcome);
            assertThat(key.isCount()).isEqualTo(outcome != FailureClass.CORRECTED);
        });
        SeriesKey ttft = SeriesKey.metric("a|b", "c", MetricName.TTFT);
        assertThat(ttft.tag()).isEqualTo("a%7Cb|c|metric.ttft");
        assertThat(SeriesKey.parse(ttft.tag()).metric()).contains("ttft");
        assertThat(ttft.isCount()).isFalse();
        assertThatThrownBy(ttft::failureClass).isInstanceOf(IllegalStateException.class);
    }
}
