package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.ResourceResults;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.HdrLog;
import io.orchestress.testkit.Orchestrator;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The record holds every request that the server received, not one more or less. */
class NoSampleLostTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"closed", "open"})
    void underEveryBlockWithFailures(String model) throws IOException {
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults())) {
            orchestrator.faults("{\"errorRate\": 0.3, \"latencyMillis\": 3}");

            GatlingRun run = GatlingRun.of(
                    BlocksSimulation.class,
                    folder,
                    GatlingRun.LONGEST,
                    "target=" + orchestrator.url(),
                    "orchestress.load.model=" + model,
                    "orchestress.load.pace=50 ms",
                    "orchestress.breaker.enabled=false",
                    "orchestress.workloads.smoke.phases="
                            + "[{kind=ramp-up, users=10, ramp=2 s, scale-load=false},"
                            + "{kind=steady, users=10, hold=4 s, scale-load=false}]");

            Path log = run.record().resolve("histograms.hlog");
            long recorded = HdrLog.count(log, tag -> !tag.endsWith("|corrected"));
            long failed = HdrLog.count(log, tag -> tag.endsWith("|http-500"));
            assertThat(recorded).as(run.output()).isEqualTo(orchestrator.requestsReceived());
            assertThat(recorded).isGreaterThan(500);
            assertThat(failed / (double) recorded).isBetween(0.2, 0.4);
            assertThat(HdrLog.count(log, tag -> !tag.matches(".*\\|(ok|http-500|corrected)")))
                    .isZero();
            assertThat(HdrLog.count(log, tag -> tag.endsWith("|arrival|http-500")))
                    .isPositive();
            assertThat(HdrLog.count(log, tag -> tag.matches(".*\\|in%20exitBlockOnFail\\|(ok|http-500)")))
                    .as("of a failed arrival an iteration knows nothing")
                    .isEqualTo(HdrLog.count(log, tag -> tag.endsWith("|plain|ok")));
            assertThatItsProcessWasWatched(run, orchestrator.pid());
        }
    }

    /** It was found by its port, and asked nothing: the requests that it received are all in the record. */
    private static void assertThatItsProcessWasWatched(GatlingRun run, long pid) {
        ResourceResults resources = Objects.requireNonNull(Runs.record(run).resources(), run.output());
        assertThat(resources.processes()).containsExactly(new ResourceResults.Watched("target", pid));
        assertThat(resources.total().gauges())
                .extracting(gauge -> gauge.subject() + " " + gauge.name())
                .contains("target cpu", "target rss", "injector cpu", "injector heap", "host cpu", "host memory");
        assertThat(resources.total().gauges())
                .filteredOn(gauge ->
                        gauge.subject().equals("target") && gauge.name().equals("rss"))
                .singleElement()
                .satisfies(rss -> assertThat(rss.min()).isGreaterThan(10_000_000));
    }
}
