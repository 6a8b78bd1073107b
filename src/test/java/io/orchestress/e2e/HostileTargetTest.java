package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.testkit.FailureCounts;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Orchestrator;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that no client would like, and a disk that fills up: the run goes on or ends in order, and keeps what it has. */
class HostileTargetTest {

    @TempDir
    Path folder;

    @Test
    void answersThatAreNotTheExpectedJson() throws IOException {
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults())) {
            orchestrator.faults("{\"garbageRate\": 0.2}");

            GatlingRun run = GatlingRun.of(
                    AgentsSimulation.class,
                    folder,
                    GatlingRun.LONGEST,
                    Runs.steady(5, 4, 50, "target=" + orchestrator.url()));

            RequestResult totals = Objects.requireNonNull(Runs.record(run).totals());
            assertThat(FailureCounts.byLabel(totals.failures()))
                    .as(run.output())
                    .containsOnlyKeys("check");
            assertThat(totals.errorRate()).isBetween(0.1, 0.3);
            assertThat(totals.count()).isEqualTo(orchestrator.requestsReceived());
        }
    }

    @Test
    void bodiesOf50Megabytes() throws IOException {
        byte[] body = new byte[50 << 20];
        Arrays.fill(body, (byte) ' ');
        body[0] = '"';
        body[body.length - 1] = '"';
        AtomicLong served = new AtomicLong();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.createContext("/v1/agents", exchange -> {
            served.incrementAndGet();
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        try {
            GatlingRun run = GatlingRun.of(
                    AgentsSimulation.class,
                    folder,
                    GatlingRun.LONGEST,
                    Runs.steady(
                            1,
                            4,
                            1000,
                            "target=http://127.0.0.1:" + server.getAddress().getPort(),
                            "orchestress.target.longest-answer=64 MiB"));

            RunRecord record = Runs.record(run);
            assertThat(record.status()).as(run.output()).isEqualTo(RunStatus.COMPLETED);
            assertThat(Objects.requireNonNull(record.totals()).count())
                    .isEqualTo(served.get())
                    .isPositive();
            assertThat(record.totals().failed()).as(run.output()).isZero();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aDiskThatIsFull() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(command("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()) == 0, "cannot mount");
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults())) {
            Process process = GatlingRun.start(
                    AgentsSimulation.class,
                    folder,
                    Runs.steady(
                            20,
                            60,
                            20,
                            "target=" + orchestrator.url(),
                            "orchestress.record.folder=" + disk.resolve("results")));
            orchestrator.awaitRequests(1000);
            fill(disk);
            GatlingRun run = GatlingRun.end(process, folder, GatlingRun.LONGEST);

            assertThat(run.exitStatus()).as(run.output()).isEqualTo(1);
            assertThat(run.output()).contains("is the disk full, or the folder gone?", "What was measured is in");
            assertThat(run.output()).doesNotContain("\tat io.orchestress");
            Path record = disk.resolve("results").resolve("latest").toRealPath();
            assertThat(Files.readString(record.resolve("histograms.hlog"), StandardCharsets.UTF_8))
                    .contains("Tag=steady|list%20agents|ok");
        } finally {
            command("umount", disk.toString());
        }
    }

    /** Takes what is left, down to the last byte. */
    private static void fill(Path disk) throws IOException {
        try (OutputStream out = Files.newOutputStream(disk.resolve("others"))) {
            for (byte[] some : List.of(new byte[4096], new byte[1])) {
                try {
                    while (true) {
                        out.write(some);
                    }
                } catch (IOException full) {
                    assertThat(full).hasMessageContaining("No space left");
                }
            }
        }
    }

    private static int command(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
