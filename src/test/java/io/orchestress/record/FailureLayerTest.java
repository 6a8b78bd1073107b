package io.orchestress.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.metrics.FailureClass;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureLayerTest {

    @Test
    void everyFailureThatCanBeRecordedHasALayer() {
        List<String> withoutLayer = FailureClass.all().stream()
                .map(FailureClass::label)
                .filter(label -> FailureLayer.of(label).isEmpty())
                .toList();
        assertThat(withoutLayer)
                .as("neither counted as a failure")
                .containsExactlyInAnyOrder("ok", "corrected", "injector");
    }

    @Test
    void noOutcomeCanBeMistakenForATimeOfAgents() {
        assertThat(FailureClass.all()).allSatisfy(outcome -> {
            SeriesKey key = new SeriesKey("p", "r", outcome.label());
            assertThat(key.metric()).isEmpty();
            assertThat(key.isCount()).isEqualTo(!outcome.label().equals("corrected"));
        });
        SeriesKey ttft = SeriesKey.metric("a|b", "c", MetricName.TTFT);
        assertThat(ttft.tag()).isEqualTo("a%7Cb|c|metric.ttft");
        assertThat(SeriesKey.parse(ttft.tag()).metric()).contains("ttft");
        assertThat(ttft.isCount()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "timeout, TRANSPORT",
        "truncated, TRANSPORT",
        "unfinished, TRANSPORT",
        "http-503, STATUS",
        "exit-1, STATUS",
        "rpc-32601, ENVELOPE",
        "rpc-other, ENVELOPE",
        "no-end, ENVELOPE",
        "rate-limited, ENVELOPE",
        "tool-error, DOMAIN",
        "length, DOMAIN",
    })
    void byLabel(String label, FailureLayer layer) {
        assertThat(FailureLayer.of(label)).contains(layer);
    }

    @Test
    void sums() {
        assertThat(FailureLayer.sums(Map.of("http-500", 2L, "http-429", 3L, "check", 4L, "of-tomorrow", 5L)))
                .isEqualTo(Map.of(FailureLayer.STATUS, 5L, FailureLayer.DOMAIN, 4L));
    }
}
