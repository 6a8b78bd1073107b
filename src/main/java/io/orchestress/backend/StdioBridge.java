package io.orchestress.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.orchestress.backend.wire.Bodies;
import io.orchestress.backend.wire.Refusal;
import io.orchestress.transport.http.Http;
import io.orchestress.transport.http.HttpAnswer;
import io.orchestress.transport.http.NoAnswerException;
import io.orchestress.transport.http.Question;
import io.orchestress.transport.http.Wanted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * MCP over stdio, for targets that start their tools as processes: each line is a message that the backend at a URL answers, so that all calls
 * are in one journal. Answers are written in the order in which they come.
 */
public final class StdioBridge {
    private static final int LONGEST_LINE = 8 << 20;
    private static final int MOST_AT_ONCE = 64;
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "application/json",
            "Accept", "application/json, text/event-stream");

    private final URI url;
    private final PrintWriter out;
    private final Http http = Http.direct();

    public StdioBridge(URI url, PrintWriter out) {
        this.url = url;
        this.out = out;
    }

    /** Returns when the input has ended and all that it asked is answered. */
    public void run(InputStream in) throws IOException, InterruptedException {
        ExecutorService calls = Executors.newFixedThreadPool(MOST_AT_ONCE);
        for (String line = line(in); line != null; line = line(in)) {
            String message = line;
            if (!message.isBlank()) {
                calls.execute(() -> pass(message));
            }
        }
        calls.shutdown();
        calls.awaitTermination(LONGEST.toSeconds(), TimeUnit.SECONDS);
    }

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            if (line.size() >= LONGEST_LINE) {
                throw new IOException("a message is longer than " + (LONGEST_LINE >> 20) + " MiB");
            }
            line.write(next);
            next = in.read();
        }
        return line.toString(UTF_8);
    }

    private void pass(String message) {
        JsonNode json = json(message);
        try {
            HttpAnswer answer =
                    http.ask(new Question("POST", url, headers(json), message), LONGEST, Wanted.whole(LONGEST_LINE));
            if (!answer.text().isEmpty()) {
                write(answer.text());
            }
        } catch (NoAnswerException e) {
            if (json.hasNonNull("id")) {
                write("{\"jsonrpc\":\"2.0\",\"id\":" + json.path("id") + ",\"error\":{\"code\":-32603,"
                        + "\"message\":\"the backend does not respond\"}}");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The stateless revision has its version in the message and wants it in a header, too. */
    private static Map<String, String> headers(JsonNode message) {
        Map<String, String> headers = new LinkedHashMap<>(HEADERS);
        String version = message.path("params")
                .path("_meta")
                .path("io.modelcontextprotocol/protocolVersion")
                .asText("");
        if (version.matches("[0-9-]{1,20}")) {
            headers.put("MCP-Protocol-Version", version);
        }
        return headers;
    }

    private static JsonNode json(String message) {
        try {
            return Bodies.json(message.getBytes(UTF_8));
        } catch (Refusal e) {
            return MissingNode.getInstance();
        }
    }

    private synchronized void write(String line) {
        out.println(line);
        out.flush();
    }
}
