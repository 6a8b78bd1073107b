package io.orchestress.sut.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.sut.embedded.JsonRpc.Refusal;
import java.util.List;
import java.util.Map;

/**
 * MCP over Streamable HTTP, both with sessions (2025-03-26 to 2025-11-25) and without (2026-07-28). There is no stream from the
 * server outside of an answer, and none can be resumed.
 */
final class McpApi {
    static final String PATH = "/mcp";

    private static final String SESSION = "mcp-session-id";
    private static final int BAD_REQUEST = -32_000;
    private static final int NO_SESSION = -32_001;

    private final McpSessions sessions;
    private final McpTools tools;

    McpApi(McpSessions sessions, McpTools tools) {
        this.sessions = sessions;
        this.tools = tools;
    }

    List<Route> routes() {
        return List.of(Route.of("POST", PATH, this::post), Route.of("DELETE", PATH, this::delete));
    }

    private void post(Exchange exchange) {
        JsonNode id = MissingNode.getInstance();
        try {
            checkTypes(exchange);
            JsonRpc message = JsonRpc.read(exchange.body, 400);
            id = message.id();
            if (McpVersion.isStateless(exchange, message)) {
                stateless(exchange, message);
            } else {
                withSession(exchange, message);
            }
        } catch (Refusal e) {
            exchange.answer(e.response(id));
        } catch (ApiException e) {
            exchange.answer(new Refusal(JsonRpc.INVALID_PARAMS, "Invalid params: " + e.getMessage()).response(id));
        }
    }

    private static void checkTypes(Exchange exchange) {
        String accept = exchange.header("accept").orElse("");
        if (!accept.contains("application/json") || !accept.contains("text/event-stream")) {
            String message = "Not Acceptable: Accept must have both application/json and text/event-stream";
            throw new Refusal(406, BAD_REQUEST, message, Map.of());
        }
        if (!exchange.header("content-type").orElse("").startsWith("application/json")) {
            String message = "Unsupported Media Type: Content-Type must be application/json";
            throw new Refusal(415, BAD_REQUEST, message, Map.of());
        }
    }

    private void withSession(Exchange exchange, JsonRpc message) {
        if (message.method().equals("initialize")) {
            exchange.answer(
                    Response.json(200, message.result(initialized(message))).with(Map.of(SESSION, sessions.open())));
            return;
        }
        String session = exchange.header(SESSION)
                .orElseThrow(() ->
                        new Refusal(400, BAD_REQUEST, "Bad Request: Mcp-Session-Id header is required", Map.of()));
        if (!sessions.use(session)) {
            throw new Refusal(404, NO_SESSION, "Session not found", Map.of());
        }
        if (!message.wantsAnswer()) {
            exchange.answer(Response.empty(202));
            return;
        }
        switch (message.method()) {
            case "ping" -> exchange.answer(Response.json(200, message.result(Json.newObject())));
            case "tools/list" -> exchange.answer(Response.json(200, message.result(McpTools.list())));
            case "tools/call" -> tools.call(new McpCall(exchange, message, false));
            default -> throw unknown(message, 200);
        }
    }

    private void stateless(Exchange exchange, JsonRpc message) {
        if (!message.wantsAnswer()) {
            exchange.answer(Response.empty(202));
            return;
        }
        switch (message.method()) {
            case "server/discover" -> {
                ObjectNode result = Json.newObject();
                result.set("supportedVersions", Json.tree(List.of(McpVersion.STATELESS)));
                result.set("capabilities", McpTools.capabilities());
                exchange.answer(Response.json(200, message.result(complete(cacheable(result)))));
            }
            case "tools/list" ->
                exchange.answer(Response.json(200, message.result(complete(cacheable(McpTools.list())))));
            case "tools/call" -> tools.call(new McpCall(exchange, message, true));
            default -> throw unknown(message, 404);
        }
    }

    private static Refusal unknown(JsonRpc message, int status) {
        return new Refusal(status, JsonRpc.METHOD_NOT_FOUND, "Method not found: " + message.method(), Map.of());
    }

    private static ObjectNode initialized(JsonRpc message) {
        ObjectNode result = Json.newObject();
        result.put("protocolVersion", McpVersion.negotiated(message.params().text("protocolVersion")));
        result.set("capabilities", McpTools.capabilities());
        result.set("serverInfo", serverInfo());
        return result;
    }

    /** May be kept for an hour, by anybody. */
    private static ObjectNode cacheable(ObjectNode result) {
        return result.put("ttlMs", 3_600_000).put("cacheScope", "public");
    }

    /** Marks a result as the whole one, as the version without sessions has it. */
    static ObjectNode complete(ObjectNode result) {
        result.put("resultType", "complete");
        result.putObject("_meta").set("io.modelcontextprotocol/serverInfo", serverInfo());
        return result;
    }

    private static ObjectNode serverInfo() {
        return Json.newObject().put("name", "orchestress-embedded").put("version", "1.0");
    }

    private void delete(Exchange exchange) {
        if (McpVersion.isStateless(exchange)) {
            String message = McpVersion.STATELESS + " has no sessions to end";
            throw new ApiException(405, "method_not_allowed", message, Map.of("allow", "POST"));
        }
        String session =
                exchange.header(SESSION).orElseThrow(() -> ApiException.badRequest("Mcp-Session-Id is missing"));
        if (!sessions.close(session)) {
            throw ApiException.notFound("session", session);
        }
        exchange.answer(Response.empty(200));
    }
}
