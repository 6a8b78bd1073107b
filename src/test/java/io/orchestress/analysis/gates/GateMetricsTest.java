package io.orchestress.analysis.gates;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.Better;
import io.orchestress.record.metric.Distribution;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.record.metric.MetricDefinition;
import io.orchestress.record.metric.ResourceMetric;
import io.orchestress.testkit.GeneratedDocs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A gate can use every metric of the catalogue. */
class GateMetricsTest {
    private static final Map<String, String> UNITS = Map.of(
            "TIME",
            "time",
            "SHARE",
            "%",
            "SCORE",
            "0–1",
            "RATE",
            "/s",
            "BYTES",
            "bytes",
            "BYTE_RATE",
            "bytes/s",
            "MONEY",
            "currency",
            "COUNT",
            "");

    static Stream<String> words() {
        return GateMetrics.words().stream();
    }

    @ParameterizedTest
    @MethodSource("words")
    void aRuleCanBeAboutEveryMetric(String word) {
        GateMetric metric = GateMetrics.of(word).orElseThrow();
        String relation = metric.better() == Better.HIGHER ? ">=" : "<=";
        GateRule rule = GateRule.parse(
                        "rule", word + " " + relation + " " + metric.dimension().example(), 0)
                .orElseThrow();
        assertThat(rule.metric()).isEqualTo(word);
    }

    @Test
    void everyMetricOfTheCatalogueIsThere() {
        assertThat(GateMetrics.words())
                .containsAll(MetricCatalogue.numbers().stream()
                        .map(MetricDefinition::name)
                        .toList())
                .containsAll(MetricCatalogue.distributions().stream()
                        .map(distribution -> distribution.metric("p99.9"))
                        .toList())
                .containsAll(MetricCatalogue.resources().stream()
                        .flatMap(ResourceMetric::metrics)
                        .toList());
    }

    /** What only the circuit breaker knew before, and resources of the user's own. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            target.queue-depth.max <= 5000              | 5000 | ''
            target.heap-after-gc.last <= 1 GB           | 1000 | MB
            target.connections.mean <= 100              | 100  | ''
            target.pool-use.max <= 90 %                 | 90   | %
            target.database-time.mean <= 20 ms          | 20   | ms
            injector.loop-lag.max <= 0.1 s              | 100  | ms
            loopback.network-in.mean <= 1 GB/s          | 1000 | MB/s
            target.sessions.min >= 1                    | 1    | ''
            target.x-cache-hit-ratio.mean >= 80 %       | 80   | %
            target.x-cache-hit-ratio.mean <= 99 %       | 99   | %
            target.x-spool-bytes.max <= 10 MB           | 10   | MB
            target.x-wait-seconds.max <= 2 s            | 2000 | ms
            target.x-evictions-per-second.mean <= 3/s   | 3    | 1/s
            target.x-spilled-bytes-per-second.max <= 1 MB/s | 1 | MB/s
            host.x-anything.max <= 7                    | 7    | ''
            """)
    void everyResourceOfTheBreaker(String rule, double limit, String unit) {
        GateRule read = GateRule.parse("rule", rule, 0).orElseThrow();
        assertThat(read.limit()).isEqualTo(limit);
        assertThat(read.unit()).isEqualTo(unit);
        assertThat(read.isOfResources()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "target.pid.max",
        "gate.cpu.max",
        "target.cup.max",
        "target.x-.max",
        "target.rss.p95",
        "x-own.max",
        "latency-ok.p97",
        "latency.p95",
        "requests.",
        ".cpu.max",
        "failures.",
        "task.",
        "p"
    })
    void whatIsNoMetric(String word) {
        assertThat(GateMetrics.of(word)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cost-per-task, cost.per-task",
        "cost_per_task, cost.per-task",
        "costPerTask, cost.per-task",
        "tokens.out-per-sec, tokens.out-per-second",
        "outlier-share, outlier-rate",
        "error_ratio, error-rate",
        "target.queue_depth.max, target.queue-depth.max"
    })
    void anotherSpellingIsToldTheNearest(String spelling, String name) {
        assertThat(GateMetrics.of(spelling)).isEmpty();
        assertThat(GateMetrics.like(spelling)).contains(name);
    }

    @Test
    void theTablesOfTheDocumentationAreThoseOfTheCatalogue() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (Distribution distribution : MetricCatalogue.distributions()) {
            rows.add(row(
                    "`" + distribution.metric("STAT") + "`",
                    GateMetrics.of(distribution.metric("p95")).orElseThrow(),
                    distribution.meaning()));
        }
        for (MetricDefinition metric : MetricCatalogue.numbers()) {
            rows.add(row("`" + metric.name() + "`", new CatalogueMetric(metric), metric.meaning()));
        }
        rows.add(row(
                "`" + FailureMetric.PREFIX + "CLASS`",
                GateMetrics.of(FailureMetric.PREFIX + "timeout").orElseThrow(),
                "Share of requests that failed in one way, such as `http-503` or `tool-error`."));
        GeneratedDocs.assertTable(
                "docs/gates.md", "metrics", List.of("metric", "unit", "better", "where", "of", "meaning"), rows);

        Map<String, List<String>> resources = new TreeMap<>();
        MetricCatalogue.resources()
                .forEach(resource -> resources.put(
                        resource.resource(),
                        List.of(
                                "`" + resource.resource() + "`",
                                UNITS.get(resource.quantity().name()),
                                better(resource.better()),
                                resource.meaning())));
        GeneratedDocs.assertTable(
                "docs/gates.md",
                "resources",
                List.of("resource", "unit", "better", "meaning"),
                List.copyOf(resources.values()));
    }

    private static List<String> row(String name, GateMetric metric, String meaning) {
        return List.of(
                name,
                UNITS.get(metric.dimension().name()),
                better(metric.better()),
                metric.byLoadPhase() ? "load" : metric.inPhases() ? "run" : "run only",
                metric.ofWhat(),
                meaning);
    }

    private static String better(Better better) {
        return switch (better) {
            case LOWER -> "lower";
            case HIGHER -> "higher";
            case NEITHER -> "";
        };
    }
}
