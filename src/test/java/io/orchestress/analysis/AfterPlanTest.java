package io.orchestress.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResults;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.SeriesKey;
import io.orchestress.testkit.FailureCounts;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan of 5 s with 2 requests a second of 10 ms, and 7 polls of 9 s that started after it, of which 3 failed. */
class AfterPlanTest {
    @TempDir
    private Path folder;

    private RunRecord run;

    @BeforeEach
    void analyse() throws IOException {
        SyntheticRecord record = new SyntheticRecord(1)
                .phase("steady", "steady", 5, 2)
                .samples("submit", "ok", 1, LatencyLaw.constant(10_000))
                .samples("poll", "ok", 1, LatencyLaw.constant(10_000))
                .samples("poll", "corrected", 1, LatencyLaw.constant(10_000))
                .count("task", "tasks-ok", "", 1)
                .count("task", "tasks-good", "", 1)
                .count("task", "tasks-unfinished", "", 2)
                .count("ask", "tokens-out", "m", 100)
                .ended(4, SeriesKey.AFTER_PLAN, "poll", "ok", 9_000_000, 9_000_000, 9_000_000, 9_000_000)
                .ended(4, SeriesKey.AFTER_PLAN, "poll", "http-500", 9_000_000, 9_000_000)
                .ended(4, SeriesKey.AFTER_PLAN, "poll", "unfinished", 9_000_000)
                .ended(4, SeriesKey.AFTER_PLAN, "poll", "corrected", 9_000_000);
        record.writeTo(folder);
        Files.writeString(folder.resolve(RecordReader.TALLIES_FILE), """
                12.000,%28after%20the%20plan%29,task,tasks-failed,,2
                12.000,%28after%20the%20plan%29,task,tasks-good,,5
                12.000,%28after%20the%20plan%29,task,tasks-ok,,5
                12.000,%28after%20the%20plan%29,ask,tokens-out,m,700
                """, StandardOpenOption.APPEND);
        run = Analysis.of(RecordReader.open(folder, RecordReader.Writer.GONE), Reference.ANALYSIS)
                .record();
    }

    @Test
    void theLastPhaseKnowsNothingOfIt() {
        PhaseResult steady = run.phases().get(0);
        assertThat(run.phases()).hasSize(1);
        assertThat(steady.total().count()).isEqualTo(10);
        assertThat(steady.total().throughputPerSec()).isEqualTo(2);
        assertThat(steady.total().failed()).isZero();
        assertThat(Objects.requireNonNull(steady.total().latencyMicros()).max()).isLessThan(11_000);
        assertThat(Objects.requireNonNull(steady.total().correctedLatencyMicros())
                        .max())
                .isLessThan(11_000);
    }

    @Test
    void theTotalsCountItAndNoRateOrLatencyOfThemDoes() {
        RequestResult totals = Objects.requireNonNull(run.totals());
        assertThat(totals.count()).isEqualTo(17);
        assertThat(totals.failed()).isEqualTo(3);
        assertThat(FailureCounts.byLabel(totals.failures())).isEqualTo(Map.of("http-500", 2L, "unfinished", 1L));
        assertThat(totals.errorRate()).isEqualTo(3 / 17.0);
        assertThat(totals.throughputPerSec()).isEqualTo(2);
        assertThat(Objects.requireNonNull(totals.latencyMicros()).max()).isLessThan(11_000);
        assertThat(totals.apdex()).isEqualTo(1);
    }

    @Test
    void itIsTheRecordsOwnRow() {
        PhaseResult after = Objects.requireNonNull(run.afterPlan());
        assertThat(after.startSeconds()).isEqualTo(5);
        assertThat(after.requests()).singleElement().satisfies(poll -> {
            assertThat(poll.name()).isEqualTo("poll");
            assertThat(poll.count()).isEqualTo(7);
            assertThat(poll.failed()).isEqualTo(3);
            assertThat(poll.throughputPerSec()).isZero();
            assertThat(poll.latencyMicros()).isNull();
            assertThat(poll.isCountOnly()).isTrue();
        });
        assertThat(FailureCounts.byLabel(after.total().failures())).isEqualTo(Map.of("http-500", 2L, "unfinished", 1L));
    }

    @Test
    void issuesTellOfItsFailures() {
        assertThat(run.issues())
                .filteredOn(issue -> issue.type().equals("UNFINISHED_REQUESTS"))
                .singleElement()
                .satisfies(issue -> assertThat(issue.description()).contains("1 of 17 requests"));
    }

    @Test
    void tasksAndTokensOfItAreCountedAndInNoRate() {
        AgentResults agents = Objects.requireNonNull(run.agents());
        AgentResult.Tasks total = Objects.requireNonNull(agents.total().tasks());
        assertThat(total.ok()).isEqualTo(10);
        assertThat(total.failed()).isEqualTo(2);
        assertThat(total.good()).isEqualTo(10);
        assertThat(total.goodputPerSec()).isEqualTo(1);
        assertThat(total.unfinished()).as("in no share").isEqualTo(10);
        assertThat(total.goodShare()).isEqualTo(10 / 12.0);
        AgentResult.Tokens tokens = Objects.requireNonNull(agents.total().tokens());
        assertThat(tokens.out()).isEqualTo(1_200);
        assertThat(tokens.outPerSec()).isEqualTo(100);
        assertThat(Objects.requireNonNull(agents.phases().get(0).tasks()).ok()).isEqualTo(5);
    }
}
