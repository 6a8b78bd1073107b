package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.Issue;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.RunRecord;
import io.orchestress.record.TenantIsolation;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A noisy tenant asks for some ten times what the target can do. With a queue for each tenant a quiet one waits for the next slot, some 10 ms beside service
 * times of 100 ms; with one queue for all it waits for everybody before it, more than a second. Both runs go at once.
 */
class FairnessTest {
    @TempDir
    Path folder;

    @Test
    void aNoisyTenantIsFeltWhereAllWaitInOneQueue() throws IOException {
        Process fair = start("fair");
        Process fifo = start("fifo");
        RunRecord inTurn = judge("fair", fair, Outcome.PASS);
        RunRecord inOneQueue = judge("fifo", fifo, Outcome.FAIL);

        // Both ran beside each other, and beside whatever else: what the machine does to one it does to the other.
        assertThat(ratio(inOneQueue)).isGreaterThan(2.5).isGreaterThan(2 * ratio(inTurn));
        assertThat(inOneQueue.issues()).extracting(Issue::type).contains("NOISY_NEIGHBOUR");
        assertThat(inTurn.issues())
                .filteredOn(issue -> issue.type().equals("NOISY_NEIGHBOUR"))
                .extracting(Issue::severity)
                .doesNotContain(Severity.HIGH);
    }

    private Process start(String queue) throws IOException {
        return GatlingRun.start(
                load.FairnessTest.class,
                Files.createDirectory(folder.resolve(queue)),
                "orchestress.embedded.queue=" + queue,
                "orchestress.embedded.workers=16",
                "orchestress.embedded.mean-service-time=100 ms",
                "orchestress.embedded.service-law=lognormal",
                "orchestress.embedded.lognormal-sigma=0.3",
                "orchestress.task-mix.simple=0",
                "orchestress.task-mix.medium=100",
                "orchestress.task-mix.complex=0",
                "orchestress.task-mix.workflow=0",
                "orchestress.load.pace=1 s",
                "orchestress.gates.rules={isolation = \"isolation of tenant quiet <= 2.5\", isolation-served = \"isolation.served >= 60 %\", mine = \"p95 of tenant quiet in alone <= 5 s\"}",
                "orchestress.workloads.fairness.tenants.noisy.weight=7",
                "orchestress.workloads.fairness.tenants.noisy.pace=100 ms",
                "orchestress.workloads.fairness.phases=["
                        + "{kind=steady, name=warm-up, users=30, hold=4 s, warm-up=true, scale-load=false},"
                        + "{kind=steady, name=alone, users=30, hold=7 s, scale-load=false},"
                        + "{kind=steady, name=together, users=240, hold=8 s, scale-load=false}]");
    }

    private RunRecord judge(String queue, Process process, Outcome outcome) {
        GatlingRun run = GatlingRun.end(process, folder.resolve(queue), GatlingRun.LONGEST);
        RunRecord record = Runs.record(run);
        TenantIsolation isolation = isolation(record);
        assertThat(isolation.name()).isEqualTo("quiet beside noisy");
        assertThat(isolation.corrected()).isTrue();
        assertThat(isolation.ratio()).as(run.output()).isNotNull();
        // A busy machine can make an interval wide, or a broken limit inconclusive, and no more.
        assertThat(Objects.requireNonNull(record.verdict()).gates())
                .as(run.output())
                .filteredOn(gate -> gate.name().equals("isolation"))
                .extracting(Gate::outcome)
                .singleElement()
                .isIn(outcome, Outcome.INCONCLUSIVE);
        assertThat(run.output()).contains("Isolation of quiet beside noisy: ");
        return record;
    }

    private static TenantIsolation isolation(RunRecord run) {
        return Objects.requireNonNull(run.tenants()).isolations().get(0);
    }

    private static double ratio(RunRecord run) {
        return Objects.requireNonNull(isolation(run).ratio()).value();
    }
}
