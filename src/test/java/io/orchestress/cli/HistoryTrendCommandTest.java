package io.orchestress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.EndedRun;
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

/** Twelve runs, a third slower from the ninth (spiketest-8) on; one of another load, and one that was aborted and is far off. */
class HistoryTrendCommandTest {
    private static final long[] P95_MILLIS = {100, 102, 99, 101, 100, 98, 101, 100, 133, 135, 132, 134};

    @TempDir
    Path project;

    private Path config;
    private String out = "";
    private String err = "";

    @BeforeEach
    void records() throws IOException {
        Path records = project.resolve("results");
        config = Files.writeString(
                project.resolve("test.conf"),
                "orchestress { record.folder = \"" + records + "\", history.file = \"" + project.resolve("runs.db")
                        + "\" }");
        for (int minute = 0; minute < P95_MILLIS.length; minute++) {
            EndedRun.at(minute).p95Millis(P95_MILLIS[minute]).writeTo(records);
        }
        EndedRun.at(-1).p95Millis(500).users(90).writeTo(records);
        EndedRun.at(-2).p95Millis(900).ended(RunStatus.ABORTED, Outcome.FAIL).writeTo(records);
    }

    @Test
    void saysWithWhichRunAMetricChanged() {
        assertThat(execute("--metric", "p95")).isZero();
        assertThat(out)
                .isEqualToNormalizingNewlines(
                        "p95: began with run spiketest-8: 100 ms → 133 ms, +33.3 %, worse, p = 0.004\n"
                                + "1 run of this simulation used another load or target and cannot be compared.\n");
    }

    @Test
    void showsTheMetricsThatMatterMost() {
        assertThat(execute()).isZero();
        assertThat(out.lines())
                .anySatisfy(line -> assertThat(line).startsWith("p95: began with run spiketest-8"))
                .anySatisfy(line -> assertThat(line).isEqualTo("throughput: no change point and no drift in 13 runs"));
    }

    @Test
    void writesPageAndJson() throws IOException {
        Path page = project.resolve("out").resolve("trend.html");
        assertThat(execute("--json", "--html", page.toString())).isZero();
        JsonNode tree = new ObjectMapper().readTree(out);
        assertThat(tree.get("leftOut").intValue()).isEqualTo(1);
        assertThat(tree.get("runs")).hasSize(13);
        assertThat(tree.get("runs").get(0).get("status").textValue()).isEqualTo("aborted");
        assertThat(page).content().contains("began with run spiketest-8", "1 run of this simulation used another load");
    }

    @Test
    void comparesWithRunsLikeAnother() {
        assertThat(execute("--like", "spiketest--1", "--metric", "p95")).isZero();
        assertThat(out).contains("inconclusive: 1 run, 9 more needed");
    }

    @Test
    void namesWhatThereIs() {
        assertThat(execute("--metric", "p42")).isEqualTo(2);
        assertThat(err).contains("p42").contains("p50, p95");
        assertThat(execute("--like", "spiketest-99")).isEqualTo(2);
        assertThat(err).contains("no run 'spiketest-99'");
        assertThat(execute("--simulation", "LoadTest")).isEqualTo(2);
    }

    private int execute(String... arguments) {
        StringWriter written = new StringWriter();
        StringWriter errors = new StringWriter();
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(written));
        command.setErr(new PrintWriter(errors));
        List<String> all = new ArrayList<>(List.of("history", "trend", "--config=" + config));
        all.addAll(List.of(arguments));
        if (!all.contains("--simulation")) {
            all.addAll(List.of("--simulation", "SpikeTest"));
        }
        int status = command.execute(all.toArray(String[]::new));
        command.getOut().flush();
        command.getErr().flush();
        out = written.toString();
        err = errors.toString();
        return status;
    }
}
