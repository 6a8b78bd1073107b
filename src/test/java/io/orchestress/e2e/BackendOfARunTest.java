package io.orchestress.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.backend.BackendMain;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Orchestrator;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import load.SmokeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripted backend that a run starts for itself. */
class BackendOfARunTest {
    @TempDir
    Path folder;

    /** A target without models fails every task, and that is not its fault. */
    @Test
    void whenItDiesUnderLoadTheRunIsInconclusive() throws Exception {
        Process run = GatlingRun.start(
                SmokeTest.class,
                folder,
                Runs.steady(4, 5, 250, "orchestress.backend.enabled=true", "orchestress.backend.port=0"));
        while (run.isAlive() && !isCalled()) {
            Thread.sleep(50);
        }
        ProcessHandle backend = run.descendants()
                .filter(BackendOfARunTest::isBackend)
                .findFirst()
                .orElseThrow(() -> new AssertionError(GatlingRun.output(folder)));
        backend.destroyForcibly();
        GatlingRun ended = GatlingRun.end(run, folder, GatlingRun.LONGEST);

        RunRecord record = Runs.record(ended);
        Verdict verdict = Objects.requireNonNull(record.verdict());
        assertThat(ended.exitStatus()).as(ended.output()).isEqualTo(1);
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.INCONCLUSIVE);
        assertThat(verdict.reason())
                .startsWith("The scripted backend died with status 137 at ")
                .contains("had no models and tools");
        assertThat(ended.output()).contains("INCONCLUSIVE", "The scripted backend died with status 137");
    }

    private boolean isCalled() throws IOException {
        Path results = folder.resolve("results");
        if (!Files.isDirectory(results)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(results)) {
            Optional<Path> calls =
                    files.filter(file -> file.endsWith("backend-calls.jsonl")).findFirst();
            return calls.isPresent() && Files.readString(calls.get()).contains("\"kind\":\"chat\"");
        }
    }

    /** What the JDK tells of a command line ends where a long class path does. */
    private static boolean isBackend(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"), ISO_8859_1)
                    .contains(BackendMain.class.getName());
        } catch (IOException e) {
            return process.info().commandLine().orElse("").contains(BackendMain.class.getName());
        }
    }

    @Test
    void aPortThatIsInUseEndsItBeforeAnyRequest() throws IOException {
        try (Orchestrator target = new Orchestrator(EmbeddedSettings.defaults());
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            GatlingRun run = GatlingRun.of(
                    SmokeTest.class,
                    folder,
                    GatlingRun.LONGEST,
                    "target=" + target.url(),
                    "orchestress.backend.enabled=true",
                    "orchestress.backend.port=" + taken.getLocalPort());

            assertThat(run.exitStatus()).as(run.output()).isEqualTo(2);
            assertThat(run.output())
                    .contains("orchestress.backend.port = " + taken.getLocalPort() + ": cannot listen at 127.0.0.1:");
            assertThat(folder.resolve("results")).doesNotExist();
            assertThat(target.truth("").path("requestsReceived").asLong()).isZero();
        }
    }
}
