package io.orchestress.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyScaleTest {

    @ParameterizedTest
    @CsvSource({"300,900,MICROS", "300,2000,MILLIS", "97000,16900000,MILLIS", "310000,27000000,SECONDS", "0,0,MILLIS"})
    void latenciesReadTogetherShareAUnit(long min, long max, LatencyScale scale) {
        assertThat(LatencyScale.of(List.of(min, max))).isEqualTo(scale);
    }

    @ParameterizedTest
    @CsvSource({
        "MILLIS,340,8200,0.34,8.20",
        "MILLIS,340,120000,0.3,120.0",
        "MILLIS,97000,2400000,97,'2,400'",
        "SECONDS,310000,27000000,0.31,27.00",
        "MICROS,12,950,12,950"
    })
    void aColumnHasAsManyDecimalsAsItsSmallestNeeds(LatencyScale scale, long min, long max, String low, String high) {
        int decimals = scale.decimals(List.of(min, max));
        assertThat(scale.format(min, decimals)).isEqualTo(low);
        assertThat(scale.format(max, decimals)).isEqualTo(high);
    }
}
