package io.orchestress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.SyntheticRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapacityPageCommandTest {
    private static final LatencyLaw FAST = LatencyLaw.uniform(10_000, 60_000);

    @TempDir
    Path folder;

    private String out = "";
    private String err = "";

    private int page(String... arguments) {
        return execute("page", arguments);
    }

    private int execute(String command, String... arguments) {
        StringWriter outText = new StringWriter();
        StringWriter errText = new StringWriter();
        List<String> all = new ArrayList<>(List.of("capacity", command));
        all.addAll(List.of(arguments));
        int status = Main.commandLine()
                .setOut(new PrintWriter(outText))
                .setErr(new PrintWriter(errText))
                .execute(all.toArray(String[]::new));
        out = outText.toString();
        err = errText.toString();
        return status;
    }

    private Path record(String kind) {
        return record(kind, Map.of());
    }

    private Path record(String kind, Map<String, String> configuration) {
        SyntheticRecord record =
                new SyntheticRecord(7).open().workload("capacity").configuration(configuration);
        for (int i = 1; i <= 4; i++) {
            int load = 100 * Math.min(3, i);
            record.phase("step-0" + i, kind, 20, load).samples("run task", "ok", load, FAST);
        }
        return record.writeTo(folder);
    }

    @Test
    void writesThePageBesideTheRecordOrWhereItIsWanted() throws IOException {
        Path record = record("step");
        assertThat(page(record.toString())).as(err).isZero();
        assertThat(out).contains("Written: ").contains("capacity.html");
        assertThat(Files.readString(record.resolve("capacity.html")))
                .contains("<html", "highest load tested")
                .doesNotContain("src=\"http");

        Path elsewhere = folder.resolve("page.html");
        assertThat(page(record.toString(), "--out", elsewhere.toString())).isZero();
        assertThat(elsewhere).hasSameTextualContentAs(record.resolve("capacity.html"));
    }

    /** Latencies are of 10 to 60 ms. */
    @Test
    void theSloIsThatOfTheRunUnlessAFileHasAnother() throws IOException {
        Path record = record("step", Map.of("capacity.slo.p95", "20 ms", "capacity.expected-load", "90"));
        assertThat(page(record.toString())).as(err).isZero();
        assertThat(Files.readString(record.resolve("capacity.html"))).contains("the lowest load tested");

        assertThat(execute("show", record.toString())).isZero();
        assertThat(out).contains("Capacity is below 100 arrivals/s");
        Path slo = Files.writeString(folder.resolve("slo.conf"), "orchestress.capacity.slo.p95 = 1 s");
        assertThat(execute("show", record.toString(), "--config", slo.toString()))
                .isZero();
        assertThat(out).contains("Capacity is above 300 arrivals/s");
    }

    @Test
    void aRecordWithoutStepsHasNoPage() {
        Path record = record("steady");
        assertThat(page(record.toString())).isEqualTo(2);
        assertThat(err)
                .contains("holds neither a capacity nor a scalability result", "valid: a record of a run with steps");
        assertThat(record.resolve("capacity.html")).doesNotExist();
    }
}
