package io.orchestress.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResults;
import io.orchestress.record.Better;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.ResourceResults;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.EndedRun;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RememberedMetricsTest {
    private static final Latency TTFT = new Latency(1, 2500, 1, 2000, 2200, 2800, 3000, 4000, 5000, 6000);

    private static AgentResult agents(String phase, AgentResult.Tokens tokens, AgentResult.Cost cost) {
        return new AgentResult(
                phase,
                new AgentResult.Tasks("*", 90, 10, 80, 1.6, 0.8),
                List.of(),
                List.of(
                        new AgentResult.Times("ttft", "chat", 90, TTFT),
                        new AgentResult.Times("queue-wait", "*", 9, TTFT)),
                null,
                tokens,
                cost,
                null,
                null,
                null,
                null,
                null);
    }

    @Test
    void figuresOfTheRunInTheirUnitsAndDirections() {
        List<MetricValue> values =
                RememberedMetrics.of(EndedRun.at(0).p95Millis(100).record());

        assertThat(values)
                .filteredOn(value -> value.phase().equals("*"))
                .extracting(
                        MetricValue::metric,
                        MetricValue::request,
                        MetricValue::value,
                        MetricValue::unit,
                        MetricValue::better)
                .containsExactlyInAnyOrder(
                        tuple("p50", "*", 50.0, "ms", Better.LOWER),
                        tuple("p95", "*", 100.0, "ms", Better.LOWER),
                        tuple("p99", "*", 200.0, "ms", Better.LOWER),
                        tuple("mean", "*", 60.0, "ms", Better.LOWER),
                        tuple("latency-ok.p50", "*", 50.0, "ms", Better.LOWER),
                        tuple("latency-ok.p95", "*", 100.0, "ms", Better.LOWER),
                        tuple("latency-ok.p99", "*", 200.0, "ms", Better.LOWER),
                        tuple("latency-ok.mean", "*", 60.0, "ms", Better.LOWER),
                        tuple("throughput", "*", 20.0, "1/s", Better.HIGHER),
                        tuple("success-rate", "*", 0.99, "ratio", Better.HIGHER),
                        tuple("error-rate", "*", 0.01, "ratio", Better.LOWER),
                        tuple("timeout-rate", "*", 0.0, "ratio", Better.LOWER),
                        tuple("apdex", "*", 0.9, "ratio", Better.HIGHER),
                        tuple("stability", "*", 0.5, "ratio", Better.HIGHER),
                        tuple("outlier-rate", "*", 0.003, "ratio", Better.LOWER));
    }

    @Test
    void phasesAndTheirRequestsButNoWarmUp() {
        List<MetricValue> values = RememberedMetrics.of(EndedRun.at(0).record());

        assertThat(values).extracting(MetricValue::phase).containsOnly("*", "steady");
        assertThat(values)
                .filteredOn(value -> value.metric().equals("p95"))
                .extracting(MetricValue::phase, MetricValue::request)
                .containsExactlyInAnyOrder(tuple("*", "*"), tuple("steady", "*"), tuple("steady", "run medium task"));
    }

    @Test
    void figuresOfAgentsAndResources() {
        AgentResult.Tokens tokens = new AgentResult.Tokens(3000L, 1000L, 20.0, List.of());
        AgentResult.Cost cost = new AgentResult.Cost("EUR", 0.5, 0.5, 0.005, List.of(), List.of());
        ResourceResults resources = new ResourceResults(
                new ResourceResults.ResourceResult(
                        "*", List.of(new ResourceResults.Gauge("target", "rss", "B", 50, 2e8, 1e8, 3e8, 1e8, 3e8))),
                List.of());
        RunRecord run = EndedRun.at(0)
                .measured(
                        new AgentResults(agents("*", tokens, cost), List.of(agents("warm-up", tokens, cost))),
                        resources)
                .record();

        List<MetricValue> values = RememberedMetrics.of(run);

        assertThat(values)
                .extracting(MetricValue::metric, MetricValue::request, MetricValue::value, MetricValue::unit)
                .contains(
                        tuple("goodput", "*", 1.6, "1/s"),
                        tuple("good-share", "*", 0.8, "ratio"),
                        tuple("ttft.p95", "chat", 3.0, "ms"),
                        tuple("ttft.p95", "*", 3.0, "ms"),
                        tuple("cost.per-task", "*", 0.005, "EUR"),
                        tuple("tokens.per-task", "*", 40.0, "tokens"),
                        tuple("target.rss.mean", "*", 2e8, "B"),
                        tuple("target.rss.max", "*", 3e8, "B"));
        assertThat(values)
                .extracting(MetricValue::metric)
                .contains("queue-wait.p95")
                .doesNotContain("tokens.in", "requests", "ttft.max", "target.rss.min", "ttft.sd");
        assertThat(values).extracting(MetricValue::phase).doesNotContain("warm-up");
    }

    @Test
    void aMetricOfTheUsersOwnHasNoDirection() {
        ResourceResults resources = new ResourceResults(
                new ResourceResults.ResourceResult(
                        "*", List.of(new ResourceResults.Gauge("target", "x-entries", "count", 50, 7, 7, 7, 7, 7))),
                List.of());

        assertThat(RememberedMetrics.of(EndedRun.at(0).measured(null, resources).record()))
                .filteredOn(value -> value.metric().equals("target.x-entries.mean"))
                .extracting(MetricValue::better)
                .containsExactly(Better.NEITHER);
    }

    @Test
    void whatIsNotKnownIsLeftOutAndNotZero() {
        AgentResult.Tokens tokens = new AgentResult.Tokens(null, 1000L, 20.0, List.of());
        AgentResult.Cost cost = new AgentResult.Cost("EUR", null, 0.1, null, List.of(), List.of("other"));
        RunRecord run = EndedRun.at(0)
                .measured(new AgentResults(agents("*", tokens, cost), List.of()), null)
                .record();

        assertThat(RememberedMetrics.of(run))
                .extracting(MetricValue::metric)
                .doesNotContain("cost.per-task", "tokens.per-task", "tpot.p95");
        assertThat(RememberedMetrics.of(run.withResults(null, null, List.of(), null, null, null, 0)))
                .isEmpty();
    }

    static Stream<Arguments> loads() {
        EndedRun base = EndedRun.at(0);
        return Stream.of(
                Arguments.of("the same at another time and port", base, EndedRun.at(7), true),
                Arguments.of(
                        "a slower target",
                        base,
                        base.configuration(Map.of(
                                "load.arrivals", "randomised", "task-mix.simple", "20", "embedded.workers", "1")),
                        true),
                Arguments.of(
                        "other limits of issues",
                        base.configuration(Map.of()),
                        base.configuration(Map.of("issues.p95", "1 s")),
                        true),
                Arguments.of("more users", base, base.users(21), false),
                Arguments.of(
                        "another mix",
                        base.configuration(Map.of()),
                        base.configuration(Map.of("task-mix.simple", "21")),
                        false),
                Arguments.of(
                        "another call",
                        base.configuration(Map.of()),
                        base.configuration(Map.of("protocols.rest.spawn", "")),
                        false),
                Arguments.of(
                        "a call of a protocol not spoken",
                        base.configuration(Map.of()),
                        base.configuration(Map.of("protocols.mcp.path", "/")),
                        true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("loads")
    void theDigestIsOfTheLoadAlone(String what, EndedRun one, EndedRun other, boolean same) {
        assertThat(LoadDigest.of(one.record()).equals(LoadDigest.of(other.record())))
                .isEqualTo(same);
    }
}
