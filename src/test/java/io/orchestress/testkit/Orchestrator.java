package io.orchestress.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.sut.embedded.EmbeddedProcess;
import io.orchestress.sut.embedded.EmbeddedSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** An embedded orchestrator that a test starts, disturbs and asks for the truth, while a run loads it as any other target. */
public final class Orchestrator implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final EmbeddedProcess process;

    public Orchestrator(EmbeddedSettings settings) throws IOException {
        process = EmbeddedProcess.start(settings);
    }

    public String url() {
        return process.url();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Puts faults in force, as JSON; {@code {}} heals it. */
    public void faults(String json) {
        send(HttpRequest.newBuilder(URI.create(url() + "/admin/faults"))
                .PUT(HttpRequest.BodyPublishers.ofString(json))
                .header("Content-Type", "application/json")
                .build());
    }

    /** Sends work to it, as a client would. */
    public void post(String path, String json) {
        send(HttpRequest.newBuilder(URI.create(url() + path))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    public JsonNode truth(String query) {
        try {
            return JSON.readTree(send(
                    HttpRequest.newBuilder(URI.create(url() + "/truth" + query)).build()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The truth begins again. */
    public void resetTruth() {
        send(HttpRequest.newBuilder(URI.create(url() + "/truth")).DELETE().build());
    }

    /** Worker slots that it has. */
    public int workers() {
        try {
            return JSON.readTree(send(HttpRequest.newBuilder(URI.create(url() + "/admin/workers"))
                            .build()))
                    .get("workers")
                    .asInt();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Tasks that wait, as it says itself. */
    public long queueDepth() {
        return gauge("orchestrator_queue_depth");
    }

    /** MCP sessions that are open, as it says itself. */
    public long sessions() {
        return gauge("orchestrator_sessions");
    }

    private long gauge(String name) {
        String metrics =
                send(HttpRequest.newBuilder(URI.create(url() + "/metrics")).build());
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** Requests that it has received, but those of tests. */
    public long requestsReceived() {
        return truth("").get("requestsReceived").asLong();
    }

    /** Returns when it has received so many requests; they must come within five minutes. */
    public void awaitRequests(long count) {
        Instant deadline = Instant.now().plusSeconds(300);
        while (requestsReceived() < count) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("only " + requestsReceived() + " requests in five minutes");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private String send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new AssertionError(response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
