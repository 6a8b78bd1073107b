package io.orchestress.sut.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.config.Protocol;
import io.orchestress.config.Protocols;
import io.orchestress.protocol.a2a.AgentCard;
import io.orchestress.protocol.mcp.McpClient;
import java.util.List;
import java.util.Map;

/** By what each protocol is known. Nothing here starts work; at most a session is opened, and closed again. */
final class ProtocolProbes {
    /** HeaderMismatch, missing capability, unsupported version: codes of MCP alone. */
    private static final List<Integer> MCP_ERRORS = List.of(-32020, -32021, -32022);

    private static final String STATELESS = McpClient.STATELESS_VERSION;
    private static final String SESSIONS = "2025-06-18";

    private final ProbeClient asker;
    private final Protocols protocols;

    ProtocolProbes(ProbeClient asker, Protocols protocols) {
        this.asker = asker;
        this.protocols = protocols;
    }

    /** @param protocol that can be asked for over HTTP */
    ProbeResult ask(Protocol protocol) {
        return switch (protocol) {
            case REST -> embedded();
            case A2A -> a2a();
            case MCP -> mcp();
            case LANGGRAPH -> langgraph();
            case OPENAI -> openai();
            case PROCESS, MCP_STDIO, AUTO -> throw new IllegalArgumentException(protocol + " cannot be asked for");
        };
    }

    /** The embedded orchestrator's own API: any other mapping of {@code rest} cannot be told from the outside. */
    private ProbeResult embedded() {
        ProbeResponse agents = asker.get("/v1/agents?limit=1");
        JsonNode listing = agents.json();
        return new ProbeResult(
                Protocol.REST,
                agents.isSuccess()
                        && listing.path("agents").isArray()
                        && listing.path("total").isInt(),
                agents);
    }

    private ProbeResult a2a() {
        ProbeResponse card = asker.get(protocols.a2a().card());
        return new ProbeResult(Protocol.A2A, card.isSuccess() && AgentCard.isOne(card.text()), card);
    }

    private ProbeResult mcp() {
        String path = protocols.mcp().path();
        ProbeResponse discovered = asker.post(path, mcp(STATELESS, "server/discover"), discover());
        if (isMcp(discovered)) {
            return new ProbeResult(Protocol.MCP, true, discovered);
        }
        ProbeResponse initialized = asker.post(path, mcp(SESSIONS, "initialize"), initialize());
        if (!initialized.session().isEmpty()) {
            asker.ask("DELETE", path, Map.of("Mcp-Session-Id", initialized.session()), "");
        }
        return new ProbeResult(Protocol.MCP, isMcp(initialized), initialized);
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

    private ProbeResult langgraph() {
        ProbeResponse ok = asker.get("/ok");
        if (!(ok.isSuccess() && ok.json().path("ok").asBoolean())) {
            return new ProbeResult(Protocol.LANGGRAPH, false, ok);
        }
        ProbeResponse info = asker.get("/info");
        return new ProbeResult(Protocol.LANGGRAPH, info.isSuccess() && isLangGraph(info.json()), info);
    }

    private static boolean isLangGraph(JsonNode info) {
        return info.hasNonNull("langgraph_js_version")
                || info.hasNonNull("langgraph_py_version")
                || info.path("flags").has("assistants");
    }

    private ProbeResult openai() {
        ProbeResponse models = asker.get("/v1/models");
        boolean listed = models.isSuccess()
                && models.json().path("object").asText().equals("list")
                && models.json().path("data").isArray();
        if (listed || isOpenAiError(models)) {
            return new ProbeResult(Protocol.OPENAI, true, models);
        }
        // Without a model and messages there is nothing to complete.
        ProbeResponse refused = asker.post(protocols.openai().path(), Map.of("Accept", "application/json"), "{}");
        return new ProbeResult(Protocol.OPENAI, isOpenAiError(refused), refused);
    }

    private static boolean isOpenAiError(ProbeResponse asked) {
        JsonNode error = asked.json().path("error");
        return asked.status() >= 400
                && asked.status() != 404
                && error.hasNonNull("message")
                && error.hasNonNull("type");
    }
}
