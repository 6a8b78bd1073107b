package io.orchestress.workload.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.workload.kind.BackendFault.Kind;
import io.orchestress.workload.kind.BackendFault.Subject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackendFaultTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            429                                         | 429 of all models
            429-bare model=gpt-4o                       | 429-bare of model gpt-4o
            hang share=20%                              | hang of all models, 20 % of calls
            hang   tool=*                               | hang of all tools
            is-error tool=search share=0.5              | is-error of tool search, 50 % of calls
            rpc-error                                   | rpc-error of all tools
            flood size=2MB for=30s                      | flood of all tools
            """)
    void aFaultIsReadAndSaidInWords(String text, String words) {
        assertThat(BackendFault.parse(text))
                .singleElement()
                .extracting(BackendFault::words)
                .isEqualTo(words);
    }

    @Test
    void whatIsNotGivenIsTheUsual() {
        BackendFault tooMany = BackendFault.parse("429").get(0);
        assertThat(tooMany.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(tooMany.share()).isEqualTo(1);
        assertThat(tooMany.ends()).isEmpty();
        BackendFault slow = BackendFault.parse("slow").get(0);
        assertThat(slow.factor()).isEqualTo(10);
        BackendFault later = BackendFault.parse("slow delay=2s").get(0);
        assertThat(later.factor()).isEqualTo(1);
        assertThat(later.delay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(BackendFault.parse("429 retry-after=250ms for=1m30s").get(0))
                .extracting(BackendFault::retryAfter, BackendFault::lasts)
                .containsExactly(Duration.ofMillis(250), Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "none", " none "})
    void noneIsNone(String text) {
        assertThat(BackendFault.parse(text)).isEmpty();
    }

    @Test
    void severalAreSeparated() {
        assertThat(BackendFault.parse("429 model=gpt-4*; hang tool=search"))
                .extracting(BackendFault::kind)
                .containsExactly(Kind.TOO_MANY, Kind.HANG);
    }

    @Test
    void aNameEndsWithAStarForAllThatBeginSo() {
        BackendFault fault = BackendFault.parse("500 model=gpt-4*").get(0);
        assertThat(fault.isOf(Subject.MODEL, "gpt-4o")).isTrue();
        assertThat(fault.isOf(Subject.MODEL, "gpt-3")).isFalse();
        assertThat(fault.isOf(Subject.TOOL, "gpt-4o")).isFalse();
        assertThat(BackendFault.parse("500 model=gpt").get(0).isOf(Subject.MODEL, "gpt-4"))
                .isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            430                     | unknown fault '430'; valid: none, 429, 429-bare, 500, 503, 529, hang, cut, stream-error, slow, invalid-json, unknown-tool, is-error, rpc-error, flood
            429 tool=search         | 'tool' is no option of 429; valid: model=…, share=…, for=…, retry-after=…
            is-error model=gpt      | 'model' is no option of is-error
            hang factor=2           | 'factor' is no option of hang
            hang model=a tool=b     | a fault is of models or of tools
            hang model=a model=b    | 'model' is given twice
            hang model              | 'model' has no value
            hang model=             | 'model=' has no value
            hang share=0            | share=0 is no share of calls
            hang share=1.5          | share=1.5 is no share of calls
            hang share=-1           | share=-1 is no share of calls
            hang share=half         | share=half
            hang share=NaN          | share=NaN
            hang for=0s             | for=0s; valid: above 0
            hang for=2d             | for=2d; valid: above 0
            hang for=soon           | for=soon
            slow factor=0.5         | factor=0.5 is no factor
            slow factor=NaN         | factor=NaN is no factor
            slow factor=1e9         | factor=1e9 is no factor
            flood size=1GB          | size=1GB; valid: from 1B to 16MB
            429 model=g*t           | 'g*t' is no name
            429;;500                | names no fault between two ';'
            none; 429               | unknown fault 'none'
            """)
    void aWrongOneSaysWhatWouldBeValid(String text, String expected) {
        assertThatThrownBy(() -> BackendFault.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expected);
    }
}
