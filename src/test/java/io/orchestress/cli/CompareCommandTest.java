package io.orchestress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.evaluation.BaselineCheck;
import io.orchestress.history.History;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.SyntheticRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
        assertThat(out.toString()).startsWith("INCONCLUSIVE, too noisy").doesNotContain("FAIL");
    }

    @Test
    void writesAPageAndJson() {
        String one = run("one", 1, 50_000);
        Path page = folder.resolve("c.html");
        assertThat(compare(one, run("two", 2, 50_000), "--json", "--html", page.toString()))
                .isIn(0, 1);
        assertThat(out.toString())
                .startsWith("{")
                .contains(
                        "\"falseAlarms\" : 0.01", "\"kind\" : \"NOT_WORSE\"", "\"finding\" : \"", "\"smallest\" : 0.");
        assertThat(page).content().startsWith("<!DOCTYPE html>").contains("throughput");
    }

    @Test
    void refusesOtherLoadUnlessForced() {
        String one = run("one", 1, 50_000);
        String other = new SyntheticRecord(2)
                .runId("other")
                .phase("steady", "steady", 60, 77)
                .samples("a", "ok", 40, LatencyLaw.logNormal(50_000, 0.5))
                .writeTo(folder.resolve("other"))
                .toString();
        String open = new SyntheticRecord(2)
                .runId("open")
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
                .runId("aborted")
                .phase("steady", "steady", 60, 10)
                .samples("a", "ok", 40, LatencyLaw.logNormal(50_000, 0.5))
                .status(RunStatus.ABORTED)
                .writeTo(folder.resolve("aborted"))
                .toString();
        assertThat(compare(aborted, run("two", 2, 50_000))).isEqualTo(2);
        assertThat(err.toString()).contains("did not complete (aborted)");
    }

    @Test
    void aBaselineThatIsGoneIsSaid() {
        String two = run("two", 2, 50_000);
        assertThat(compare("gone", two)).isEqualTo(2);
        assertThat(err.toString()).contains("there is no baseline 'gone'", "valid: last-5");
        assertThat(compare("last-5", two)).isEqualTo(2);
        assertThat(err.toString()).contains("no earlier passing run");
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

    /** Two equal builds pass once enough runs are there; one run of the baseline on a machine that is not known is not enough, and what would be is said. */
    @Test
    void saysWhatWouldBeEnough() {
        String[] names = new String[5];
        for (int i = 0; i < names.length; i++) {
            names[i] = run("run" + i, 20 + i, 50_000);
        }
        assertThat(compare(names)).isZero();
        assertThat(out.toString())
                .startsWith("PASS, not worse  against run0, run1, run2, run3 (4 runs): Not worse: typical at most +")
                .contains("Smallest detectable change (4 of 5", "% assumed", "0 earlier runs known.");
        out.getBuffer().setLength(0);
        assertThat(compare(names[0], names[1])).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("INCONCLUSIVE, too noisy")
                .contains("mostly assumed: more baseline runs", "A duel needs neither: about");
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

    /** Time in the history is told to the microsecond, in the record to the nanosecond. */
    @Test
    void lastNeverHoldsTheRunItself() throws IOException {
        String only = reported("only", 1);

        assertThat(compare("last-5", only)).isEqualTo(2);
        assertThat(err.toString()).contains("no earlier passing run like only");
        assertThat(execute("gate", "--config", config.toString(), "--baseline", "last-5", only))
                .isZero();
        assertThat(out.toString()).contains("No earlier passing run");
        out.getBuffer().setLength(0);

        reported("first", 0);
        assertThat(compare("last-5", only, "--json")).isIn(0, 1);
        assertThat(out.toString()).containsPattern("\"baselineRuns\" : \\[ \"first\" \\]");
    }

    /** Runs of the same load on the same machine, those of the baseline not twice, and no run of another machine. */
    @Test
    void theNoiseIsLearnedFromTheHistory() {
        for (int i = 0; i < 6; i++) {
            reportedOn("Xeon", "here" + i, i);
        }
        reportedOn("M2", "elsewhere", 6);
        String now = reportedOn("Xeon", "now", 7);
        assertThat(compare(folder.resolve("results/here5").toString(), now, "--json"))
                .isIn(0, 1);
        assertThat(out.toString()).contains("\"earlierRuns\" : 5,").contains("\"notes\" : [ ]");
        assertThat(compare(folder.resolve("results/elsewhere").toString(), now)).isEqualTo(2);
        assertThat(err.toString())
                .contains("the load generator's machine differs in CPU model: Xeon, before M2", "--force");
    }

    private String reportedOn(String cpu, String name, int hours) {
        String record = new SyntheticRecord(hours)
                .runId(name)
                .startedAt(SyntheticRecord.LOAD_STARTED_AT.plusSeconds(3600L * hours))
                .environment(new RunRecord.Environment(
                        "Linux", "amd64", "17", 2, 8L << 30, 1, 1, 0, "3", null, null, null, null, null, cpu, null, 2,
                        "a"))
                .phase("steady", "steady", 20, 10)
                .samples("a", "ok", 20, LatencyLaw.logNormal(50_000, 0.5))
                .writeTo(folder.resolve("results").resolve(name))
                .toString();
        execute("report", "--config", config.toString(), record);
        out.getBuffer().setLength(0);
        return record;
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"folder", "copy", "run id", "baseline", "baseline of several"})
    void aRunIsNotComparedWithItself(String way) throws IOException {
        String run = reported("candidate", 2);
        String other = reported("earlier", 1);
        String baseline = switch (way) {
            case "folder" -> run;
            case "copy" -> copy(Path.of(run), folder.resolve("copied")).toString();
            case "run id" -> "candidate";
            default -> "main";
        };
        try (History history = History.open(folder.resolve("runs.db"))) {
            history.setBaseline(
                    "main",
                    way.equals("baseline") ? List.of("candidate") : List.of("candidate", "earlier"),
                    SyntheticRecord.LOAD_STARTED_AT,
                    "ann",
                    "",
                    true);
        }
        String mine = Files.readString(config) + "\norchestress.regression.baseline = \"" + baseline + "\"";
        Path own = Files.writeString(folder.resolve("with-baseline.conf"), mine);
        String before = Files.readString(Path.of(run).resolve(RecordReader.RUN_FILE));

        assertThat(compare(baseline, run)).isEqualTo(2);
        assertThat(execute("gate", "--config", config.toString(), "--baseline", baseline, run))
                .isEqualTo(2);
        assertThat(execute("report", "--config", own.toString(), run)).isEqualTo(2);
        assertThat(err.toString().lines().filter(line -> line.contains("cannot be compared with itself")))
                .hasSize(3);
        assertThat(out.toString()).doesNotContain("PASS", "Nothing got worse");
        assertThat(Path.of(run).resolve(RecordReader.RUN_FILE)).hasContent(before);
        assertThat(compare(baseline.equals("main") ? other : "earlier", run)).isIn(0, 1);
    }

    /** What a run is compared with stays what it was when the run began. */
    @Test
    void aLinkToTheLatestRunIsFollowedBeforeTheRun() throws IOException {
        Path first = Path.of(run("first", 1, 50_000)).toRealPath();
        Path latest = Files.createSymbolicLink(folder.resolve("latest"), first);
        Settings settings = SettingsLoader.load(new Properties());

        assertThat(BaselineCheck.pinned(settings.against(latest.toString()))
                        .baseline()
                        .name())
                .isEqualTo(first.toString());
        assertThat(List.of("", "last-5", "main", "/", "a\0b"))
                .allSatisfy(name -> assertThat(BaselineCheck.pinned(settings.against(name))
                                .baseline()
                                .name())
                        .isEqualTo(name));
    }

    /** Concluded, so that the history has it; begun that many seconds and 652 ns after the others. */
    private String reported(String name, int seconds) throws IOException {
        String record = new SyntheticRecord(seconds)
                .runId(name)
                .startedAt(SyntheticRecord.LOAD_STARTED_AT.plusSeconds(seconds).plusNanos(615_467_652))
                .phase("steady", "steady", 60, 10)
                .samples("a", "ok", 40, LatencyLaw.logNormal(50_000, 0.5))
                .writeTo(folder.resolve("results").resolve(name))
                .toString();
        assertThat(execute("report", "--config", config.toString(), record)).isZero();
        out.getBuffer().setLength(0);
        return record;
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    private String few(String name, long seed) {
        return new SyntheticRecord(seed)
                .runId(name)
                .phase("steady", "steady", 5, 10)
                .samples("a", "ok", 1, LatencyLaw.constant(50_000))
                .writeTo(folder.resolve(name))
                .toString();
    }

    private String run(String name, long seed, long medianMicros) {
        return new SyntheticRecord(seed)
                .runId(name)
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
