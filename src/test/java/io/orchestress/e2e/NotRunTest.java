package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import load.SmokeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be run says so in one clear message, sends nothing, and ends with exit code 2. */
class NotRunTest {
    @TempDir
    Path folder;

    @Test
    void everyProblemOfTheConfigurationAtOnce() throws IOException {
        Path config = Files.writeString(folder.resolve("mine.conf"), "orchestress {\n  load.pace = 5\n  typo = 1\n}\n");

        assertNotRun(
                List.of("config=" + config, "profile=warp"),
                "Not run: the configuration has 3 problems.",
                config + ": 2: orchestress.load.pace = 5: a duration needs its unit",
                config + ": 3: orchestress.typo = 1: unknown key",
                "-Dprofile",
                "expected one of full, quick, standard");
    }

    @Test
    void aHostThatIsNotNamed() {
        assertNotRun(List.of("target=http://198.51.100.7"), "name it in orchestress.target.allowed-hosts");
    }

    @Test
    void nothingListens() {
        try (Ports.Closed nobody = Ports.closed()) {
            assertNotRun(List.of("target=" + nobody.url()), "Not run: nothing listens at " + nobody.url());
        }
    }

    @Test
    void thePortOfTheLivePageIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            assertNotRun(
                    List.of("orchestress.live.port=" + taken.getLocalPort()),
                    "orchestress.live.port = " + taken.getLocalPort() + ": cannot listen at 127.0.0.1:"
                            + taken.getLocalPort(),
                    "valid: a port that is free, or 0 for any");
        }
    }

    @Test
    void theTargetDoesNotAnswer() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertNotRun(
                    List.of(
                            "target=http://127.0.0.1:" + silent.getLocalPort(),
                            "orchestress.target.connect-timeout=300 ms"),
                    "did not respond to GET within 300 ms");
        }
    }

    @Test
    void theTargetDoesNotSpeakHttp() throws IOException {
        try (ServerSocket ssh = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread greeter = new Thread(() -> {
                try (var socket = ssh.accept()) {
                    socket.getOutputStream().write("SSH-2.0-Test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().flush();
                    socket.getInputStream().read();
                } catch (IOException e) {
                    // the test is over
                }
            });
            greeter.start();
            assertNotRun(List.of("target=http://127.0.0.1:" + ssh.getLocalPort()), "does not respond in HTTP");
        }
    }

    @Test
    void theFeederIsMissing() {
        assertNotRun(List.of("orchestress.task-mix.tasks=feeders/none.csv"), "there is no such feeder file");
    }

    @Test
    void aColumnOfTheFeederIsMissing() throws IOException {
        Path csv = Files.writeString(folder.resolve("tasks.csv"), "size,text\nsimple,hello\n");

        assertNotRun(
                List.of("orchestress.task-mix.tasks=" + csv), "the feeder has no column 'prompt'; it has size, text");
    }

    @Test
    void aSizeOfTheFeederIsMissing() throws IOException {
        Path csv = Files.writeString(folder.resolve("tasks.csv"), "size,prompt,expected_agent\nsimple,hello,writer\n");

        assertNotRun(List.of("orchestress.task-mix.tasks=" + csv), "the feeder has no rows of size medium");
    }

    @Test
    void theResultsFolderCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");

        GatlingRun run = run(List.of("orchestress.record.folder=" + file));

        assertThat(run.exitStatus()).isEqualTo(2);
        assertThat(run.output()).contains("the record cannot be written (orchestress.record.folder)", file.toString());
    }

    private void assertNotRun(List<String> properties, String... messages) {
        GatlingRun run = run(properties);

        assertThat(run.exitStatus()).as(run.output()).isEqualTo(2);
        assertThat(run.output()).contains(messages).doesNotContain("\tat ").doesNotContain("req/s");
        assertThat(run.output().lines().count()).isLessThan(12);
        assertThat(records()).as("no empty record is left behind").isEmpty();
    }

    private GatlingRun run(List<String> properties) {
        List<String> all = new ArrayList<>(properties);
        return GatlingRun.of(SmokeTest.class, folder, GatlingRun.LONGEST, all.toArray(String[]::new));
    }

    private List<Path> records() {
        Path results = folder.resolve("results");
        if (!Files.isDirectory(results)) {
            return List.of();
        }
        try (Stream<Path> records = Files.list(results)) {
            return records.toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
