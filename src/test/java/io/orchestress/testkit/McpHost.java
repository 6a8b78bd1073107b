package io.orchestress.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * An MCP server over HTTP that says to each message what a table has for its method, and is an ordinary one where the table has nothing. What
 * it says is an object:
 *
 * <ul>
 *   <li>{@code status} (200), {@code type} (application/json), {@code headers}, {@code body}, {@code gzip}; or
 *   <li>{@code stream}: texts that are written one after the other as an event stream. {@code <answer>} waits until the client has answered what
 *       was asked, {@code <progress N>} gives up on the connection unless progress was asked for, {@code <10 ms>} is a pause, {@code <big N>} is N letters; {@code end}: end,
 *       open (the stream stays open), abort;
 *   <li>{@code silent}: never anything.
 * </ul>
 *
 * In all texts {@code $id} is the id of the request, {@code $cursor} its cursor, {@code $token} its progress token. A list is what is said to
 * the first, second … message; the last to all that follow. The key of a GET is {@code GET}, that of a DELETE {@code DELETE}, that of an answer of the client's {@code answer}.
 */
public final class McpHost implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SESSION = "7f24938d-5587-479d-ad27-8b2b3685173b";
    private static final Pattern MARK = Pattern.compile("<(answer|progress|big (\\d+)|(\\d+) ms)>");
    private static final Pattern BIG = Pattern.compile("<big (\\d+)>");
    private static final int PATIENCE_SECONDS = 20;

    private static final JsonNode USUAL = tree("""
            {
              "server/discover": {"body": "{\\"jsonrpc\\":\\"2.0\\",\\"id\\":$id,\\"error\\":{\\"code\\":-32601,\\"message\\":\\"Method not found\\"}}"},
              "initialize": {
                "headers": {"Mcp-Session-Id": "%s"},
                "body": "{\\"jsonrpc\\":\\"2.0\\",\\"id\\":$id,\\"result\\":{\\"protocolVersion\\":\\"2025-11-25\\",\\"capabilities\\":{\\"tools\\":{}}}}"
              },
              "notifications/initialized": {"status": 202},
              "answer": {"status": 202},
              "tools/list": {"body": "{\\"jsonrpc\\":\\"2.0\\",\\"id\\":$id,\\"result\\":{\\"tools\\":[{\\"name\\":\\"echo\\"}]}}"},
              "tools/call": {"body": "{\\"jsonrpc\\":\\"2.0\\",\\"id\\":$id,\\"result\\":{\\"content\\":[{\\"type\\":\\"text\\",\\"text\\":\\"done\\"}]}}"},
              "GET": {"status": 405},
              "DELETE": {"status": 200}
            }
            """.formatted(SESSION));

    private final ServerSocket listening;
    private final JsonNode table;
    private final Map<String, AtomicInteger> counts = new HashMap<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Semaphore answers = new Semaphore(0);
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** @param table what is said to which method */
    public McpHost(JsonNode table) {
        this.table = table;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** The messages that came, by method; GET with its Last-Event-ID, answers whole. */
    public List<String> seen() {
        return List.copyOf(seen);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "mcp host");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (true) {
                String head = head(in);
                if (head.isEmpty()) {
                    return;
                }
                Map<String, String> headers = headers(head);
                byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
                JsonNode message = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
                if (!says(head.substring(0, head.indexOf(' ')), headers, message, out)) {
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            // the client has gone
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static Map<String, String> headers(String head) {
        Map<String, String> headers = new HashMap<>();
        for (String line : head.split("\r\n", 0)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    /** Returns whether the connection goes on. */
    private boolean says(String verb, Map<String, String> headers, JsonNode message, OutputStream out)
            throws IOException, InterruptedException {
        String key = verb.equals("POST") ? message.path("method").asText("answer") : verb;
        seen.add(
                switch (key) {
                    case "GET" -> "GET " + headers.getOrDefault("last-event-id", "");
                    case "DELETE" -> "DELETE " + (SESSION.equals(headers.get("mcp-session-id")) ? "session" : "?");
                    case "answer" -> "answer " + message;
                    default -> key;
                });
        if (key.equals("answer")) {
            answers.release();
        }
        JsonNode what = next(key);
        if (what.path("silent").asBoolean()) {
            TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
            return false;
        }
        return what.has("stream") ? stream(what, message, out) : whole(what, message, out);
    }

    private synchronized JsonNode next(String key) {
        JsonNode what = table.has(key) ? table.path(key) : USUAL.path(key);
        int number = counts.computeIfAbsent(key, k -> new AtomicInteger()).getAndIncrement();
        if (what.isArray()) {
            return what.path(Math.min(number, what.size() - 1));
        }
        return what.isMissingNode() ? USUAL.path("server/discover") : what;
    }

    private boolean whole(JsonNode what, JsonNode message, OutputStream out) throws IOException {
        String text =
                BIG.matcher(what.path("body").asText()).replaceAll(big -> "A".repeat(Integer.parseInt(big.group(1))));
        byte[] body = filled(text, message).getBytes(StandardCharsets.UTF_8);
        if (what.path("gzip").asBoolean()) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream packing = new GZIPOutputStream(packed)) {
                packing.write(body);
            }
            body = packed.toByteArray();
        }
        int status = what.path("status").asInt(200);
        String length = status == 204 ? "" : "Content-Length: " + body.length + "\r\n";
        String type =
                body.length == 0 ? "" : "Content-Type: " + what.path("type").asText("application/json") + "\r\n";
        out.write(head(status, length + type, what).getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
        return true;
    }

    private static String head(int status, String first, JsonNode what) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " X\r\n" + first);
        what.path("headers")
                .properties()
                .forEach(header -> head.append(header.getKey())
                        .append(": ")
                        .append(header.getValue().asText())
                        .append("\r\n"));
        return head.append("\r\n").toString();
    }

    private boolean stream(JsonNode what, JsonNode message, OutputStream out) throws IOException, InterruptedException {
        out.write(head(
                        what.path("status").asInt(200),
                        "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n",
                        what)
                .getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        for (JsonNode part : what.path("stream")) {
            if (!write(part.asText(), message, out)) {
                return false;
            }
        }
        switch (what.path("end").asText("end")) {
            case "end" -> out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            case "open" -> TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
            default -> {
                return false;
            }
        }
        out.flush();
        return true;
    }

    /** Returns whether the stream goes on. */
    private boolean write(String part, JsonNode message, OutputStream out) throws IOException, InterruptedException {
        Matcher mark = MARK.matcher(part);
        StringBuilder text = new StringBuilder();
        while (mark.find()) {
            mark.appendReplacement(text, "");
            if (mark.group(1).equals("answer")) {
                if (!answers.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    return false;
                }
            } else if (mark.group(1).equals("progress")) {
                if (message.at("/params/_meta/progressToken").isMissingNode()) {
                    return false;
                }
            } else if (mark.group(2) != null) {
                text.append("A".repeat(Integer.parseInt(mark.group(2))));
            } else {
                TimeUnit.MILLISECONDS.sleep(Long.parseLong(mark.group(3)));
            }
        }
        mark.appendTail(text);
        byte[] bytes = filled(text.toString(), message).getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.write(bytes);
            out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
        return true;
    }

    private static String filled(String text, JsonNode message) {
        return text.replace("$id", message.path("id").toString())
                .replace("$cursor", message.at("/params/cursor").toString())
                .replace("$token", message.at("/params/_meta/progressToken").toString());
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
