package io.orchestress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.RunRecord;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.SyntheticRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void reportsARecordAgain() throws IOException {
        Path record = copyOfTheGoldenRecord();

        int status = execute("report", record.toString());

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
                .contains("Report:", record.toRealPath().resolve("report.html").toString());
        assertThat(status).isIn(0, 1);
        assertThat(record).isDirectoryContaining("glob:**report.html").isDirectoryContaining("glob:**issues.json");
    }

    @Test
    void otherThresholdsGiveAnotherVerdict() throws IOException {
        Path record = copyOfTheGoldenRecord();
        Path strict = Files.writeString(
                folder.resolve("strict.conf"),
                "orchestress.gates { rules { p95 = \"p95 <= 1 ms\", p99 = \"p99 <= 1 ms\" }, min-samples = 1 }");

        assertThat(execute("report", "--config", strict.toString(), record.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).startsWith("FAIL");
    }

    @Test
    void aCorruptRecordIsSaid() throws IOException {
        Path record = copyOfTheGoldenRecord();
        Files.writeString(record.resolve("run.json"), "{ \"schemaVersion\": 1, ");

        assertThat(execute("report", record.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("run.json", "is not a run record").doesNotContain("\tat ");
    }

    @Test
    void aNewerRecordIsRefused() throws IOException {
        Path record = copyOfTheGoldenRecord();
        Path json = record.resolve("run.json");
        int newer = RunRecord.SCHEMA_VERSION + 1;
        Files.writeString(
                json, Files.readString(json).replaceFirst("\"schemaVersion\" *: *\\d+", "\"schemaVersion\": " + newer));

        assertThat(execute("report", record.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("has schemaVersion " + newer + ", written by a newer Orchestress");
    }

    @Test
    void aFolderThatIsNotThere() {
        assertThat(execute("report", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("none");
    }

    @Test
    void aWrongThresholdFile() throws IOException {
        Path record = copyOfTheGoldenRecord();
        Path wrong = Files.writeString(folder.resolve("wrong.conf"), "orchestress.gates.rules.p95 = \"p95 <= 2000\"");

        assertThat(execute("report", "--config", wrong.toString(), record.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains(wrong + ": 1", "orchestress.gates.rules.p95", "at character 8", "needs its unit");
    }

    @Test
    void gateJudgesAgainAndChangesNothing() throws IOException {
        Path record = concludedRecord();
        Files.delete(record.resolve("histograms.hlog")); // it is not read
        byte[] before = Files.readAllBytes(record.resolve("run.json"));
        Path gates =
                Files.writeString(folder.resolve("gates.conf"), "rules { slow = \"p99 <= 1 ms, fail above 5 ms\" }");

        assertThat(execute("gate", record.toString(), "--gates", gates.toString()))
                .isEqualTo(1);
        assertThat(out.toString())
                .startsWith("FAIL  ")
                .contains("slow is 9.87 ms, limit 5 ms (phase 'steady', from the actual start).")
                .containsPattern("FAIL +slow +9\\.87 ms +≤ 1 ms, FAIL above 5 ms +−887 % +phase 'steady'");
        assertThat(record.resolve("run.json")).hasBinaryContent(before);
    }

    @Test
    void strictMakesAWarningFail() throws IOException {
        Path record = concludedRecord();
        Path gates = Files.writeString(folder.resolve("gates.conf"), "rules { slow = \"p99 <= 1 ms warn\" }");

        assertThat(execute("gate", record.toString(), "--gates", gates.toString()))
                .isZero();
        assertThat(execute("gate", record.toString(), "--gates", gates.toString(), "--strict"))
                .isEqualTo(1);
        out.getBuffer().setLength(0);
        assertThat(execute("gate", record.toString(), "--gates", gates.toString(), "--json"))
                .isZero();
        assertThat(out.toString())
                .contains("\"source\" : \"run.json\"", "\"outcome\" : \"WARN\"", "\"text\" : \"p99 <= 1 ms warn\"");
    }

    @Test
    void gateReadsTheHistogramsOnlyForWhatRunJsonLacks() throws IOException {
        Path record = copyOfTheGoldenRecord();
        Path gates = Files.writeString(folder.resolve("gates.conf"), "rules { odd = \"p94 <= 10 s\" }");

        execute("gate", record.toString(), "--gates", gates.toString(), "--json");
        assertThat(out.toString()).contains("\"source\" : \"histograms.hlog\"").doesNotContain("\"actual\" : null");
    }

    @Test
    void aGateOnAPhaseThatIsNotThere() throws IOException {
        Path record = copyOfTheGoldenRecord();
        Path gates = Files.writeString(folder.resolve("gates.conf"), "rules { slow = \"p99 in spikes <= 1 s\" }");

        assertThat(execute("gate", record.toString(), "--gates", gates.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains(gates + ": 1", "rules.slow", "there is no phase 'spikes'; valid: ", "steady", "recovery");
    }

    @Test
    void helpAndUnknownCommands() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString()).contains("report", "serve", "Exit codes: 0 passed, 1 failed or inconclusive, 2");
        assertThat(execute("frobnicate")).isEqualTo(2);
    }

    /** Whatever cannot be done ends with 2 and a line that says what and why, never with a stack. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "report nope                              | nope: there is no such file or folder",
                "gate nope                                | nope: there is no such file or folder",
                "export nope --to q.pdf                   | nope: there is no such file or folder",
                "capacity show nope                       | nope: there is no such file or folder",
                "capacity page nope                       | nope: there is no such file or folder",
                "compare nope nope                        | nope",
                "publish nope                             | nope: there is no such file or folder",
                "report FILE                              | FILE",
                "report FILE/x                            | FILE/x",
                "report EMPTY                             | EMPTY",
                "import nope.csv                          | nope.csv: there is no such file",
                "import EMPTY                             | EMPTY",
                "import FILE --results FILE               | FILE",
                "capacity fit nope.csv                    | nope.csv: there is no such file",
                "capacity fit EMPTY                       | EMPTY",
                "capacity fit HUGE                        | HUGE",
                "export RECORD --to EMPTY/no/x.json       | no/x.json",
                "export RECORD --to x.doc                 | x.doc",
                "history export FILE/x.json               | FILE/x.json",
                "report RECORD --config nope.conf         | nope.conf: there is no such file",
                "report RECORD --config EMPTY             | is a folder",
                "gate RECORD --gates nope.conf            | nope.conf",
                "gate RECORD --gates EMPTY                | EMPTY",
                "publish RECORD -Dorchestress..x=1        | is not a key",
                "publish RECORD -Dorchestres.load.pace=1  | valid: -Dorchestress.load.pace",
                "publish RECORD -Dprofil=full             | valid: -Dprofile",
                "frobnicate                               | frobnicate",
                "report                                   | Missing required parameter",
                "run SmokeTest                            | scripts/orchestress run SmokeTest",
                "capacity                                 | capacity needs a command",
                "--no-such-option                         | --no-such-option",
            })
    void whatCannotBeDoneEndsWithTwo(String arguments, String said) throws IOException {
        Map<String, String> places = Map.of(
                "RECORD", copyOfTheGoldenRecord().toString(),
                "FILE",
                        Files.writeString(folder.resolve("a-file"), "not a record")
                                .toString(),
                "EMPTY",
                        Files.createDirectory(folder.resolve("an-empty-folder")).toString(),
                "HUGE",
                        Files.writeString(
                                        folder.resolve("huge.csv"),
                                        "n,x\n1,1e308\n2,1e308\n3,1e308\n4,1e308\n5,1e308\n6,1e308\n7,1e308\n")
                                .toString());

        int status = execute(filled(arguments, places).split(" "));

        assertThat(status).as(err.toString()).isEqualTo(2);
        assertThat(err.toString()).contains(filled(said, places)).doesNotContain("\tat ", "Exception:");
    }

    private static String filled(String text, Map<String, String> places) {
        String filled = text;
        for (Map.Entry<String, String> place : places.entrySet()) {
            filled = filled.replace(place.getKey(), place.getValue());
        }
        return filled;
    }

    @Test
    void aDefectOfOursIsSaidInALineAndDoesNotPass() {
        CommandLine command = Main.commandLine();
        command.setErr(new PrintWriter(err));

        int status = Main.explain(new IllegalStateException("first\nsecond"), command, command.parseArgs());

        assertThat(status).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("Not done: IllegalStateException: first second (at io.orchestress.");
    }

    private int execute(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        int status = command.execute(arguments);
        command.getOut().flush();
        command.getErr().flush();
        return status;
    }

    /** A run of 500 answers of 9.87 ms that passed. */
    private Path concludedRecord() {
        Path record = new SyntheticRecord(1)
                .phase("steady", "steady", 5, 10)
                .samples("run task", "ok", 100, LatencyLaw.constant(9_870))
                .writeTo(folder.resolve("record"));
        assertThat(execute("report", record.toString())).isZero();
        out.getBuffer().setLength(0);
        return record;
    }

    private Path copyOfTheGoldenRecord() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("record"));
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/records/v1"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }
}
