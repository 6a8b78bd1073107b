package io.orchestress.detection;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.config.Protocol;
import io.orchestress.config.Protocols;
import io.orchestress.protocol.a2a.AgentCard;
import io.orchestress.protocol.mcp.McpClient;
import java.util.List;
import java.util.Map;

/** By what each protocol is known. Nothing here starts work; at most a session is opened, and closed again. */
final class Questions {
    /** HeaderMismatch, missing capability, unsupported version: codes of MCP alone. */
    private static final List<Integer> MCP_ERRORS = List.of(-32020, -32021, -32022);

    private static final String STATELESS = McpClient.STATELESS_VERSION;
    private static final String SESSIONS = "2025-06-18";

    private final Asker asker;
    private final Protocols protocols;

    Questions(Asker asker, Protocols protocols) {
        this.asker = asker;
        this.protocols = protocols;
    }

    /** @param protocol that can be asked for over HTTP */
    Finding ask(Protocol protocol) {
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
    private Finding embedded() {
        Asked agents = asker.get("/v1/agents?limit=1");
        JsonNode listing = agents.json();
        return new Finding(
                Protocol.REST,
                agents.isSuccess()
                        && listing.path("agents").isArray()
                        && listing.path("total").isInt(),
                agents);
    }

    private Finding a2a() {
        Asked card = asker.get(protocols.a2a().card());
        return new Finding(Protocol.A2A, card.isSuccess() && AgentCard.isOne(card.text()), card);
    }

    private Finding mcp() {
        String path = protocols.mcp().path();
        Asked discovered = asker.post(path, mcp(STATELESS, "server/discover"), discover());
        if (isMcp(discovered)) {
            return new Finding(Protocol.MCP, true, discovered);
        }
        Asked initialized = asker.post(path, mcp(SESSIONS, "initialize"), initialize());
        if (!initialized.session().isEmpty()) {
            asker.ask("DELETE", path, Map.of("Mcp-Session-Id", initialized.session()), "");
        }
        return new Finding(Protocol.MCP, isMcp(initialized), initialized);
    }

    /** Other protocols are JSON-RPC, too, and refuse a method they do not know in the same words. */
    private static boolean isMcp(Asked asked) {
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

    private Finding langgraph() {
        Asked ok = asker.get("/ok");
        if (!(ok.isSuccess() && ok.json().path("ok").asBoolean())) {
            return new Finding(Protocol.LANGGRAPH, false, ok);
        }
        Asked info = asker.get("/info");
        return new Finding(Protocol.LANGGRAPH, info.isSuccess() && isLangGraph(info.json()), info);
    }

    private static boolean isLangGraph(JsonNode info) {
        return info.hasNonNull("langgraph_js_version")
                || info.hasNonNull("langgraph_py_version")
                || info.path("flags").has("assistants");
    }

    private Finding openai() {
        Asked models = asker.get("/v1/models");
        boolean listed = models.isSuccess()
                && models.json().path("object").asText().equals("list")
                && models.json().path("data").isArray();
        if (listed || isOpenAiError(models)) {
            return new Finding(Protocol.OPENAI, true, models);
        }
        // Without a model and messages there is nothing to complete.
        Asked refused = asker.post(protocols.openai().path(), Map.of("Accept", "application/json"), "{}");
        return new Finding(Protocol.OPENAI, isOpenAiError(refused), refused);
    }

    private static boolean isOpenAiError(Asked asked) {
        JsonNode error = asked.json().path("error");
        return asked.status() >= 400
                && asked.status() != 404
                && error.hasNonNull("message")
                && error.hasNonNull("type");
    }
}
