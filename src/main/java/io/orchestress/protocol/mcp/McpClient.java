package io.orchestress.protocol.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.recording.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One user's end of the conversation with a server. Ids of its requests are 1, 2, 3 …, never the same twice: servers lose answers when two
 * requests under way have the same. Confined to the user's event loop.
 */
public final class McpClient {
    /** The revision without sessions. */
    public static final String STATELESS_VERSION = "2026-07-28";

    /** The newest revision with sessions; the server may choose an older one. */
    static final String SESSION_VERSION = "2025-11-25";

    /** From this revision on the version is sent as a header. */
    private static final String VERSION_HEADER_SINCE = "2025-06-18";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String META = "io.modelcontextprotocol/";
    private static final String CLIENT_NAME = "Orchestress";
    private static final String CLIENT_VERSION = "1";

    private final McpTransport transport;
    private final boolean stateless;
    private long lastId;
    private boolean open;
    private boolean told;
    private boolean hasLost;
    private String version = "";
    private String sessionId = "";

    /** @param stateless whether 2026-07-28 is spoken; it needs no {@link #initialize()} */
    public McpClient(McpTransport transport, boolean stateless) {
        this.transport = transport;
        this.stateless = stateless;
        this.open = stateless;
    }

    /** Whether there is a session, or none is needed. */
    public boolean isOpen() {
        return open;
    }

    /** Whether nothing has to be said before a tool is called: the session is open, and the server has been told that it is taken. */
    public boolean isReady() {
        return open && (told || stateless);
    }

    /** Whether there was a session once, which the server did not know any more, or whose process ended. */
    public boolean hasLostSession() {
        return hasLost;
    }

    /** Asks which revisions the server speaks; servers with sessions do not know the question. */
    public Call discover() {
        return request("server/discover", JSON.createObjectNode(), Map.of(), McpClient::anyResult);
    }

    /** Asks for a session. */
    public Call initialize() {
        ObjectNode params = JSON.createObjectNode().put("protocolVersion", SESSION_VERSION);
        params.putObject("capabilities");
        params.set("clientInfo", clientInfo());
        sessionId = "";
        version = "";
        return request("initialize", params, Map.of(), (result, newSession, micros) -> opened(result, newSession));
    }

    /** Tells that the session is taken; it has no answer. */
    public Call initialized() {
        ObjectNode message = JSON.createObjectNode().put("jsonrpc", "2.0").put("method", "notifications/initialized");
        return call(message, headers("notifications/initialized"), () -> new McpAccepted(this));
    }

    /** @param cursor of the next page; empty: the first one */
    public Call listTools(String cursor) {
        ObjectNode params = JSON.createObjectNode();
        if (!cursor.isEmpty()) {
            params.put("cursor", cursor);
        }
        return request(
                "tools/list",
                params,
                Map.of(),
                (result, newSession, micros) -> result.path("tools").isArray()
                        ? Reply.ok(result)
                        : Reply.failed(Outcome.MALFORMED, "a list of tools without tools"));
    }

    /**
     * Calls a tool.
     *
     * @param arguments a JSON object
     * @param judge of what the tool says
     * @throws IllegalArgumentException when the arguments are no JSON object
     */
    public Call callTool(McpTool tool, String arguments, ToolJudge judge) {
        JsonNode parsed = object(arguments);
        ObjectNode params = JSON.createObjectNode().put("name", tool.name());
        params.set("arguments", parsed);
        Map<String, String> more = new LinkedHashMap<>();
        if (stateless) {
            more.put("Mcp-Name", McpTool.headerValue(tool.name()));
            more.putAll(tool.headersFor(parsed));
        }
        return request("tools/call", params, more, (result, newSession, micros) -> judge.judge(result, micros));
    }

    /** @throws IllegalArgumentException when it is none */
    public static JsonNode object(String json) {
        try {
            JsonNode parsed = JSON.readTree(json);
            if (parsed != null && parsed.isObject()) {
                return parsed;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("not a JSON object: " + json);
    }

    boolean hasSession() {
        return !sessionId.isEmpty();
    }

    boolean isPipe() {
        return transport instanceof McpTransport.Stdio;
    }

    /** The server knows that its session is taken. */
    void told() {
        told = true;
    }

    /** The server does not know the session any more. */
    void lost() {
        hasLost |= open && !stateless;
        open = stateless;
        told = false;
        sessionId = "";
        version = "";
    }

    private Reply opened(JsonNode result, String newSession) {
        String chosen = result.path("protocolVersion").asText();
        if (chosen.isEmpty()) {
            return Reply.failed(Outcome.MALFORMED, "a session without a protocolVersion");
        }
        Reply kept = Reply.ok(result).keeping(newSession, chosen);
        if (!kept.isOk()) {
            return kept;
        }
        version = chosen;
        sessionId = newSession;
        told = false;
        open = true;
        return kept;
    }

    private static Reply anyResult(JsonNode result, String newSession, long micros) {
        return Reply.ok(result);
    }

    private Call request(String method, ObjectNode params, Map<String, String> more, McpResponse.Domain domain) {
        long id = ++lastId;
        ObjectNode message =
                JSON.createObjectNode().put("jsonrpc", "2.0").put("id", id).put("method", method);
        if (stateless) {
            ObjectNode meta = params.putObject("_meta").put(META + "protocolVersion", STATELESS_VERSION);
            meta.set(META + "clientInfo", clientInfo());
            meta.putObject(META + "clientCapabilities");
        }
        if (!params.isEmpty()) {
            message.set("params", params);
        }
        Map<String, String> headers = headers(method);
        headers.putAll(more);
        return call(message, headers, () -> new McpResponse(this, id, domain));
    }

    private Map<String, String> headers(String method) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (stateless) {
            headers.put("MCP-Protocol-Version", STATELESS_VERSION);
            headers.put("Mcp-Method", method);
        } else if (version.compareTo(VERSION_HEADER_SINCE) >= 0) {
            headers.put("MCP-Protocol-Version", version);
        }
        if (hasSession()) {
            headers.put("Mcp-Session-Id", sessionId);
        }
        return headers;
    }

    private Call call(ObjectNode message, Map<String, String> headers, Supplier<Answer> answer) {
        return new Call(transport.outbound(message, headers), answer);
    }

    private static ObjectNode clientInfo() {
        return JSON.createObjectNode().put("name", CLIENT_NAME).put("version", CLIENT_VERSION);
    }
}
