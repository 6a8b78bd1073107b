package io.orchestress.record.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.broken.BrokenParts;
import io.orchestress.plugin.PluginException;
import io.orchestress.plugin.Plugins;
import io.orchestress.record.Better;
import io.orchestress.testkit.StartedRun;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtherMetricsTest {
    private static final Set<String> OURS = Set.of("error-rate", "p95", "ttft", "target", "failures", "cost.total");

    @ParameterizedTest
    @ValueSource(
            strings = {"error-rate", "p95", "p95.mine", "ttft.p95", "target.rss.max", "failures.timeout", "cost.total"})
    void aNameOfOursIsTaken(String name) {
        OtherMetrics others = OtherMetrics.of(List.of(provider(name, "mine.share")), List.of(), OURS);

        assertThat(others.all()).extracting(MetricDefinition::name).containsExactly("mine.share");
        assertThat(others.problems())
                .hasSize(1)
                .allSatisfy(problem -> assertThat(problem.message()).contains("'" + name + "' is taken"));
    }

    @Test
    void ofTwoWithOneNameTheFirstIsUsed() {
        OtherMetrics others = OtherMetrics.of(List.of(provider("mine.share"), provider("mine.share")), List.of(), OURS);

        assertThat(others.all()).hasSize(1);
        assertThat(others.problems()).hasSize(1);
    }

    @Test
    void aProviderThatFailsIsAProblemAndLeavesTheOthers() {
        MetricProvider fails = () -> {
            throw new IllegalArgumentException("'Mine' is no name of a metric");
        };
        Plugins.Problem gone = new Plugins.Problem("com.example.Gone", "a.jar", "not found");

        OtherMetrics others = OtherMetrics.of(List.of(fails, provider("mine.share")), List.of(gone), OURS);

        assertThat(others.all()).hasSize(1);
        assertThat(others.problems())
                .hasSize(2)
                .contains(gone)
                .anySatisfy(problem -> assertThat(problem.message()).contains("'Mine' is no name of a metric"));
    }

    @Test
    void aMetricThatFailsNamesItsJar() {
        MetricDefinition broken = OtherMetrics.of(List.of(new BrokenParts.Metrics()), List.of(), OURS)
                .all()
                .get(0);
        RunPart part = RunPart.run(StartedRun.of("run"));

        assertThatThrownBy(() -> broken.at(part, "*"))
                .isInstanceOf(PluginException.class)
                .hasMessageStartingWith(BrokenParts.Metrics.class.getName() + " (")
                .hasMessageContaining(
                        "): the metric 'broken.share' failed: java.lang.IllegalStateException: no licence.");
    }

    private static MetricProvider provider(String... names) {
        return () -> Stream.of(names)
                .map(name -> MetricDefinition.of(
                        name,
                        Quantity.SHARE,
                        "",
                        Better.LOWER,
                        MetricDefinition.Scope.PHASE,
                        "of a test",
                        (part, request) -> Reading.share(1, 2, "requests")))
                .toList();
    }
}
