package io.orchestress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.record.Comparison.Kind;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.EndedRun;
import io.orchestress.testkit.SyntheticChanges;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HistoryCommandTest {
    @TempDir
    Path project;

    private Path records;
    private Path config;
    private String out = "";
    private String err = "";

    @BeforeEach
    void threeRecords() throws IOException {
        records = project.resolve("results");
        config = Files.writeString(
                project.resolve("test.conf"),
                "orchestress { record.folder = \"" + records + "\", history.file = \""
                        + project.resolve("history").resolve("runs.db") + "\" }");
        for (int minute = 0; minute < 3; minute++) {
            EndedRun.at(minute).p95Millis(100 + minute).writeTo(records);
        }
    }

    private int execute(String... arguments) {
        StringWriter written = new StringWriter();
        StringWriter errors = new StringWriter();
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(written));
        command.setErr(new PrintWriter(errors));
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(2, "--config=" + config);
        int status = command.execute(all.toArray(String[]::new));
        command.getOut().flush();
        command.getErr().flush();
        out = written.toString();
        err = errors.toString();
        return status;
    }

    @Test
    void listsNewestFirstWithFiguresAndBaselines() {
        execute("baseline", "set", "main", "spiketest-1");

        assertThat(execute("history", "list")).isZero();
        assertThat(out.lines())
                .hasSize(4)
                .element(1)
                .asString()
                .matches("spiketest-2 +quick +rest +completed +PASS +102 +20");
        assertThat(out.lines().toList().get(2)).startsWith("spiketest-1").endsWith("main");
        assertThat(execute("history", "list", "--simulation", "LoadTest")).isZero();
        assertThat(out.lines()).hasSize(1);
    }

    @Test
    void jsonAndExportHaveTheFigures() throws IOException {
        assertThat(execute("history", "list", "--json")).isZero();
        JsonNode list = new ObjectMapper().readTree(out);
        assertThat(list).hasSize(3);
        assertThat(list.get(0).get("runId").asText()).isEqualTo("spiketest-2");

        execute("baseline", "set", "main", "spiketest-1", "--reason", "release 1");
        Path file = project.resolve("export.json");
        assertThat(execute("history", "export", file.toString())).isZero();
        JsonNode export = new ObjectMapper().readTree(file.toFile());
        assertThat(export.get("schemaVersion").asInt()).isEqualTo(1);
        assertThat(export.get("runs")).hasSize(3);
        assertThat(export.get("runs").get(0).get("startedAt").asText()).isEqualTo("2026-03-01T10:02:00Z");
        assertThat(export.get("runs").get(0).get("metrics")).anySatisfy(metric -> {
            assertThat(metric.get("metric").asText()).isEqualTo("p95");
            assertThat(metric.get("phase").asText()).isEqualTo("steady");
            assertThat(metric.get("value").asDouble()).isEqualTo(102);
        });
        assertThat(export.get("baselines").get(0).get("runs").get(0).asText()).isEqualTo("spiketest-1");
        assertThat(export.get("baselineMoves").get(0).get("reason").asText()).isEqualTo("release 1");
    }

    @Test
    void showsARunByIdOrFolder() {
        assertThat(execute("history", "show", "spiketest-1")).isZero();
        assertThat(out)
                .contains("PASS, 75/100", "target embedded, rest")
                .containsPattern("p95 +\\* +\\* +101 +ms +lower");
        assertThat(out).doesNotContain("steady");
        assertThat(execute("history", "show", records.resolve("spiketest-1").toString(), "--phases"))
                .isZero();
        assertThat(out).contains("steady", "run medium task");
        assertThat(execute("history", "show", "spiketest-9")).isEqualTo(2);
        assertThat(err).contains("there is no run 'spiketest-9'");
    }

    @Test
    void addsRecordsFromElsewhereAndNamesThoseItCannot() {
        Path elsewhere = EndedRun.at(7).writeTo(project.resolve("downloads"));

        assertThat(execute(
                        "history",
                        "add",
                        elsewhere.toString(),
                        project.resolve("none").toString()))
                .isEqualTo(2);
        assertThat(out).contains("Added spiketest-7");
        assertThat(err).contains("Not added", "none", "there is no such folder");
        execute("history", "list");
        assertThat(out.lines()).hasSize(5);
    }

    @Test
    void rebuildAddsAFolderAndForgetsNothing() {
        EndedRun.at(7).writeTo(project.resolve("archive"));
        execute("history", "list");

        assertThat(execute("history", "rebuild", project.resolve("archive").toString()))
                .isZero();
        assertThat(out).contains("Added 1 record from");
        execute("history", "list");
        assertThat(out.lines()).hasSize(5);
        assertThat(execute("history", "rebuild", project.resolve("none").toString()))
                .isEqualTo(2);
    }

    @Test
    void pruneDeletesRecordsOnlyWhenToldTwice() {
        execute("baseline", "set", "main", "spiketest-0");

        assertThat(execute("history", "prune", "--keep", "1", "--records")).isZero();
        assertThat(out).contains(records.resolve("spiketest-1").toString(), "confirm with --yes");
        assertThat(records.resolve("spiketest-1")).exists();

        assertThat(execute("history", "prune", "--keep", "1")).isZero();
        assertThat(out).contains("1 runs removed, no record deleted");
        assertThat(records.resolve("spiketest-1")).exists();

        assertThat(execute("history", "prune", "--keep", "1", "--records", "--yes"))
                .isZero();
        assertThat(out).contains("1 records deleted");
        assertThat(records.resolve("spiketest-0")).exists();
        assertThat(records.resolve("spiketest-1")).doesNotExist();
        assertThat(records.resolve("spiketest-2")).exists();
        assertThat(execute("history", "prune", "--keep", "0")).isEqualTo(2);
    }

    @Test
    void aBaselineIsSetShownLoggedAndRemoved() {
        assertThat(execute(
                        "baseline",
                        "set",
                        "main",
                        records.resolve("spiketest-0").toString(),
                        "spiketest-1",
                        "--reason=first"))
                .isZero();
        assertThat(out).contains("Baseline 'main' (SpikeTest quick rest) is now spiketest-0, spiketest-1");
        assertThat(execute("baseline", "list")).isZero();
        assertThat(out).contains("spiketest-0, spiketest-1", System.getProperty("user.name"), "first");
        assertThat(execute("baseline", "show", "main")).isZero();
        assertThat(out).contains(records.resolve("spiketest-1").toString()).doesNotContain("(missing)");
        assertThat(execute("baseline", "remove", "main", "--reason=over")).isZero();
        assertThat(execute("baseline", "log", "main")).isZero();
        assertThat(out.lines()).hasSize(3);
        assertThat(out).contains("removed", "over");
        assertThat(execute("baseline", "show", "main")).isEqualTo(2);
        assertThat(execute("baseline", "remove", "main")).isEqualTo(2);
        assertThat(err).contains("there is no baseline 'main'");
    }

    @Test
    void aFailedRunIsNoBaselineUnlessForced() {
        EndedRun.at(5).ended(RunStatus.COMPLETED, Outcome.FAIL).writeTo(records);

        assertThat(execute("baseline", "set", "main", "spiketest-5")).isEqualTo(2);
        assertThat(err).contains("spiketest-5", "is FAIL", "--force");
        assertThat(execute("baseline", "set", "main", "spiketest-5", "--force")).isZero();
        execute("baseline", "log", "main");
        assertThat(out).contains("(forced)");
    }

    @Test
    void proposesWithoutMoving() {
        execute("baseline", "set", "main", "spiketest-0");
        EndedRun.at(6)
                .compared(SyntheticChanges.of(
                        Outcome.PASS,
                        List.of("spiketest-0"),
                        SyntheticChanges.change("p95", false, Kind.IMPROVED, -0.25)))
                .writeTo(records);
        execute("history", "rebuild");

        assertThat(execute("baseline", "propose", "main", "spiketest-6")).isZero();
        assertThat(out).contains("Overall 25.0 % better", "baseline set main spiketest-6");
        assertThat(execute("baseline", "propose", "main", "spiketest-1")).isEqualTo(2);
        assertThat(err).contains("spiketest-1 was not compared with baseline 'main'");
        execute("baseline", "show", "main");
        assertThat(out).contains("spiketest-0").doesNotContain("spiketest-6");
    }

    @Test
    void whatIsNoStoreEndsWithTwo() throws IOException {
        Files.createDirectories(project.resolve("history").resolve("runs.db").resolve("x"));

        assertThat(execute("history", "list")).isEqualTo(2);
        assertThat(err).contains("is a folder").doesNotContain("\tat ");
    }
}
