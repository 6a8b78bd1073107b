package io.orchestress.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@Tag("slow")
class BackendProcessTest {
    private static final String CALL =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"orc-0000000000000001\"}]}";

    @TempDir
    private Path folder;

    private BackendProcess start(String... more) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("orchestress.backend.port", "0");
        for (String each : more) {
            int equals = each.indexOf('=');
            properties.setProperty("orchestress.backend." + each.substring(0, equals), each.substring(equals + 1));
        }
        return BackendProcess.start(
                List.of(),
                properties,
                ProcessBuilder.Redirect.to(folder.resolve("stderr").toFile()));
    }

    @Test
    void itWritesCallsWhereItIsToldAndSaysAtItsEndWhatItReceived() throws Exception {
        Path journal = folder.resolve("calls.jsonl");
        BackendProcess backend = start();
        backend.writeTo(journal);
        while (!Files.exists(journal) || Files.size(journal) == 0) {
            Thread.onSpinWait();
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(backend.url() + "/v1/chat/completions"))
                .POST(BodyPublishers.ofString(CALL))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(backend.end())
                .containsExactly(
                        "Backend: model calls 1, tool calls 0, embeddings 0, refused by a limit (429) 0, left by the"
                                + " client 0, not booked to a task 0");
        assertThat(Files.readAllLines(journal))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("\"task\":\"orc-0000000000000001\""));
    }

    @Test
    void whoeverStartedItIsToldWhenItDies() throws Exception {
        try (BackendProcess backend = start()) {
            ProcessHandle.of(backend.pid()).orElseThrow().destroyForcibly();
            assertThat(backend.died().get(60, TimeUnit.SECONDS)).isEqualTo(137);
            assertThat(backend.end()).isEmpty();
        }
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start("port=" + taken.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the backend did not start, the line above says why");
            assertThat(Files.readString(folder.resolve("stderr"), UTF_8))
                    .contains("orchestress.backend.port = " + taken.getLocalPort() + ": cannot listen at 127.0.0.1:");
        }
    }
}
