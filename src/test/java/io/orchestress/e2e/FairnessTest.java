package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.Issue;
import io.orchestress.record.RunRecord;
import io.orchestress.record.TenantIsolation;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Runs;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A noisy tenant asks for three times what the target can do. With a queue for each tenant a quiet one waits for the next slot, some 3 ms beside service times of 50 ms; with one queue for
 * all it waits for everybody before it, some 300 ms.
 */
class FairnessTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"fair, true", "fifo, false"})
    void aNoisyTenantIsFeltByAQuietOneOrNot(String queue, boolean fair) {
        GatlingRun run = GatlingRun.of(
                load.FairnessTest.class,
                folder,
                GatlingRun.LONGEST,
                "orchestress.embedded.queue=" + queue,
                "orchestress.embedded.workers=16",
                "orchestress.embedded.mean-service-time=50 ms",
                "orchestress.embedded.service-law=lognormal",
                "orchestress.embedded.lognormal-sigma=0.3",
                "orchestress.task-mix.simple=0",
                "orchestress.task-mix.medium=100",
                "orchestress.task-mix.complex=0",
                "orchestress.task-mix.workflow=0",
                "orchestress.load.pace=200 ms",
                "orchestress.gates.rules={isolation = \"isolation of tenant quiet <= 2.5\", isolation-served = \"isolation.served >= 60 %\", mine = \"p95 of tenant quiet in alone <= 5 s\"}",
                "orchestress.workloads.fairness.tenants.noisy.weight=10",
                "orchestress.workloads.fairness.tenants.noisy.pace=100 ms",
                "orchestress.workloads.fairness.phases=["
                        + "{kind=steady, name=alone, users=10, hold=7 s, scale-load=false},"
                        + "{kind=steady, name=together, users=110, hold=8 s, scale-load=false}]");

        RunRecord record = Runs.record(run);
        TenantIsolation isolation = Objects.requireNonNull(record.tenants(), run.output())
                .isolations()
                .get(0);
        assertThat(isolation.name()).isEqualTo("quiet beside noisy");
        assertThat(isolation.corrected()).isTrue();
        // On a machine that others are busy on too, a limit that is broken is inconclusive.
        assertThat(Objects.requireNonNull(record.verdict()).gates())
                .as(run.output())
                .filteredOn(gate -> gate.name().equals("isolation"))
                .extracting(Gate::outcome)
                .singleElement()
                .isIn(fair ? List.of(Outcome.PASS) : List.of(Outcome.FAIL, Outcome.INCONCLUSIVE));
        assertThat(Objects.requireNonNull(isolation.ratio()).low() > 2.5)
                .as(run.output())
                .isNotEqualTo(fair);
        assertThat(record.issues())
                .extracting(Issue::type)
                .as(run.output())
                .filteredOn("NOISY_NEIGHBOUR"::equals)
                .hasSize(fair ? 0 : 1);
        assertThat(run.output()).contains("Isolation of quiet beside noisy: ");
    }
}
