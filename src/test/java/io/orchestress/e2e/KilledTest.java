package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.config.SettingsLoader;
import io.orchestress.evaluation.Evaluation;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict;
import io.orchestress.record.sample.Sample;
import io.orchestress.record.sample.SampleFile;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Orchestrator;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import load.SmokeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After {@code kill -9} of the load generator, all but the last second can be reported; after a signal that it can handle, all is. */
class KilledTest {
    @TempDir
    Path folder;

    @Test
    void whatWasMeasuredUntilASecondAgoIsReported() throws IOException, InterruptedException {
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults())) {
            Process process = GatlingRun.start(
                    AgentsSimulation.class, folder, Runs.steady(10, 60, 50, "target=" + orchestrator.url()));
            orchestrator.awaitRequests(1_100); // samples are written each five seconds
            process.destroyForcibly().waitFor();
            long received = orchestrator.requestsReceived();

            Path record = GatlingRun.record(folder);
            Evaluation conclusion = Evaluation.of(record, SettingsLoader.load(new Properties()));

            RunRecord run = RecordReader.open(record, RecordReader.Writer.GONE).run();
            assertThat(run.status()).isEqualTo(RunStatus.CRASHED);
            assertThat(Objects.requireNonNull(run.verdict()).outcome()).isEqualTo(Verdict.Outcome.INCONCLUSIVE);
            assertThat(conclusion.exitCode().status()).isEqualTo(1);
            assertThat(Objects.requireNonNull(run.totals()).count())
                    .as("200 requests a second, %d received", received)
                    .isBetween(received - 300, received);
            assertThat(record).isDirectoryContaining("glob:**report.html");
            assertThat(SampleFile.read(record)).satisfies(samples -> {
                assertThat(samples.all()).isNotEmpty().allMatch(Sample::isTraced);
                assertThat(samples.doubts()).isEmpty();
            });
        }
    }

    @Test
    void aTerminatedRunIsJudgedAndReported() throws IOException, InterruptedException {
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults())) {
            Process process = GatlingRun.start(
                    AgentsSimulation.class, folder, Runs.steady(10, 60, 50, "target=" + orchestrator.url()));
            orchestrator.awaitRequests(200);
            process.destroy();
            GatlingRun ended = GatlingRun.end(process, folder, GatlingRun.LONGEST);

            assertThat(ended.exitStatus()).as(ended.output()).isEqualTo(143);
            assertThat(ended.output()).contains("INTERRUPTED", "report.html");
            Path record = GatlingRun.record(folder);
            RunRecord run = RecordReader.open(record, RecordReader.Writer.GONE).run();
            assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
            assertThat(Objects.requireNonNull(run.verdict()).outcome()).isEqualTo(Verdict.Outcome.INTERRUPTED);
            assertThat(run.endReason()).isEqualTo("interrupted by SIGTERM");
            assertThat(SampleFile.read(record).all()).isNotEmpty();
            assertThat(record).isDirectoryContaining("glob:**report.html");
        }
    }

    @Test
    void sessionsOfATerminatedRunAreEnded() throws IOException, InterruptedException {
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults())) {
            Process process = GatlingRun.start(
                    SmokeTest.class,
                    folder,
                    Runs.steady(
                            40,
                            60,
                            50,
                            "protocol=mcp",
                            "orchestress.protocols.mcp.era=session",
                            "target=" + orchestrator.url()));
            orchestrator.awaitRequests(400);
            assertThat(orchestrator.sessions()).as("of 40 users").isBetween(1L, 40L);
            process.destroy();
            GatlingRun ended = GatlingRun.end(process, folder, GatlingRun.LONGEST);

            assertThat(ended.exitStatus()).as(ended.output()).isEqualTo(143);
            Matcher left = Pattern.compile("The target may still hold up to (\\d+) open session")
                    .matcher(ended.output());
            long told = left.find() ? Long.parseLong(left.group(1)) : 0; // on a machine too busy to end them in time
            assertThat(orchestrator.sessions()).as(ended.output()).isLessThanOrEqualTo(told);
            assertThat(told).isLessThan(40);
        }
    }

    /** As when {@code release-gate} is killed while the run that it waits for still starts. */
    @Test
    void aRunWhoseStarterIsGoneAlreadyLoadsNothing() throws IOException {
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults())) {
            Process process = GatlingRun.start(
                    AgentsSimulation.class,
                    folder,
                    Map.of("ORCHESTRESS_STARTED_BY", Long.toString(Integer.MAX_VALUE - 1)),
                    Runs.steady(10, 60, 50, "target=" + orchestrator.url()));
            GatlingRun ended = GatlingRun.end(process, folder, GatlingRun.LONGEST);

            assertThat(ended.exitStatus()).as(ended.output()).isEqualTo(143);
            assertThat(ended.output()).contains("the end of its parent process");
            assertThat(orchestrator.requestsReceived())
                    .as("but what it is asked before the load")
                    .isLessThan(20);
        }
    }
}
