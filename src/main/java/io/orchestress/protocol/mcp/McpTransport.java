package io.orchestress.protocol.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.transport.Outbound;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a message gets to the server. */
public sealed interface McpTransport {

    /** @param headers those of MCP; without effect where there are none */
    Outbound outbound(ObjectNode message, Map<String, String> headers);

    /** As above, of what the server has asked for: nothing comes after it. */
    Outbound aside(ObjectNode message, Map<String, String> headers);

    /** Streamable HTTP: each message is a POST of its own. */
    record StreamableHttp(URI endpoint) implements McpTransport {
        @Override
        public Outbound outbound(ObjectNode message, Map<String, String> headers) {
            Map<String, String> all = new LinkedHashMap<>(headers);
            all.put("Content-Type", "application/json");
            all.put("Accept", "application/json, text/event-stream");
            return new Outbound.Http("POST", endpoint, all, message.toString().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Outbound aside(ObjectNode message, Map<String, String> headers) {
            return outbound(message, headers);
        }

        /** Without a message: GET listens, DELETE ends a session. */
        Outbound bare(String method, Map<String, String> headers) {
            return new Outbound.Http(method, endpoint, headers, new byte[0]);
        }
    }

    /** The pipes of a child process: each message is a line. */
    record Stdio() implements McpTransport {
        @Override
        public Outbound outbound(ObjectNode message, Map<String, String> headers) {
            return new Outbound.Line(message.toString(), message.has("id"));
        }

        @Override
        public Outbound aside(ObjectNode message, Map<String, String> headers) {
            return new Outbound.Line(message.toString(), false, true);
        }
    }
}
