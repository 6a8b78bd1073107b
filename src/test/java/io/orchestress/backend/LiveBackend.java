package io.orchestress.backend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A backend that really listens, with a client and the journal of its calls; it ends with the test. */
public final class LiveBackend implements AfterEachCallback {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private @Nullable Backend backend;
    private @Nullable Path journal;

    /** @param more settings, such as {@code seed=7} */
    void start(String script, String... more) throws IOException {
        Path file = Files.createTempFile("calls", ".jsonl");
        file.toFile().deleteOnExit();
        List<String> settings = new ArrayList<>(List.of(more));
        settings.add("journal=" + file);
        journal = file;
        backend = Backend.start(Scripts.settings(Scripts.file(script).toString(), settings.toArray(String[]::new)));
    }

    Backend backend() {
        return Objects.requireNonNull(backend);
    }

    HttpClient client() {
        return client;
    }

    HttpRequest request(String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(backend().url() + path))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        return client.send(request(path, body, headers), BodyHandlers.ofString());
    }

    /** Calls of models and tools, in the order of their ends; it ends the backend. */
    List<JsonNode> calls() throws IOException {
        backend().close();
        return written(Objects.requireNonNull(journal));
    }

    /** The calls of models and tools in a journal. */
    public static List<JsonNode> written(Path journal) throws IOException {
        List<JsonNode> calls = new ArrayList<>();
        for (String line : Files.readAllLines(journal)) {
            JsonNode row = JSON.readTree(line);
            if (row.has("kind") && !row.path("kind").asText().equals("other")) {
                calls.add(row);
            }
        }
        return calls;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (backend != null) {
            backend.close();
        }
    }
}
