package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.Recovery;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.RunStatus;
import io.orchestress.record.TargetEvent;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Runs;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target is driven beyond what it can take, let go, and watched as it comes back. */
class StressTest {
    @TempDir
    Path folder;

    @Test
    void aTripInAStepIsFollowedByTheRecovery() {
        GatlingRun run = GatlingRun.of(
                load.StressTest.class,
                folder,
                GatlingRun.LONGEST,
                "orchestress.load.pace=200 ms",
                "orchestress.load.drain=5 s",
                "orchestress.breaker.window=2 s",
                "orchestress.breaker.grace=1 s",
                "orchestress.embedded.workers=4",
                "orchestress.embedded.queue-capacity=4",
                "orchestress.workloads.stress.phases=["
                        + "{kind=step, name=step-2, users=2, hold=4 s, scale-load=false},"
                        + "{kind=step, name=step-100, users=100, hold=15 s, scale-load=false},"
                        + "{kind=step, name=step-200, users=200, hold=15 s, scale-load=false},"
                        + "{kind=recovery, users=2, hold=10 s, scale-load=false}]");

        RunRecord record = Runs.record(run);
        assertThat(record.status()).as(run.output()).isEqualTo(RunStatus.COMPLETED);
        assertThat(record.plan()).extracting(PlannedPhase::name).containsExactly("step-2", "step-100", "recovery");
        assertThat(record.plan().get(2).endSeconds() - record.plan().get(2).startSeconds())
                .isEqualTo(10);
        assertThat(record.target().events()).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(TargetEvent.Kind.RELEASED);
            assertThat(event.phase()).isEqualTo("step-100");
            assertThat(event.value()).startsWith("circuit breaker (error-rate");
        });
        assertThat(Objects.requireNonNull(record.planning()).recoveries())
                .singleElement()
                .extracting(Recovery::outcome)
                .as(run.output())
                .isNotEqualTo(Recovery.Outcome.NOT_RECOVERED);
        assertThat(run.output()).contains("!! skipping the remaining steps; measuring recovery");
    }
}
