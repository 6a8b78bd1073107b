package io.orchestress.monitoring.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTextTest {
    /** From the description of the format: https://prometheus.io/docs/instrumenting/exposition_formats/. */
    private static final String EXAMPLE = """
            # HELP http_requests_total The total number of HTTP requests.
            # TYPE http_requests_total counter
            http_requests_total{method="post",code="200"} 1027 1395066363000
            http_requests_total{method="post",code="400"}    3 1395066363000

            # Escaping in label values:
            msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9

            # Minimalistic line:
            metric_without_timestamp_and_labels 12.47

            # A weird metric from before the epoch:
            something_weird{problem="division by zero"} +Inf -3982045

            # A histogram, which has a pretty complex representation in the text format:
            http_request_duration_seconds_bucket{le="0.05"} 24054
            http_request_duration_seconds_bucket{le="+Inf"} 144320
            http_request_duration_seconds_sum 53423
            http_request_duration_seconds_count 144320
            """;

    private static List<ScrapedSample> all(String text) {
        return MetricsText.parse(text, false, name -> true);
    }

    @Test
    void theExampleOfTheFormat() {
        assertThat(all(EXAMPLE))
                .containsExactly(
                        new ScrapedSample(
                                "http_requests_total", Map.of("method", "post", "code", "200"), 1027, 1395066363000L),
                        new ScrapedSample(
                                "http_requests_total", Map.of("method", "post", "code", "400"), 3, 1395066363000L),
                        new ScrapedSample(
                                "msdos_file_access_time_seconds",
                                Map.of("path", "C:\\DIR\\FILE.TXT", "error", "Cannot find file:\n\"FILE.TXT\""),
                                1.458255915e9),
                        new ScrapedSample("metric_without_timestamp_and_labels", Map.of(), 12.47),
                        new ScrapedSample(
                                "something_weird",
                                Map.of("problem", "division by zero"),
                                Double.POSITIVE_INFINITY,
                                -3982045),
                        new ScrapedSample("http_request_duration_seconds_bucket", Map.of("le", "0.05"), 24054),
                        new ScrapedSample("http_request_duration_seconds_bucket", Map.of("le", "+Inf"), 144320),
                        new ScrapedSample("http_request_duration_seconds_sum", Map.of(), 53423),
                        new ScrapedSample("http_request_duration_seconds_count", Map.of(), 144320));
    }

    /** From the specification of OpenMetrics 1.0, with exemplars. */
    @Test
    void openMetricsWithExemplars() {
        String text = """
                # TYPE foo histogram
                foo_bucket{le="0.01"} 0
                foo_bucket{le="0.1"} 8 # {} 0.054
                foo_bucket{le="1"} 11 # {trace_id="KOO5S4vxi0o"} 0.67
                foo_bucket{le="10"} 17 1520879607.789 # {trace_id="oHg5SJYRHA0"} 9.8 1520879607.789
                foo_count 17
                # EOF
                """;
        assertThat(MetricsText.parse(text, true, name -> name.equals("foo_bucket")))
                .extracting(ScrapedSample::value)
                .containsExactly(0.0, 8.0, 11.0, 17.0);
        assertThatThrownBy(() -> MetricsText.parse(text.replace("# EOF\n", ""), true, name -> true))
                .isInstanceOf(MalformedMetricsException.class)
                .hasMessageContaining("cut off");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a 1                      | 1",
                "a{} 1                    | 1",
                "a{x=\"1\",} 1            | 1",
                "a { x = \"1\" } 1        | 1",
                "  a\t1e3                 | 1000",
                "a -0.5                   | -0.5",
                "a NaN                    | NaN",
                "a nan 5                  | NaN",
                "a -Inf                   | -Infinity",
                "{\"a\"} 2                | 2",
                "{\"a\",x=\"1\"} 3        | 3",
            })
    void whatIsALine(String line, Double value) {
        assertThat(all(line)).singleElement().satisfies(sample -> {
            assertThat(sample.name()).isEqualTo("a");
            assertThat(sample.value()).isEqualTo(value);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "a",
                "a b",
                "a 1f",
                "a 0x10",
                "a Infinity",
                "a 1 2 3",
                "a 1 x",
                "a{x=\"1\" 1",
                "a{x=1} 1",
                "a{x=\"1} 1",
                "a{x=\"1\",x=\"2\"} 1",
                "a{x} 1",
                "a{\"x\"} 1",
                "1a 1",
                "{} 1",
                "{x=\"1\"} 1",
                "{\"status\": \"ok\"}",
            })
    void whatIsNone(String line) {
        assertThatThrownBy(() -> all("good 1\n" + line + "\n"))
                .isInstanceOf(MalformedMetricsException.class)
                .hasMessageStartingWith("line 2 is not a metric: ");
    }

    @Test
    void linesMayEndAsOnWindowsAndTheLastNotAtAll() {
        assertThat(all("a 1\r\n\r\nb 2")).extracting(ScrapedSample::value).containsExactly(1.0, 2.0);
        assertThat(all("")).isEmpty();
    }
}
