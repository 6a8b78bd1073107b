package io.orchestress.sut.embedded;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Takes every way through the code often enough that the first measured requests do not pay for loading and compiling classes.
 * It asks an orchestrator of its own, so nothing of it is seen afterwards; agents have that one as their provider.
 */
final class WarmUp {
    private static final String HEADERS = "\r\nhost: x\r\nx-request-name: warm-up\r\ncontent-type: application/json"
            + "\r\naccept: application/json, text/event-stream\r\nmcp-protocol-version: 2026-07-28"
            + "\r\nmcp-method: tools/call\r\nmcp-name: run_task";
    private static final String CHAT = "{\"model\":\"swift\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]";
    private static final String MCP_META = "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}";
    private static final String ROUND = request("POST /v1/agents", "{\"type\":\"coder\"}")
            + request("GET /v1/agents/agent-1", "")
            + request("GET /v1/agents?limit=1", "")
            + request("POST /v1/tasks", "{\"prompt\":\"Fix the bug\"}")
            + request("POST /v1/tasks?wait=1", "{\"prompt\":\"Fix the bug\",\"size\":\"simple\"}")
            + request("GET /v1/tasks/task-1", "")
            + request("GET /v1/tasks/task-1/events", "")
            + request("POST /v1/chat/completions", CHAT + "}")
            + request("POST /v1/chat/completions", CHAT + ",\"stream\":true}")
            + request(
                    "POST /mcp",
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                            + "{\"name\":\"run_task\",\"arguments\":{\"prompt\":\"x\"},\"_meta\":{" + MCP_META + "}}}")
            + request("GET /.well-known/agent-card.json", "")
            + request("POST /a2a", a2a("message/send"))
            + request("POST /a2a", a2a("message/stream"))
            + request("POST /v1/workflows/research/runs?wait=1", "{\"input\":\"x\"}")
            + request("PUT /v1/memory/a/b", "{}")
            + request("GET /v1/memory/a/b", "")
            + request("GET /v1/nowhere", "")
            + request("GET /truth", "")
            + request("GET /metrics", "")
            + "GET /health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";

    private WarmUp() {}

    /**
     * Goes on until that much time has passed.
     *
     * @param agentsToo as long again for the ways of agents
     */
    static void run(ServerClock clock, Duration time, boolean agentsToo) throws IOException {
        EmbeddedSettings timers = EmbeddedSettings.builder()
                .serviceLaw(ServiceLaw.FIXED)
                .meanServiceMillis(0.1)
                .spawnMillis(0)
                .tokensPerSec(1_000_000)
                .build();
        try (EmbeddedOrchestrator orchestrator = EmbeddedOrchestrator.start(timers)) {
            rounds(clock, time, orchestrator);
            if (agentsToo) {
                EmbeddedSettings agents = EmbeddedSettings.builder()
                        .agent(AgentOptions.NONE.at(orchestrator.url()))
                        .build();
                try (EmbeddedOrchestrator agent = EmbeddedOrchestrator.start(agents)) {
                    rounds(clock, time, agent);
                }
            }
        }
    }

    private static void rounds(ServerClock clock, Duration time, EmbeddedOrchestrator orchestrator) throws IOException {
        long end = clock.nanos() + time.toNanos();
        while (clock.nanos() < end) {
            round(orchestrator.port());
        }
    }

    private static void round(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(ROUND.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
    }

    private static String a2a(String method) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{\"message\":"
                + "{\"role\":\"user\",\"messageId\":\"m\",\"parts\":[{\"kind\":\"text\",\"text\":\"x\"}]}}}";
    }

    private static String request(String line, String body) {
        return line + " HTTP/1.1" + HEADERS + "\r\ncontent-length: " + body.length() + "\r\n\r\n" + body;
    }
}
