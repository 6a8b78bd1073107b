package io.orchestress.text.openmetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.monitoring.prometheus.MetricsText;
import io.orchestress.monitoring.prometheus.ScrapedSample;
import io.orchestress.text.openmetrics.MetricFamily.Type;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricFamiliesTest {
    private static final MetricFamily REQUESTS = MetricFamily.of("requests", Type.COUNTER, "", "All \"requests\".");
    private static final MetricFamily LATENCY = MetricFamily.of("latency", Type.HISTOGRAM, "seconds", "How long.");
    private static final MetricFamily USERS = MetricFamily.of("users", Type.GAUGE, "", "Alive.");
    private static final MetricFamily RUN = MetricFamily.of("run", Type.INFO, "", "Which.");

    private final MetricFamilies page = new MetricFamilies();

    private void fill() {
        page.add(RUN, Map.of("run", "smoke-1"), 1);
        page.add(REQUESTS, Map.of("class", "ok"), 7);
        page.add(LATENCY, Map.of("request", "poll"), new double[] {0.0005, 1, 15}, new long[] {2, 0, 3, 1}, 40.25);
        page.add(USERS, Map.of(), 2.5);
    }

    @Test
    void openMetricsHasFamiliesUnitsAndAnEnd() throws IOException {
        fill();

        assertThat(text(Exposition.OPEN_METRICS)).isEqualTo("""
                # TYPE orchestress_run info
                # HELP orchestress_run Which.
                orchestress_run_info{run="smoke-1"} 1
                # TYPE orchestress_requests counter
                # HELP orchestress_requests All \\"requests\\".
                orchestress_requests_total{class="ok"} 7
                # TYPE orchestress_latency_seconds histogram
                # UNIT orchestress_latency_seconds seconds
                # HELP orchestress_latency_seconds How long.
                orchestress_latency_seconds_bucket{request="poll",le="0.0005"} 2
                orchestress_latency_seconds_bucket{request="poll",le="1.0"} 2
                orchestress_latency_seconds_bucket{request="poll",le="15.0"} 5
                orchestress_latency_seconds_bucket{request="poll",le="+Inf"} 6
                orchestress_latency_seconds_sum{request="poll"} 40.25
                orchestress_latency_seconds_count{request="poll"} 6
                # TYPE orchestress_users gauge
                # HELP orchestress_users Alive.
                orchestress_users 2.5
                # EOF
                """);
    }

    @Test
    void theOlderFormatNamesSamplesAndHasNoInfoUnitOrEnd() throws IOException {
        fill();

        assertThat(text(Exposition.PLAIN))
                .startsWith("""
                # TYPE orchestress_run_info gauge
                # HELP orchestress_run_info Which.
                orchestress_run_info{run="smoke-1"} 1
                # TYPE orchestress_requests_total counter
                # HELP orchestress_requests_total All "requests".
                orchestress_requests_total{class="ok"} 7
                # TYPE orchestress_latency_seconds histogram
                # HELP orchestress_latency_seconds How long.
                """)
                .endsWith("# HELP orchestress_users Alive.\norchestress_users 2.5\n")
                .doesNotContain("# UNIT", "# EOF");
    }

    /** By the reader for metrics of targets: one line each, and the label as it may be shown. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "quote \" and \\ backslash",
                "\\n that is no line",
                "\"} 1\norchestress_users 99\n# EOF",
                "</script><script>alert(1)</script>",
                "ends with \\",
                "日本語 🙂 ÷",
                "{a=\"b\"}",
                "",
            })
    void whateverATargetSendsStaysALabel(String sent) throws IOException {
        page.add(REQUESTS, Map.of("class", sent), 3);

        List<ScrapedSample> samples = MetricsText.parse(text(Exposition.OPEN_METRICS), true, name -> true);
        assertThat(samples).singleElement().satisfies(sample -> {
            assertThat(sample.name()).isEqualTo("orchestress_requests_total");
            assertThat(sample.labels()).containsEntry("class", sent.replace('\n', ' '));
            assertThat(sample.value()).isEqualTo(3);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u202Eb", "a\u0000b", "a\uD800b", "a\u200Bb"})
    void whatHidesIsReplaced(String sent) throws IOException {
        page.add(REQUESTS, Map.of("class", sent), 3);

        assertThat(text(Exposition.PLAIN)).contains("{class=\"a\uFFFDb\"} 3");
    }

    @ParameterizedTest
    @EnumSource(Exposition.class)
    void noSampleIsThereTwice(Exposition exposition) throws IOException {
        page.add(REQUESTS, Map.of("class", "a\tb"), 3);
        page.add(REQUESTS, Map.of("class", "a b"), 4);
        page.add(MetricFamily.of("requests", Type.COUNTER, "", "In other words."), Map.of("class", "c"), 5);

        assertThat(text(exposition).lines().filter(line -> !line.startsWith("#")))
                .containsExactly(
                        "orchestress_requests_total{class=\"a b\"} 3", "orchestress_requests_total{class=\"c\"} 5");
        assertThat(text(exposition)).containsOnlyOnce("# TYPE").doesNotContain("In other words.");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void noNumberIsNoSample(double value) throws IOException {
        page.add(USERS, Map.of(), value);

        assertThat(text(Exposition.PLAIN)).isEmpty();
    }

    @Test
    void labelsThatAreEverywhereStandWithTheOthersInOrder() throws IOException {
        MetricFamilies labelled = new MetricFamilies(Map.of("profile", "quick", "simulation", "SmokeTest"));
        labelled.add(USERS, Map.of("request", "poll"), 1);
        StringWriter out = new StringWriter();
        labelled.write(Exposition.PLAIN, out);

        assertThat(out.toString())
                .endsWith("orchestress_users{profile=\"quick\",request=\"poll\",simulation=\"SmokeTest\"} 1\n");
    }

    @Test
    void aFamilyIsOfOneType() {
        page.add(REQUESTS, Map.of(), 1);

        assertThatThrownBy(() -> page.add(MetricFamily.of("requests", Type.GAUGE, "", ""), Map.of(), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> page.add(LATENCY, Map.of(), 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> page.add(LATENCY, Map.of(), new double[] {1}, new long[] {1}, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "requests.failed.class, '', orchestress_requests_failed_class",
        "ttft, seconds, orchestress_ttft_seconds",
        "resource.gc-pause, ratio, orchestress_resource_gc_pause_ratio",
        "resource.x-lookup-seconds, seconds, orchestress_resource_x_lookup_seconds",
        "throughput, per_second, orchestress_throughput_per_second",
        "p99.9, '', orchestress_p99_9",
    })
    void aNameIsMadeByItsRule(String metric, String unit, String name) {
        assertThat(MetricFamily.of(metric, Type.GAUGE, unit, "").name()).isEqualTo(name);
    }

    private String text(Exposition exposition) throws IOException {
        StringWriter out = new StringWriter();
        page.write(exposition, out);
        return out.toString();
    }
}
