package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.orchestress.record.Profiles;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import load.SmokeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The target's JVM is recorded phase by phase, where it can be, and the run goes on where it cannot. */
class ProfilingTest {

    @TempDir
    Path folder;

    @Test
    void theEmbeddedOrchestratorIsProfiled() throws IOException {
        GatlingRun run = GatlingRun.of(
                SmokeTest.class,
                folder,
                GatlingRun.LONGEST,
                Runs.steady(40, 5, 50, "orchestress.profiling.enabled=true", "orchestress.profiling.top=5"));

        RunRecord record = Runs.record(run);
        Profiles profiles = Objects.requireNonNull(record.profiles(), run.output());
        assertThat(profiles.note()).as(run.output()).isEmpty();
        assertThat(profiles.profiles()).hasSize(1);
        assertThat(profiles.profiles().get(0).phase()).isEqualTo("steady");
        assertThat(profiles.profiles().get(0).seconds()).isPositive();
        assertThat(profiles.profiles().get(0).allocations()).isNotEmpty();
        assertThat(run.record().resolve("profile-01-steady.jfr")).isNotEmptyFile();
        assertThat(Files.readString(run.record().resolve("report.html"))).contains("Profiles of the target");
    }

    @Test
    void whatIsNoJvmIsLeftAloneAndTheCommandIsShown() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        try {
            GatlingRun run = GatlingRun.of(
                    SmokeTest.class,
                    folder,
                    GatlingRun.LONGEST,
                    Runs.steady(
                            2,
                            2,
                            200,
                            "target=http://127.0.0.1:" + server.getAddress().getPort(),
                            "orchestress.resources.pid=" + sleeper.pid(),
                            "orchestress.profiling.enabled=true"));

            Profiles profiles = Objects.requireNonNull(Runs.record(run).profiles(), run.output());
            assertThat(profiles.profiles()).isEmpty();
            assertThat(profiles.note())
                    .contains("process " + sleeper.pid() + " (sleep)", "perf record -F 99 -g -p " + sleeper.pid());
            assertThat(run.output()).contains("profiling: Nothing was profiled.");
        } finally {
            sleeper.destroyForcibly();
            server.stop(0);
        }
    }
}
