package io.orchestress.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orchestress.backend.call.Journal;
import io.orchestress.backend.law.Law;
import io.orchestress.backend.script.Model;
import io.orchestress.backend.script.Script;
import io.orchestress.backend.server.BackendServer;
import io.orchestress.metrics.TimeSource;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;

/** Takes the ways through the code often enough that the first calls of a run do not pay for loading and compiling classes. */
final class WarmUp {
    private static final int ROUNDS = 300;
    private static final String TOOL =
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"t\",\"parameters\":{\"type\":\"object\"}}}]";
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"orc-0123456789abcdef\"}]";
    private static final String ROUND = post("/v1/chat/completions", "{\"model\":\"m\"," + MESSAGES + "}")
            + post("/v1/chat/completions", "{\"model\":\"m\"," + MESSAGES + "," + TOOL + "}")
            + post("/v1/chat/completions", "{\"model\":\"m\",\"stream\":true," + MESSAGES + "}")
            + post("/v1/responses", "{\"model\":\"m\",\"input\":\"x\",\"stream\":true}")
            + post("/v1/messages", "{\"model\":\"m\",\"max_tokens\":99,\"stream\":true," + MESSAGES + "}")
            + post("/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
            + "GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";

    private WarmUp() {}

    private static String post(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: "
                + body.length() + "\r\n\r\n" + body;
    }

    /** Asks a backend of its own, with the tasks of the script and a model that takes no time. */
    static void run(BackendSettings settings) throws IOException {
        Model fast = new Model(
                Model.DEFAULT, new Law.Fixed(0), new Law.Fixed(1e6), 1, new Law.Fixed(20), new Model.Limits(0, 0, 0));
        Script script = new Script(settings.script().tasks(), Map.of(), List.of(fast), List.of());
        try (BackendServer server =
                BackendServer.start("127.0.0.1", 0, 1, script, 1, "", Journal.NONE, TimeSource.SYSTEM)) {
            for (int i = 0; i < ROUNDS; i++) {
                try (Socket socket = new Socket("127.0.0.1", server.port())) {
                    socket.getOutputStream().write(ROUND.getBytes(UTF_8));
                    socket.getInputStream().readAllBytes();
                }
            }
        }
    }
}
