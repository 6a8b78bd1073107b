package io.orchestress.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Prometheus, of the package of that name, that scrapes one target of this machine every other second. */
public final class PrometheusServer implements AutoCloseable {
    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final Process process;
    private final Path output;

    /**
     * Starts one, and waits until it is ready.
     *
     * @param folder for what it stores
     * @param rules file of its rules
     */
    public PrometheusServer(Path folder, int targetPort, Path rules) throws IOException {
        assumeTrue(Files.isExecutable(PROMETHEUS), "no " + PROMETHEUS + ": apt-get install prometheus");
        int port = Ports.reserved();
        url = "http://127.0.0.1:" + port;
        output = folder.resolve("prometheus.txt");
        Path config =
                Files.writeString(folder.resolve("prometheus.yml"), """
                global: { scrape_interval: 2s, scrape_timeout: 2s, evaluation_interval: 1s }
                rule_files: [ "%s" ]
                scrape_configs:
                  - job_name: orchestress
                    static_configs: [ { targets: [ "127.0.0.1:%d" ] } ]
                """.formatted(rules.toAbsolutePath(), targetPort));
        process = new ProcessBuilder(
                        PROMETHEUS.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            awaitReady();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void awaitReady() throws IOException {
        long until = System.nanoTime() + GatlingRun.LONGEST.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > until) {
                throw new IOException("Prometheus is not ready: " + said());
            }
            pause();
        }
    }

    private boolean isReady() {
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it printed. */
    public String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The result of a query now: an array. */
    public JsonNode query(String expression) {
        return data("/api/v1/query?query=" + encoded(expression), expression).path("result");
    }

    /** The result of a query for each second of a time: an array. */
    public JsonNode query(String expression, long fromEpochSeconds, long toEpochSeconds) {
        return data(
                        "/api/v1/query_range?step=1&start=" + fromEpochSeconds + "&end=" + toEpochSeconds + "&query="
                                + encoded(expression),
                        expression)
                .path("result");
    }

    /** Every rule, as it was evaluated last. */
    public List<JsonNode> rules() {
        List<JsonNode> rules = new ArrayList<>();
        data("/api/v1/rules", "rules")
                .path("groups")
                .forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    private JsonNode data(String path, String what) {
        HttpResponse<String> response = get(path);
        try {
            JsonNode all = JSON.readTree(response.body());
            if (!all.path("status").asText().equals("success")) {
                throw new AssertionError(what + ": " + response.body());
            }
            return all.path("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(Duration.ofSeconds(60))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IllegalStateException(e);
        }
    }

    /** What {@code promtool} has to say. */
    public record Checked(int status, String output) {}

    /** Runs {@code promtool}; the test is skipped where there is none. */
    public static Checked promtool(String input, String... arguments) throws IOException {
        assumeTrue(Files.isExecutable(PROMTOOL), "no " + PROMTOOL + ": apt-get install prometheus");
        List<String> command = new ArrayList<>(List.of(PROMTOOL.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Checked(process.waitFor(), output);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
