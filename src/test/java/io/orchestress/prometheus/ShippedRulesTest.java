package io.orchestress.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.analysis.cost.PriceList;
import io.orchestress.metrics.Counter;
import io.orchestress.metrics.FailureClass;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.testkit.GrafanaDashboard;
import io.orchestress.testkit.PrometheusServer;
import io.orchestress.testkit.PrometheusServer.Checked;
import io.orchestress.text.openmetrics.MetricFamily;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shipped for Prometheus and Grafana speaks of metrics that there are, in words that Prometheus reads. */
class ShippedRulesTest {
    private static final Path RULES = Path.of("ci/prometheus/orchestress.rules.yml");
    private static final Pattern RECORDED = Pattern.compile("[a-z_]+:orchestress_[a-z0-9_]+:[a-z0-9_]+");
    private static final Pattern NAME = Pattern.compile("\\borchestress_[a-z0-9_]+");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "check, rules, ci/prometheus/orchestress.rules.yml",
        "test, rules, ci/prometheus/orchestress.rules.test.yml",
        "check, config, ci/prometheus/prometheus.yml",
    })
    void promtoolHasNothingToSay(String verb, String what, String file) throws IOException {
        Checked checked = PrometheusServer.promtool("", verb, what, file);

        assertThat(checked.status()).as(checked.output()).isZero();
    }

    /** Its linter knows the conventions for names, units and help. */
    @Test
    void thePageKeepsToTheConventions() throws IOException {
        FoldedRun run = new FoldedRun(folder, 20_000, PriceList.NONE);
        run.measurements.request("a \"b\" \\ \n c").ended(FoldedRun.WARM_UP, FailureClass.OK, 5_000);
        for (Counter counter : Counter.values()) {
            run.measurements.count(FoldedRun.WARM_UP, "task", counter, "x", 1);
        }
        run.second();

        Checked checked = PrometheusServer.promtool(
                new String(run.endpoint.page("", false).body(), StandardCharsets.UTF_8), "check", "metrics");

        assertThat(checked.status()).as(checked.output()).isZero();
    }

    @Test
    void everyExpressionOfTheDashboardIsOne() throws IOException {
        Map<String, String> expressions = new GrafanaDashboard().expressions(null, "1m");
        String rules = "groups:\n- name: dashboard\n  rules:\n"
                + expressions.values().stream()
                        .distinct()
                        .map(expression -> "  - record: a:b:c\n    labels: { n: \"" + expression.hashCode()
                                + "\" }\n    expr: '" + expression.replace("'", "''") + "'\n")
                        .collect(Collectors.joining());
        Path file = Files.writeString(folder.resolve("dashboard.yml"), rules);

        Checked checked = PrometheusServer.promtool("", "check", "rules", file.toString());
        assertThat(checked.status()).as(checked.output()).isZero();
        assertThat(expressions).hasSizeGreaterThan(40);
    }

    @Test
    void theDashboardAndTheRulesNameMetricsOfThePage() throws IOException, IllegalAccessException {
        Set<String> named = new TreeSet<>();
        new GrafanaDashboard().expressions(null, "1m").values().forEach(text -> named.addAll(names(text)));
        String rules = Files.readString(RULES);
        named.addAll(names(rules.replaceAll("(?m)#.*$", "")));
        Set<String> recorded =
                RECORDED.matcher(rules).results().map(MatchResult::group).collect(Collectors.toSet());

        assertThat(named).hasSizeGreaterThan(25).isSubsetOf(samples());
        assertThat(RECORDED.matcher(rules.replaceAll("(?m)- record:.*$", ""))
                        .results()
                        .map(MatchResult::group))
                .as("recorded metrics that alerts use")
                .isNotEmpty()
                .isSubsetOf(recorded);
    }

    @Test
    void theDashboardCanBeImportedAnywhere() throws IOException {
        JsonNode dashboard = new GrafanaDashboard().json();

        assertThat(dashboard.at("/templating/list").findValuesAsText("name")).contains("datasource", "run", "request");
        assertThat(dashboard.path("id").isNull())
                .as("an id of somebody's Grafana")
                .isTrue();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt()))
                    .as(panel.path("title").asText())
                    .isTrue();
            for (JsonNode target : panel.path("targets")) {
                assertThat(target.at("/datasource/uid").asText()).isEqualTo("${datasource}");
                assertThat(target.path("expr").asText()).contains("orchestress_run_info{run=\"$run\"}");
            }
        }
    }

    private static Set<String> names(String text) {
        return NAME.matcher(RECORDED.matcher(text).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private static Set<String> samples() throws IllegalAccessException {
        Set<MetricFamily> families = new HashSet<>();
        for (Field field : RunFamilies.class.getDeclaredFields()) {
            if (field.getType() == MetricFamily.class) {
                families.add((MetricFamily) field.get(null));
            }
        }
        for (Counter counter : Counter.values()) {
            families.add(RunFamilies.of(counter));
        }
        MetricCatalogue.distributions().forEach(times -> families.add(RunFamilies.ofTimes(times.name())));
        MetricCatalogue.resources().forEach(resource -> families.add(RunFamilies.ofResource(resource)));
        Set<String> samples = new HashSet<>(Set.of("orchestress_verdict", "orchestress_score"));
        for (MetricFamily family : families) {
            switch (family.type()) {
                case COUNTER -> samples.add(family.name() + "_total");
                case GAUGE -> samples.add(family.name());
                case INFO -> samples.add(family.name() + "_info");
                case HISTOGRAM -> samples.add(family.name() + "_bucket");
            }
        }
        return samples;
    }
}
