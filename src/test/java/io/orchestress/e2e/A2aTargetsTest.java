package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.testkit.FailureCounts;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.RealTarget;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import load.SmokeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the A2A servers of two SDKs, in both versions: what was sent is what they counted, and no failed task is taken for done. */
class A2aTargetsTest {

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "1.0, stream, 1.0:SendStreamingMessage",
        "1.0, send,   1.0:SendMessage",
        "0.3, stream, 0.3:message/stream",
        "0.3, send,   0.3:message/send"
    })
    void everyEndOfATaskIsCountedAsWhatItIs(String version, String mode, String method) throws IOException {
        try (RealTarget target = new RealTarget("a2a-js")) {
            RunRecord record = Runs.record(run(
                    target,
                    tasks("steps=2", "do=fail", "do=reject", "do=ask", "do=throw", "do=message"),
                    "orchestress.protocols.a2a.version=" + version,
                    "orchestress.protocols.a2a.mode=" + mode));

            Map<String, Long> seen = target.seen();
            RequestResult totals = Objects.requireNonNull(record.totals());
            assertThat(record.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(totals.count())
                    .isEqualTo(seen.get(method))
                    .as("no answer was cut off")
                    .isEqualTo(seen.get(method + "=200"))
                    .as("each task twice, on however busy a machine")
                    .isGreaterThan(12);
            assertThat(FailureCounts.byLabel(totals.failures()))
                    .containsOnly(
                            Map.entry("task-failed", seen.get("do=fail") + seen.get("do=throw")),
                            Map.entry("task-rejected", seen.get("do=reject")),
                            Map.entry("input-required", seen.get("do=ask")));
            assertThat(totals.ok()).isEqualTo(seen.get("do=complete") + seen.get("do=message"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"1.0, 1.0:SendMessage, 1.0:GetTask", "0.3, 0.3:message/send, 0.3:tasks/get"})
    void aTaskThatIsNotWaitedForIsPolledToItsEnd(String version, String send, String get) throws IOException {
        try (RealTarget target = new RealTarget("a2a-js")) {
            RunRecord record = Runs.record(run(
                    target,
                    tasks("steps=3 delay=100", "steps=3 delay=100 do=fail"),
                    "orchestress.protocols.a2a.version=" + version,
                    "orchestress.protocols.a2a.mode=submit"));

            Map<String, Long> seen = target.seen();
            assertThat(Runs.count(record, "submit simple task"))
                    .isEqualTo(seen.get(send))
                    .isPositive();
            assertThat(Runs.count(record, "poll simple task"))
                    .as("all but the question before the load")
                    .isEqualTo(seen.get(get) - 1)
                    .as("300 ms of work, asked every 100 ms")
                    .isGreaterThan(seen.get(send));
            assertThat(FailureCounts.byLabel(
                            Objects.requireNonNull(record.totals()).failures()))
                    .containsOnly(Map.entry("task-failed", seen.get("do=fail")));
        }
    }

    @Test
    void autoFindsIt() throws IOException {
        try (RealTarget target = new RealTarget("a2a-js")) {
            GatlingRun run = run(target, tasks("steps=1"), "protocol=auto");

            assertThat(run.exitStatus()).as(run.output()).isZero();
            assertThat(run.output())
                    .contains("auto: " + target.url() + " speaks a2a: GET /.well-known/agent-card.json");
            assertThat(Runs.record(run).target().protocol()).isEqualTo("a2a");
        }
    }

    @Test
    void anotherProtocolIsRefusedBeforeTheLoad() throws IOException {
        try (RealTarget target = new RealTarget("a2a-js")) {
            GatlingRun run = run(target, tasks("steps=1"), "protocol=mcp");

            assertThat(run.exitStatus()).as(run.output()).isEqualTo(2);
            assertThat(run.output())
                    .contains(
                            "no MCP server to be used (era auto): 'initialize' failed as http-404",
                            "It appears to speak:",
                            "  a2a: GET /.well-known/agent-card.json");
            assertThat(folder.resolve("results")).doesNotExist();
        }
    }

    @Test
    void theJavaSdkThatNeverAnswers() throws IOException {
        try (RealTarget target = new RealTarget("a2a-java")) {
            RunRecord record = Runs.record(run(
                    target,
                    tasks("steps=2", "do=fail", "do=throw"),
                    "orchestress.protocols.a2a.mode=send",
                    "orchestress.target.request-timeout=1 s"));

            Map<String, Long> seen = target.seen();
            RequestResult totals = Objects.requireNonNull(record.totals());
            assertThat(totals.count()).isEqualTo(seen.get("0.3:message/send")).isPositive();
            assertThat(FailureCounts.byLabel(totals.failures()))
                    .containsEntry("timeout", seen.get("0.3:message/send=cut"));
            assertThat(FailureCounts.byLabel(totals.failures())).containsKey("task-failed");
        }
    }

    private GatlingRun run(RealTarget target, String... properties) {
        String[] all = new String[properties.length + 7];
        all[0] = "target=" + target.url();
        all[1] = "protocol=a2a";
        all[2] = "orchestress.task-mix.medium=0";
        all[3] = "orchestress.task-mix.complex=0";
        all[4] = "orchestress.task-mix.workflow=0";
        all[5] = "orchestress.gates.rules.p95=p95 <= 1 min";
        all[6] = "orchestress.breaker.enabled=false"; // most of the tasks fail, as they are asked to
        System.arraycopy(properties, 0, all, 7, properties.length);
        return GatlingRun.of(SmokeTest.class, folder, GatlingRun.LONGEST, Runs.steady(4, 3, 100, all));
    }

    private String tasks(String... prompts) throws IOException {
        StringBuilder csv = new StringBuilder("size,prompt,expected_agent\n");
        for (String prompt : prompts) {
            csv.append("simple,").append(prompt).append(",\n");
        }
        return "orchestress.task-mix.tasks=" + Files.writeString(folder.resolve("tasks.csv"), csv);
    }
}
