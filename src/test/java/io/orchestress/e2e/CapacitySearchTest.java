package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.Capacity;
import io.orchestress.record.LoadStep;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.sut.embedded.ServiceLaw;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Orchestrator;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import load.CapacityTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real search, short: eight workers of 50 ms carry 160 tasks a second at the very most. */
class CapacitySearchTest {
    @TempDir
    Path folder;

    @Test
    void findsBetweenWhichLoadsTheCapacityLies() throws IOException {
        EmbeddedSettings settings = EmbeddedSettings.builder()
                .serviceLaw(ServiceLaw.FIXED)
                .meanServiceMillis(100) // a simple task takes half of it
                .workers(8)
                .queueCapacity(100_000)
                .build();
        try (Orchestrator orchestrator = new Orchestrator(settings)) {
            GatlingRun run = GatlingRun.of(
                    CapacityTest.class,
                    folder,
                    GatlingRun.LONGEST,
                    "target=" + orchestrator.url(),
                    "orchestress.protocols.rest.spawn=",
                    "orchestress.task-mix.medium=0",
                    "orchestress.task-mix.complex=0",
                    "orchestress.task-mix.workflow=0",
                    "orchestress.load.drain=10 s",
                    "orchestress.capacity.from=40",
                    "orchestress.capacity.factor=3",
                    "orchestress.capacity.expected-load=30",
                    "orchestress.capacity.max-duration.quick=40 s",
                    "orchestress.capacity.slo.p95=800 ms",
                    "orchestress.injector.loop-lag=10 s", // the machine is shared with another test
                    "orchestress.injector.late-start=10 s",
                    "orchestress.injector.steal=1",
                    "orchestress.injector.run-queue-wait=1",
                    "orchestress.injector.max-background-cpu=1",
                    "orchestress.capacity.slo.p99=off",
                    "orchestress.capacity.slo.goodput=off");

            RunRecord record = Runs.record(run);
            Capacity capacity = Objects.requireNonNull(
                    Objects.requireNonNull(record.planning(), run.output()).capacity());
            // 40 s measure little, and the machine is shared with other tests: what is told must hold, whatever it is.
            assertThat(capacity.outcome())
                    .as(run.output())
                    .isIn(
                            Capacity.Outcome.FOUND,
                            Capacity.Outcome.BETWEEN,
                            Capacity.Outcome.OUT_OF_TIME,
                            Capacity.Outcome.INCONCLUSIVE);
            assertThat(capacity.bracketLow()).isLessThan(170);
            assertThat(capacity.steps()).hasSizeGreaterThanOrEqualTo(3);
            LoadStep first = capacity.steps().get(0);
            assertThat(first.load()).isEqualTo(40);
            assertThat(first.p95Millis()).isBetween(49.0, 800.0);
            Verdict.Outcome verdict = Objects.requireNonNull(record.verdict()).outcome();
            assertThat(verdict).isIn(Verdict.Outcome.PASS, Verdict.Outcome.INCONCLUSIVE);
            assertThat(run.exitStatus() == 0).isEqualTo(verdict == Verdict.Outcome.PASS);
            assertThat(run.output()).contains(capacity.sentence().substring(0, 20));
            assertThat(Files.readString(run.record().resolve("capacity.html"))).contains("arrivals/s");
        }
    }
}
