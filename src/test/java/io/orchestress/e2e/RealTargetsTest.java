package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.AgentResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.testkit.FailureCounts;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.RealTarget;
import io.orchestress.testkit.Runs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import load.SpikeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against servers that nobody here wrote, the record holds exactly what the server itself counted. */
class RealTargetsTest {
    private static final String SHORT_SPIKE = "orchestress.workloads.spike.phases="
            + "[{kind=steady, name=warm-up, users=5, hold=2 s, warm-up=true, scale-load=false},"
            + "{kind=steady, users=5, hold=3 s, scale-load=false},"
            + "{kind=spike, users=50, ramp=1 s, hold=4 s, scale-load=false},"
            + "{kind=ramp-down, users=0, ramp=2 s}]";

    @TempDir
    Path folder;

    @Test
    void chatCompletionsOfAimock() {
        try (RealTarget aimock = new RealTarget("aimock")) {
            GatlingRun run = GatlingRun.of(
                    SpikeTest.class,
                    folder,
                    GatlingRun.LONGEST,
                    SHORT_SPIKE,
                    "target=" + aimock.url(),
                    "protocol=openai",
                    "orchestress.protocols.openai.first-call=false");

            RunRecord record = Runs.record(run);
            assertThat(run.exitStatus()).as(run.output()).isZero();
            assertThat(record.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(all(record))
                    .isEqualTo(aimock.seen().get("POST:/v1/chat/completions"))
                    .isGreaterThan(100);
            assertThat(Objects.requireNonNull(record.totals()).failed()).isZero();
        }
    }

    @Test
    void threadsAndRunsOfLangGraph() {
        try (RealTarget langgraph = new RealTarget("langgraph")) {
            GatlingRun run = GatlingRun.of(
                    SpikeTest.class,
                    folder,
                    GatlingRun.LONGEST,
                    SHORT_SPIKE,
                    "target=" + langgraph.url(),
                    "protocol=langgraph");

            RunRecord record = Runs.record(run);
            assertThat(record.status()).as(run.output()).isEqualTo(RunStatus.COMPLETED);
            assertThat(Runs.count(record, "create thread"))
                    .isEqualTo(langgraph.seen().get("POST:/threads"))
                    .isGreaterThan(30);
            long confirmed = Stream.of("simple", "medium", "complex", "workflow")
                    .mapToLong(size -> Runs.count(record, "confirm " + size))
                    .sum();
            assertThat(all(record) - Runs.count(record, "create thread") - confirmed)
                    .isEqualTo(langgraph.seen().get("POST:/threads/{id}/runs/stream"));
            List<AgentResult> agents =
                    Objects.requireNonNull(record.agents(), "agents").phases();
            assertThat(agents.stream()
                            .map(AgentResult::streams)
                            .filter(Objects::nonNull)
                            .mapToLong(AgentResult.Streams::ok)
                            .sum())
                    .as("each run that went well was a stream with tokens in it")
                    .isEqualTo(langgraph.seen().get("run=success"));
            assertThat(agents)
                    .as("of which the server counts none")
                    .allSatisfy(phase -> assertThat(phase.tokens()).isNull());
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"wait, task-failed", "stream, error-event"})
    void aRunThatFailsInsideASuccessOfLangGraphIsAFailure(String mode, String failure) {
        try (RealTarget langgraph = new RealTarget("langgraph")) {
            GatlingRun run = GatlingRun.of(
                    FailingGraphSimulation.class,
                    folder,
                    GatlingRun.LONGEST,
                    Runs.steady(
                            12,
                            6,
                            500,
                            "target=" + langgraph.url(),
                            "protocol=langgraph",
                            "orchestress.protocols.langgraph.mode=" + mode));

            RunRecord record = Runs.record(run);
            RequestResult totals = Objects.requireNonNull(record.totals());
            Map<String, Long> seen = langgraph.seen();
            assertThat(run.exitStatus())
                    .as("a half failed, every one with HTTP 200")
                    .isEqualTo(1);
            assertThat(FailureCounts.byLabel(totals.failures()))
                    .containsOnlyKeys(failure, "input-required")
                    .containsEntry(failure, seen.get("run=error"));
            assertThat(Runs.count(record, "run"))
                    .isEqualTo(seen.get("POST:/threads/{id}/runs/" + mode + "=200"))
                    .isEqualTo(Runs.count(record, "create thread"));
            assertThat(totals.ok()
                            - Runs.count(record, "create thread")
                            + FailureCounts.byLabel(totals.failures()).get("input-required"))
                    .as("to the server a run that asks back is one that ended well")
                    .isEqualTo(seen.get("run=success"));
        }
    }

    private static long all(RunRecord record) {
        return Runs.phases(record).mapToLong(phase -> phase.total().count()).sum();
    }
}
