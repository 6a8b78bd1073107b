package io.orchestress.protocol.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.StatusAnswer;
import io.orchestress.transport.Outbound;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Those with sessions that a client of today takes; what is spoken does not differ between them but for the header of the version. */
    static final List<String> SESSION_VERSIONS =
            List.of(SESSION_VERSION, "2025-06-18", "2025-03-26", "2024-11-05", "2024-10-07");

    /** How long the question for the era may take: servers with sessions need not answer it. */
    static final Duration LONGEST_DISCOVERY = Duration.ofSeconds(5);

    /** How long the end of a session is waited for. */
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(2);

    /** From this revision on the version is sent as a header. */
    private static final String VERSION_HEADER_SINCE = "2025-06-18";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String META = "io.modelcontextprotocol/";
    private static final String CLIENT_NAME = "Orchestress";
    private static final String CLIENT_VERSION = "1";

    private final McpTransport transport;
    private final boolean stateless;
    private final boolean progress;
    private long lastId;
    private boolean open;
    private boolean told;
    private boolean hasLost;
    private String version = "";
    private String sessionId = "";

    /** @param stateless whether 2026-07-28 is spoken; it needs no {@link #initialize()} */
    public McpClient(McpTransport transport, boolean stateless) {
        this(transport, stateless, true);
    }

    /**
     * As above.
     *
     * @param progress whether calls of tools ask to be told of progress, which keeps proxies from closing what is silent
     */
    public McpClient(McpTransport transport, boolean stateless, boolean progress) {
        this.transport = transport;
        this.stateless = stateless;
        this.progress = progress;
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
        return request("server/discover", JSON.createObjectNode(), Map.of(), McpClient::anyResult)
                .within(LONGEST_DISCOVERY);
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

    /** The first page of the list. */
    public Call listTools() {
        return listTools(MissingNode.getInstance());
    }

    /** @param cursor of the next page, as the server gave it; missing: the first one */
    Call listTools(JsonNode cursor) {
        ObjectNode params = JSON.createObjectNode();
        if (!cursor.isMissingNode()) {
            params.set("cursor", cursor);
        }
        return request(
                "tools/list",
                params,
                Map.of(),
                (result, newSession, micros) -> result.path("tools").isArray()
                        ? Reply.ok(result)
                        : Reply.failed(FailureClass.MALFORMED, "tools/list response without tools"));
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
        if (progress) {
            params.putObject("_meta").put("progressToken", lastId + 1); // the id of the request: never the same twice
        }
        Map<String, String> more = new LinkedHashMap<>();
        if (stateless) {
            more.put("Mcp-Name", McpTool.headerValue(tool.name()));
            more.putAll(tool.headersFor(parsed));
        }
        return request("tools/call", params, more, (result, newSession, micros) -> judge.judge(result, micros));
    }

    /**
     * Says that nobody waits for a response; it has none itself. Empty in 2026-07-28 over HTTP, where closing the response is the way to say so
     * (Patterns, Cancellation).
     *
     * @param id of the request
     */
    Optional<Call> cancelled(long id) {
        if (stateless && !isPipe()) {
            return Optional.empty();
        }
        String method = "notifications/cancelled";
        ObjectNode message = JSON.createObjectNode().put("jsonrpc", "2.0").put("method", method);
        message.putObject("params").put("requestId", id).put("reason", "the user left");
        return Optional.of(new Call(transport.aside(message, headers(method)), StatusAnswer::new));
    }

    /** Ends the session; absent where there is none to end, or where it ends with its process. */
    public Optional<Call> farewell() {
        return transport instanceof McpTransport.StreamableHttp http && hasSession()
                ? Optional.of(new Call(http.bare("DELETE", headers("")), McpFarewell::new).within(LONGEST_FAREWELL))
                : Optional.empty();
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

    /** Asks for what came after an event of a stream that the server has closed; absent where streams cannot be taken up again. */
    Optional<Outbound> resumption(String lastEventId) {
        boolean tooLong = lastEventId.length() > Reply.LONGEST_ID; // no header for it
        if (stateless || tooLong || !(transport instanceof McpTransport.StreamableHttp http)) {
            return Optional.empty();
        }
        Map<String, String> headers = headers("");
        headers.put("Accept", "text/event-stream");
        headers.put("Last-Event-ID", lastEventId);
        return Optional.of(http.bare("GET", headers));
    }

    /** Says it; absent in 2026-07-28, where a server asks for nothing in this way. */
    Optional<Outbound> answerTo(ServerRequest request) {
        return stateless ? Optional.empty() : Optional.of(transport.aside(request.answer(), headers("")));
    }

    /** Where each message goes; absent for a pipe. */
    Optional<URI> endpoint() {
        return transport instanceof McpTransport.StreamableHttp http ? Optional.of(http.endpoint()) : Optional.empty();
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
        closed();
    }

    /** This side has ended it. */
    void closed() {
        open = stateless;
        told = false;
        sessionId = "";
        version = "";
    }

    private Reply opened(JsonNode result, String newSession) {
        String chosen = result.path("protocolVersion").asText();
        told = false;
        Reply kept = Reply.ok(result).keeping(newSession, chosen);
        if (!kept.isOk()) {
            return kept;
        }
        sessionId = newSession; // to be ended, whatever else is wrong with it
        if (chosen.isEmpty()) {
            return Reply.failed(FailureClass.MALFORMED, "initialize response without a protocolVersion");
        }
        if (!SESSION_VERSIONS.contains(chosen)) {
            return Reply.failed(
                    FailureClass.MALFORMED,
                    "protocol version " + chosen + " is not supported; supported: "
                            + String.join(", ", SESSION_VERSIONS));
        }
        version = chosen;
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
            ObjectNode meta = params.withObjectProperty("_meta").put(META + "protocolVersion", STATELESS_VERSION);
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
        Call plain = new Call(transport.outbound(message, headers), answer);
        return isPipe() ? plain.carriedBy(members -> transport.outbound(withMeta(message, members), headers)) : plain;
    }

    /** With members of {@code _meta}, which MCP reserves for trace context (SEP-414): a pipe has no headers. */
    private static ObjectNode withMeta(ObjectNode message, Map<String, String> members) {
        if (members.isEmpty()) {
            return message;
        }
        ObjectNode carried = message.deepCopy();
        ObjectNode meta = carried.withObjectProperty("params").withObjectProperty("_meta");
        members.forEach(meta::put);
        return carried;
    }

    private static ObjectNode clientInfo() {
        return JSON.createObjectNode().put("name", CLIENT_NAME).put("version", CLIENT_VERSION);
    }
}
