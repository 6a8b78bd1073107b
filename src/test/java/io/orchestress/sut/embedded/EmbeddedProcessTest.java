package io.orchestress.sut.embedded;

import static io.orchestress.sut.embedded.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class EmbeddedProcessTest {
    @TempDir
    Path directory;

    @Test
    void aChildAnswersAndIsGoneAfterClose() throws Exception {
        EmbeddedProcess process = EmbeddedProcess.start(Server.quick().build(), directory.resolve("stderr.log"));
        try (process) {
            Client client = new Client(process.url());
            assertThat(client.get("/health").status()).isEqualTo(200);
            assertThat(client.get("/truth").text("/requestsReceived")).isEqualTo("0");
            assertThat(client.post("/v1/tasks?wait=9", "{\"prompt\":\"x\"}").text("/state"))
                    .isEqualTo("completed");
            assertThat(process.isAlive()).isTrue();
            assertThat(ProcessHandle.of(process.pid())).isPresent();
        }
        assertThat(process.isAlive()).isFalse();
        assertThat(directory.resolve("stderr.log")).exists();
    }

    @Test
    void aChildDiesWhenItIsToldTo() throws Exception {
        try (EmbeddedProcess process = EmbeddedProcess.start(EmbeddedSettings.defaults(), directory.resolve("err"))) {
            Client client = new Client(process.url());
            assertThat(client.get("/health").status()).isEqualTo(200);
            client.sending("PUT", "/admin/faults", "{\"dieAfterMillis\":1}");
            assertThat(process.onExit().get(60, TimeUnit.SECONDS)).isEqualTo(137);
        }
    }

    @Test
    void aChildThatCannotStartSaysWhy() throws Exception {
        try (EmbeddedOrchestrator other = EmbeddedOrchestrator.start(EmbeddedSettings.defaults())) {
            Path stderr = directory.resolve("stderr.log");
            EmbeddedSettings taken =
                    EmbeddedSettings.builder().port(other.port()).build();
            assertThatThrownBy(() -> EmbeddedProcess.start(taken, stderr)).isInstanceOf(IOException.class);
            assertThat(Files.readString(stderr)).contains("cannot listen on 127.0.0.1:" + other.port());
        }
    }

    @Test
    void theProcessWritesOneLineAndEndsWithItsInput() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedMain.class.getName(),
                        EmbeddedMain.EXIT_ON_EOF)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            BufferedReader output = process.inputReader();
            String line = output.readLine();
            assertThat(line).matches("listening http://127\\.0\\.0\\.1:[0-9]+");
            assertThat(new Client(line.substring("listening ".length()))
                            .get("/health")
                            .status())
                    .isEqualTo(200);
            process.getOutputStream().close();
            eventually(() -> !process.isAlive());
            assertThat(process.exitValue()).isZero();
            assertThat(output.readLine()).isNull();
        } finally {
            process.destroyForcibly();
        }
    }
}
