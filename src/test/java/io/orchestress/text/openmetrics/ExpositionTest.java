package io.orchestress.text.openmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpositionTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Prometheus 2.42 | OPEN_METRICS | application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
                "Prometheus 3 | OPEN_METRICS | application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
                "Prometheus with native histograms | OPEN_METRICS | application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5",
                "Prometheus 2.0 | PLAIN | text/plain;version=0.0.4;q=1,*/*;q=0.1",
                "a browser | PLAIN | text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "curl | PLAIN | */*",
                "nobody says | PLAIN | ''",
                "another version only | PLAIN | application/openmetrics-text;version=0.0.1",
                "any version | OPEN_METRICS | application/openmetrics-text",
                "version in quotes | OPEN_METRICS | Application/OpenMetrics-Text; Version=\"1.0.0\"",
                "refused by name | PLAIN | application/openmetrics-text;q=0",
                "text is wanted more | PLAIN | application/openmetrics-text;q=0.2, text/plain;q=0.9",
                "a quality that is none | PLAIN | application/openmetrics-text;q=many",
                "a quality beyond 1 | PLAIN | application/openmetrics-text;q=7, text/plain;q=0.1",
                "nonsense | PLAIN | ;;;,,,=q;",
            })
    void whoAsksGetsWhatTheyCanRead(String who, Exposition expected, String accept) {
        assertThat(Exposition.accepted(accept)).as(who).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"5000, PLAIN", "3000, OPEN_METRICS"})
    void aHeaderWithoutEndIsNotReadToItsEnd(int length, Exposition expected) {
        assertThat(Exposition.accepted("application/openmetrics-text," + "a".repeat(length)))
                .isEqualTo(expected);
    }
}
