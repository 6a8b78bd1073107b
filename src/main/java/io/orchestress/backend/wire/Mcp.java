package io.orchestress.backend.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.backend.script.Tool;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tools over MCP: the revisions with {@code initialize}, of which no session is kept, and the stateless one. Answers are single JSON objects.
 */
public final class Mcp {
    public static final String STATELESS = "2026-07-28";

    /** The newest first. */
    private static final List<String> WITH_INITIALIZE = List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

    private static final int PARSE_ERROR = -32_700;
    private static final int INVALID_REQUEST = -32_600;
    private static final int METHOD_NOT_FOUND = -32_601;
    private static final int INVALID_PARAMS = -32_602;
    private static final int INTERNAL_ERROR = -32_603;
    private static final int UNSUPPORTED_VERSION = -32_022;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Mcp() {}

    /**
     * The answer to a message.
     *
     * @param status of HTTP
     * @param json empty: no body
     */
    public record Answer(int status, String json, boolean isRefusal) {}

    /** @throws Refusal when it is no message */
    public static Message read(byte[] body, String versionHeader) throws Refusal {
        JsonNode json = Bodies.json(body);
        if (!json.isObject()) {
            throw Refusal.of("", "Invalid Request: one JSON-RPC message is expected, an object");
        }
        String inBody = json.path("params")
                .path("_meta")
                .path("io.modelcontextprotocol/protocolVersion")
                .asText();
        String version = versionHeader.isEmpty() ? inBody : versionHeader;
        return new Message(json, version);
    }

    /** The answer to a body that is no message. */
    public static Answer unreadable(Refusal refusal) {
        int code = refusal.words().startsWith("Invalid Request") ? INVALID_REQUEST : PARSE_ERROR;
        return new Answer(400, error(NODES.nullNode(), code, refusal.words(), null), true);
    }

    private static String error(JsonNode id, int code, String message, @Nullable JsonNode data) {
        ObjectNode root = NODES.objectNode().put("jsonrpc", "2.0");
        root.set("id", id.isMissingNode() ? NODES.nullNode() : id);
        ObjectNode error = root.putObject("error").put("code", code).put("message", message);
        if (data != null) {
            error.set("data", data);
        }
        return root.toString();
    }

    /** One message of JSON-RPC. */
    public record Message(JsonNode json, String version) {
        public String method() {
            return json.path("method").asText();
        }

        private boolean wantsAnswer() {
            return json.hasNonNull("id") && json.has("method");
        }

        private boolean isStateless() {
            return version.equals(STATELESS);
        }

        public boolean isToolCall() {
            return wantsAnswer() && method().equals("tools/call");
        }

        public String tool() {
            return json.path("params").path("name").asText();
        }

        /** JSON. */
        public String arguments() {
            return json.path("params").path("arguments").toString();
        }

        /** A member of {@code _meta}, where trace context is carried; empty: none. */
        public String meta(String name) {
            return json.path("params").path("_meta").path(name).asText("");
        }

        /** The answer to whatever is no call of a tool. */
        public Answer answer(Collection<Tool> tools) {
            if (!version.isEmpty() && !isStateless() && !WITH_INITIALIZE.contains(version)) {
                ObjectNode data = NODES.objectNode().put("requested", version);
                data.putArray("supported").add(STATELESS).addAll(texts(WITH_INITIALIZE));
                return refused(400, UNSUPPORTED_VERSION, "Unsupported protocol version: " + version, data);
            }
            if (!wantsAnswer()) {
                boolean known = json.has("method") || json.has("result") || json.has("error");
                return known ? new Answer(202, "", false) : refused(400, INVALID_REQUEST, "Invalid Request", null);
            }
            return switch (method()) {
                case "initialize" -> result(initialized());
                case "ping" -> result(NODES.objectNode());
                case "tools/list" -> result(list(tools));
                case "server/discover" -> result(discovered());
                default -> refused(isStateless() ? 404 : 200, METHOD_NOT_FOUND, "Method not found: " + method(), null);
            };
        }

        /** The result of a tool. */
        public Answer toolResult(String text) {
            ObjectNode result = NODES.objectNode();
            result.putArray("content").addObject().put("type", "text").put("text", text);
            return result(result.put("isError", false));
        }

        /** A result that says that the tool failed. */
        public Answer toolFailure(String text) {
            ObjectNode result = NODES.objectNode();
            result.putArray("content").addObject().put("type", "text").put("text", text);
            return result(result.put("isError", true));
        }

        /** The call failed in the server, before there was a result. */
        public Answer serverFailure(String text) {
            return refused(200, INTERNAL_ERROR, text, null);
        }

        /** A call of a tool that there is not. */
        public Answer unknownTool(Collection<String> known) {
            return refused(
                    200,
                    INVALID_PARAMS,
                    "Unknown tool: " + tool() + "; this backend has: " + String.join(", ", known),
                    null);
        }

        private Answer refused(int status, int code, String message, @Nullable JsonNode data) {
            return new Answer(status, error(json.path("id"), code, message, data), true);
        }

        private Answer result(ObjectNode result) {
            ObjectNode root = NODES.objectNode().put("jsonrpc", "2.0");
            root.set("id", json.path("id"));
            if (isStateless()) {
                result.put("resultType", "complete");
                result.putObject("_meta").set("io.modelcontextprotocol/serverInfo", serverInfo());
            }
            root.set("result", result);
            return new Answer(200, root.toString(), false);
        }

        private ObjectNode initialized() {
            String asked = json.path("params").path("protocolVersion").asText();
            ObjectNode result = NODES.objectNode()
                    .put("protocolVersion", WITH_INITIALIZE.contains(asked) ? asked : WITH_INITIALIZE.get(0));
            result.set("capabilities", capabilities());
            result.set("serverInfo", serverInfo());
            return result;
        }

        private static ObjectNode discovered() {
            ObjectNode result = NODES.objectNode();
            result.putArray("supportedVersions").add(STATELESS);
            result.set("capabilities", capabilities());
            return result.put("ttlMs", 3_600_000).put("cacheScope", "public");
        }

        private static ObjectNode list(Collection<Tool> tools) {
            ObjectNode result = NODES.objectNode();
            for (Tool tool : tools) {
                ObjectNode each = result.withArray("tools")
                        .addObject()
                        .put("name", tool.name())
                        .put("description", tool.description());
                each.set("inputSchema", Bodies.ours(tool.inputSchema()));
            }
            if (tools.isEmpty()) {
                result.putArray("tools");
            }
            return result;
        }

        private static ObjectNode capabilities() {
            ObjectNode capabilities = NODES.objectNode();
            capabilities.putObject("tools").put("listChanged", false);
            return capabilities;
        }

        private static ObjectNode serverInfo() {
            return NODES.objectNode().put("name", "orchestress-backend").put("version", "1.0");
        }

        private static List<JsonNode> texts(List<String> texts) {
            return texts.stream().<JsonNode>map(NODES::textNode).toList();
        }
    }
}
