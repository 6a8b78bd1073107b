package io.orchestress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.RecordJson;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.PlainHttp;
import io.orchestress.testkit.SyntheticRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchCommandTest {
    private static final Pattern LINK = Pattern.compile("live +http://127\\.0\\.0\\.1:(\\d+)/\\R");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(arguments);
    }

    @Test
    void servesARecordThatAnotherProcessWritesUntilItEnds() throws IOException, InterruptedException {
        Path record = new SyntheticRecord(1)
                .phase("steady", "steady", 20, 10)
                .samples("run", "ok", 40, LatencyLaw.logNormal(50_000, 0.6))
                .status(RunStatus.RUNNING)
                .writeTo(folder.resolve("record"));
        AtomicInteger status = new AtomicInteger(-1);
        Thread watching = new Thread(() -> status.set(run("watch", record.toString())));
        watching.start();
        int port = port();

        String page = PlainHttp.ask(port, "GET", "/");
        assertThat(page).startsWith("HTTP/1.1 200").contains("data-live=\"\"").doesNotContain("id=\"stop\"");
        assertThat(PlainHttp.ask(port, "POST", "/stop")).startsWith("HTTP/1.1 404");
        try (PlainHttp viewer = PlainHttp.to(port).send("GET", "/events")) {
            assertThat(viewer.until("\"read\":null}\n\n")).contains("\"at\":20.0");
            RunRecord run = RecordReader.open(record, RecordReader.Writer.ALIVE).run();
            Files.writeString(record.resolve("report.html"), "<html>the report</html>");
            RecordJson.writeAtomically(record.resolve("run.json"), run.withStatus(RunStatus.COMPLETED));
            viewer.until("event: end\n");
        }
        assertThat(PlainHttp.ask(port, "GET", "/report")).endsWith("<html>the report</html>");
        watching.interrupt();
        watching.join();
        assertThat(out.toString()).contains("The run has ended.");
    }

    private int port() {
        while (true) {
            Matcher link = LINK.matcher(out.toString());
            if (link.find()) {
                return Integer.parseInt(link.group(1));
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void whatCannotBeWatchedIsSaid() {
        assertThat(run("watch", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(run("watch", folder.toString())).isEqualTo(2);
        assertThat(out.toString()).contains("run.json");
    }
}
