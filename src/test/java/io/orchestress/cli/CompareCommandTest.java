package io.orchestress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.run.RecordReader;
import io.orchestress.run.RunRecord;
import io.orchestress.run.RunStatus;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.SyntheticRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompareCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path config = Path.of("");

    @BeforeEach
    void ownHistory() throws IOException {
        config = Files.writeString(
                folder.resolve("own.conf"),
                "orchestress { history.file = \"" + folder.resolve("runs.db") + "\", record.folder = \""
                        + folder.resolve("results") + "\" }");
    }

    @Test
    void tellsASlowRunFromAnEqualOne() {
        String one = run("one", 1, 50_000);
        String two = run("two", 2, 50_000);
        String slow = run("slow", 3, 100_000);

        assertThat(compare(one, two, slow)).isEqualTo(1);
        assertThat(out.toString()).startsWith("FAIL  against one, two (2 runs)").contains("typical", "FAIL: worse");
        out.getBuffer().setLength(0);
        assertThat(compare(one, slow, two)).isIn(0, 1);
        assertThat(out.toString()).doesNotContain("worse");
    }

    @Test
    void writesAPageAndJson() {
        String one = run("one", 1, 50_000);
        Path page = folder.resolve("c.html");
        assertThat(compare(one, run("two", 2, 50_000), "--json", "--html", page.toString()))
                .isIn(0, 1);
        assertThat(out.toString()).startsWith("{").contains("\"falseAlarms\" : 0.01", "\"kind\" : \"UNCHANGED\"");
        assertThat(page).content().startsWith("<!DOCTYPE html>").contains("throughput");
    }

    @Test
    void refusesOtherLoadUnlessForced() {
        String one = run("one", 1, 50_000);
        String other = new SyntheticRecord(2)
                .phase("steady", "steady", 60, 77)
                .samples("a", "ok", 40, LatencyLaw.logNormal(50_000, 0.5))
                .writeTo(folder.resolve("other"))
                .toString();
        String open = new SyntheticRecord(2)
                .open()
                .phase("steady", "steady", 60, 10)
                .samples("a", "ok", 40, LatencyLaw.logNormal(50_000, 0.5))
                .writeTo(folder.resolve("open"))
                .toString();

        assertThat(compare(one, other)).isEqualTo(2);
        assertThat(err.toString()).contains("cannot be compared with one", "planned phases", "--force");
        assertThat(compare(one, open)).isEqualTo(2);
        assertThat(err.toString()).contains("load model is open, was closed");
        assertThat(compare("--force", one, open)).isIn(0, 1);
        assertThat(out.toString()).contains("load model is open, was closed");
    }

    @Test
    void refusesABaselineThatWasCutShort() {
        String aborted = new SyntheticRecord(2)
                .phase("steady", "steady", 60, 10)
                .samples("a", "ok", 40, LatencyLaw.logNormal(50_000, 0.5))
                .status(RunStatus.ABORTED)
                .writeTo(folder.resolve("aborted"))
                .toString();
        assertThat(compare(aborted, run("two", 2, 50_000))).isEqualTo(2);
        assertThat(err.toString()).contains("did not come to its planned end (aborted)");
    }

    @Test
    void aBaselineThatIsGoneIsSaid() {
        String two = run("two", 2, 50_000);
        assertThat(compare("gone", two)).isEqualTo(2);
        assertThat(err.toString()).contains("there is no baseline 'gone'", "valid: last-5");
        assertThat(compare("last-5", two)).isEqualTo(2);
        assertThat(err.toString()).contains("there is no earlier good run");
        assertThat(compare(two, "nowhere")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no run 'nowhere'");
        assertThat(execute("gate", "--config", config.toString(), "--baseline", "gone", two))
                .isEqualTo(2);
        assertThat(err.toString()).contains("orchestress.regression.baseline", "gone");
    }

    @Test
    void aRecordOfANewerVersionIsRefused() throws IOException {
        String two = run("two", 2, 50_000);
        Path file = Path.of(run("newer", 1, 50_000)).resolve(RecordReader.RUN_FILE);
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst(
                                "\"schemaVersion\"\\s*:\\s*\\d+",
                                "\"schemaVersion\": " + (RunRecord.SCHEMA_VERSION + 1)));
        assertThat(compare(file.getParent().toString(), two)).isEqualTo(2);
        assertThat(err.toString()).contains("newer Orchestress");
    }

    @Test
    void twoRunsOfFiveSamplesTellNothing() {
        String five = few("five", 1);
        assertThat(compare(five, few("others", 2))).isEqualTo(1);
        assertThat(out.toString()).startsWith("INCONCLUSIVE").contains("100 needed");
    }

    /** The gate fails by its comparison alone, and says so; without a baseline the same record passes. */
    @Test
    void theGateIsTheWorseOfBoth() {
        String one = run("one", 1, 50_000);
        String slow = run("slow", 3, 100_000);
        assertThat(execute("gate", "--config", config.toString(), slow)).isZero();
        assertThat(execute("gate", "--config", config.toString(), "--baseline", one, slow))
                .isEqualTo(1);
        assertThat(out.toString()).contains("Against one:", "tolerance of 15 %");
    }

    private String few(String name, long seed) {
        return new SyntheticRecord(seed)
                .phase("steady", "steady", 5, 10)
                .samples("a", "ok", 1, LatencyLaw.constant(50_000))
                .writeTo(folder.resolve(name))
                .toString();
    }

    private String run(String name, long seed, long medianMicros) {
        return new SyntheticRecord(seed)
                .phase("steady", "steady", 60, 10)
                .samples("a", "ok", 40, LatencyLaw.logNormal(medianMicros, 0.5))
                .samples("b", "ok", 20, LatencyLaw.logNormal(2 * medianMicros, 0.5))
                .writeTo(folder.resolve(name))
                .toString();
    }

    private int compare(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "compare";
        all[1] = "--config";
        all[2] = config.toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return execute(all);
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
}
