package io.orchestress.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.Findings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.record.Issue;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict;
import io.orchestress.record.task.CallLog;
import io.orchestress.record.task.TaskLog;
import io.orchestress.report.ci.JUnitXml;
import io.orchestress.report.console.ConsoleSummary;
import io.orchestress.report.html.HtmlReport;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.SyntheticRecord;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the two logs of a record to verdict, issue, console, JUnit and report. */
class WrongAnswersTest {
    private static final int TASKS = 10_000;

    @TempDir
    private Path folder;

    private Findings findings(String odd, boolean effects) throws Exception {
        Path written = new SyntheticRecord(1)
                .phase("steady", "steady", 10, 100)
                .samples("run task", "ok", 100, LatencyLaw.constant(2_000))
                .writeTo(folder);
        String clock = "{\"nanos\":0,\"at\":\"" + SyntheticRecord.LOAD_STARTED_AT + "\"}";
        List<String> tasks = new ArrayList<>(List.of(clock));
        List<String> calls = new ArrayList<>(List.of(clock));
        for (int n = 0; n < TASKS; n++) {
            String more = n == 7_777 ? odd : "\"outcome\":\"ok\",\"accepted\":true,\"found\":true";
            tasks.add(
                    "{\"task\":\"orc-%016x\",\"phase\":\"steady\",\"request\":\"simple task\",\"user\":%d,\"start\":%d,\"first\":1,\"end\":%d,%s}"
                            .formatted(n, n, n * 1_000_000L + 1, n * 1_000_000L + 2, more));
            if (effects) {
                calls.add(
                        "{\"n\":%d,\"kind\":\"tool\",\"name\":\"record\",\"task\":\"orc-%016x\",\"start\":%d,\"end\":2,\"outcome\":\"answered\",\"effect\":true}"
                                .formatted(n, n == 7_777 && odd.contains("twice") ? 7_776 : n, n * 1_000_000L + 1));
            }
        }
        tasks.add("{\"tasks\":" + TASKS + ",\"lost\":0}");
        calls.add("{\"calls\":" + TASKS + ",\"lost\":0}");
        Files.write(written.resolve(TaskLog.FILE), tasks);
        Files.write(written.resolve(CallLog.FILE), calls);
        return Analysis.of(
                RecordReader.open(written, Writer.GONE),
                SettingsLoader.load(new Properties()).part(AnalysisSettings.class));
    }

    private static Optional<Verdict.Outcome> gate(RunRecord run, String name) {
        return Optional.ofNullable(run.verdict()).orElseThrow().gates().stream()
                .filter(gate -> gate.name().equals(name))
                .map(Verdict.Gate::outcome)
                .findFirst();
    }

    /** One of 10,000. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "outcome":"ok","others":["orc-0000000000000007"]              | crossed    | CROSSED_ANSWERS
            "outcome":"ok","found":true,"answers":2,"ended":true          | duplicated | DUPLICATED_EFFECTS
            "outcome":"ok","accepted":true,"found":true,"size":"twice"    | duplicated | DUPLICATED_EFFECTS
            "outcome":"timeout","accepted":true                           | lost       | LOST_TASKS
            """)
    void oneOfTenThousandFails(String odd, String gate, String issue) throws Exception {
        Findings findings = findings(odd, true);
        RunRecord run = findings.record();
        assertThat(gate(run, gate)).contains(Verdict.Outcome.FAIL);
        assertThat(run.issues()).extracting(Issue::type).contains(issue);
        assertThat(run.issues().stream()
                        .filter(one -> one.type().equals(issue))
                        .findFirst()
                        .orElseThrow())
                .satisfies(found -> {
                    assertThat(found.description()).contains("First: orc-");
                    assertThat(found.evidence().toSeconds()).isBetween(7.5, 8.0);
                });
        StringWriter console = new StringWriter();
        ConsoleSummary.write(findings, folder, console);
        assertThat(console.toString()).contains("Answers: 1 ").contains(issue);
    }

    @Test
    void aHealthyRunPasses() throws Exception {
        RunRecord run = findings("\"outcome\":\"ok\",\"accepted\":true,\"found\":true", true)
                .record();
        assertThat(List.of("crossed", "duplicated", "lost"))
                .allSatisfy(gate -> assertThat(gate(run, gate)).contains(Verdict.Outcome.PASS));
    }

    /** One answer without a mark, and nothing is known of it: never a pass. */
    @Test
    void anAnswerWithoutAMarkIsNotMeasurable() throws Exception {
        Findings findings = findings("\"outcome\":\"ok\",\"accepted\":true", false);
        RunRecord run = findings.record();
        assertThat(gate(run, "crossed")).contains(Verdict.Outcome.INCONCLUSIVE);
        assertThat(gate(run, "duplicated")).as("no tool changed anything").isEmpty();
        assertThat(gate(run, "lost")).contains(Verdict.Outcome.INCONCLUSIVE);
        StringWriter console = new StringWriter();
        ConsoleSummary.write(findings, folder, console);
        assertThat(console.toString().replaceAll("\\s+", " "))
                .contains("not measurable: 1 of 10,000 answers hold no mark of their task");
    }

    @Test
    void reportsHaveIt() throws Exception {
        Findings findings = findings("\"outcome\":\"ok\",\"others\":[\"orc-0000000000000007\"]", true);
        StringWriter html = new StringWriter();
        HtmlReport.write(findings, html);
        assertThat(html.toString()).contains("id=\"answers\"", "orc-0000000000001e61", "orc-0000000000000007");
        StringWriter junit = new StringWriter();
        JUnitXml.write(findings, false, junit);
        assertThat(junit.toString()).contains("crossed");
    }
}
