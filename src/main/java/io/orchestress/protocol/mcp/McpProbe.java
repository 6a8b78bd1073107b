package io.orchestress.protocol.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.config.Protocols;
import io.orchestress.protocol.Probe;
import io.orchestress.protocol.ProbeClient;
import io.orchestress.protocol.ProbeResponse;
import io.orchestress.protocol.ProbeResult;
import java.util.List;
import java.util.Map;

/** A server answers {@code server/discover} or {@code initialize}. */
public final class McpProbe implements Probe {
    /** HeaderMismatch, missing capability, unsupported version: codes of MCP alone. */
    private static final List<Integer> MCP_ERRORS = List.of(-32020, -32021, -32022);

    private static final String STATELESS = McpClient.STATELESS_VERSION;
    private static final String SESSIONS = "2025-06-18";

    @Override
    public ProbeResult ask(ProbeClient target, Protocols settings) {
        String path = settings.of(McpSettings.class).path();
        ProbeResponse discovered = target.post(path, mcp(STATELESS, "server/discover"), discover());
        if (isMcp(discovered)) {
            return new ProbeResult(true, discovered);
        }
        ProbeResponse initialized = target.post(path, mcp(SESSIONS, "initialize"), initialize());
        if (!initialized.session().isEmpty()) {
            target.ask("DELETE", path, Map.of("Mcp-Session-Id", initialized.session()), "");
        }
        return new ProbeResult(isMcp(initialized), initialized);
    }

    /** Other protocols are JSON-RPC, too, and refuse a method they do not know in the same words. */
    private static boolean isMcp(ProbeResponse asked) {
        JsonNode answer = asked.json();
        JsonNode result = answer.path("result");
        return answer.path("jsonrpc").asText().equals("2.0")
                && (result.hasNonNull("protocolVersion")
                        || result.path("supportedVersions").isArray()
                        || MCP_ERRORS.contains(answer.path("error").path("code").asInt()));
    }

    private static Map<String, String> mcp(String version, String method) {
        return Map.of(
                "Accept", "application/json, text/event-stream", "MCP-Protocol-Version", version, "Mcp-Method", method);
    }

    private static String discover() {
        return """
                {"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{\
                "io.modelcontextprotocol/protocolVersion":"%s",\
                "io.modelcontextprotocol/clientCapabilities":{},\
                "io.modelcontextprotocol/clientInfo":{"name":"orchestress","version":"0"}}}}""".formatted(STATELESS);
    }

    private static String initialize() {
        return """
                {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"%s","capabilities":{},\
                "clientInfo":{"name":"orchestress","version":"0"}}}""".formatted(SESSIONS);
    }
}
