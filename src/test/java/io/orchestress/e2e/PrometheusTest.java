package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.metrics.FailureClass;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.GrafanaDashboard;
import io.orchestress.testkit.Ports;
import io.orchestress.testkit.PrometheusServer;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import load.SmokeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes a real run, to its end. */
class PrometheusTest {
    private static final Path RULES = Path.of("ci/prometheus/orchestress.rules.yml");

    @TempDir
    Path folder;

    @Test
    void prometheusKnowsWhatTheRecordKnows() throws IOException {
        int port = Ports.reserved();
        Path stored = Files.createDirectory(folder.resolve("prometheus"));
        try (PrometheusServer prometheus = new PrometheusServer(stored, port, RULES)) {
            long from = Instant.now().getEpochSecond();
            GatlingRun run = GatlingRun.of(
                    SmokeTest.class,
                    folder,
                    GatlingRun.LONGEST,
                    Runs.steady(
                            20,
                            8,
                            200,
                            "protocol=openai",
                            "orchestress.live.port=" + port,
                            "orchestress.embedded.faults.error-rate=0.1"));
            long to = Instant.now().getEpochSecond() + 1; // the last scrape may be of this second
            RunRecord record = Runs.record(run);

            assertThat(counts(prometheus, run)).as(run.output()).isEqualTo(counts(record));
            assertThatPercentilesAreInTheirBuckets(prometheus, record);
            assertThat(labels(prometheus.query("last_over_time(orchestress_verdict[10m]) == 1"), "outcome"))
                    .containsExactly(
                            Objects.requireNonNull(record.verdict()).outcome().name());
            assertThat(labels(prometheus.query("last_over_time(orchestress_run_status[10m]) == 1"), "status"))
                    .containsExactly(record.status().json());
            new GrafanaDashboard()
                    .expressions(record.runId(), "8s")
                    .forEach((panel, expression) -> assertThat(prometheus.query(expression, from, to))
                            .as("%s: %s", panel, expression)
                            .isNotEmpty()
                            .anyMatch(PrometheusTest::hasNumber));
            assertThat(prometheus.rules())
                    .hasSizeGreaterThan(10)
                    .allSatisfy(rule -> assertThat(rule.path("health").asText())
                            .as(rule.toString())
                            .isEqualTo("ok"));
        }
    }

    /** By phase, request and class. */
    private static Map<String, Long> counts(PrometheusServer prometheus, GatlingRun run) {
        Map<String, Long> counts = new TreeMap<>();
        for (JsonNode sample : prometheus.query("last_over_time(orchestress_requests_total[10m])")) {
            JsonNode labels = sample.path("metric");
            put(
                    counts,
                    labels.path("phase").asText(),
                    labels.path("request").asText(),
                    labels.path("class").asText(),
                    sample.path("value").path(1).asLong());
        }
        assertThat(counts).as(prometheus.said() + run.output()).isNotEmpty();
        return counts;
    }

    private static Map<String, Long> counts(RunRecord record) {
        Map<String, Long> counts = new TreeMap<>();
        Runs.phases(record)
                .forEach(phase -> phase.requests().forEach(r -> {
                    put(counts, phase.name(), r.name(), FailureClass.OK.label(), r.ok());
                    r.failures().forEach((failure, n) -> put(counts, phase.name(), r.name(), failure.label(), n));
                }));
        return counts;
    }

    private static void put(Map<String, Long> counts, String phase, String request, String outcome, long count) {
        if (count > 0) {
            counts.put(phase + "|" + request + "|" + outcome, count);
        }
    }

    /** The one in which the record's stands: from the bound below to the bound above, which the record's may pass by a thousandth. */
    private static void assertThatPercentilesAreInTheirBuckets(PrometheusServer prometheus, RunRecord record) {
        PhaseResult steady = record.phases().get(0);
        for (RequestResult request : steady.requests()) {
            String buckets = "sum by (le) (last_over_time(orchestress_latency_seconds_bucket{phase=\"" + steady.name()
                    + "\",request=\"" + request.name() + "\"}[10m]))";
            double[] bounds = StreamSupport.stream(prometheus.query(buckets).spliterator(), false)
                    .map(sample -> sample.at("/metric/le").asText())
                    .filter(bound -> !bound.equals("+Inf"))
                    .mapToDouble(Double::parseDouble)
                    .sorted()
                    .toArray();
            double ofRecord = Objects.requireNonNull(request.latencyMicros()).p99() / 1e6;
            double above =
                    Arrays.stream(bounds).filter(b -> b >= ofRecord).min().orElseThrow();
            double below = Arrays.stream(bounds).filter(b -> b < ofRecord).max().orElseThrow();
            double computed = prometheus
                    .query("histogram_quantile(0.99, " + buckets + ")")
                    .at("/0/value/1")
                    .asDouble();
            assertThat(computed)
                    .as("p99 of %s, in the record %s s", request.name(), ofRecord)
                    .isBetween(below, above);
        }
    }

    private static boolean hasNumber(JsonNode series) {
        return StreamSupport.stream(series.path("values").spliterator(), false)
                .anyMatch(value -> Double.isFinite(Double.parseDouble(
                        value.path(1).asText().replace("+Inf", "Infinity").replace("-Inf", "-Infinity"))));
    }

    private static List<String> labels(JsonNode result, String label) {
        return StreamSupport.stream(result.spliterator(), false)
                .map(sample -> sample.at("/metric/" + label).asText())
                .toList();
    }
}
