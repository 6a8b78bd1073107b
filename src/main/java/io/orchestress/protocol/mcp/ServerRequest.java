package io.orchestress.protocol.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A request of the server's. Each is answered, as JSON-RPC has it: a ping by an empty result, and all else, since no capability was offered,
 * by the error that says that the method is unknown.
 */
record ServerRequest(String method, JsonNode id) {
    private static final String PING = "ping";
    private static final int UNKNOWN_METHOD = -32601;
    private static final int SHOWN = 60;

    /** Absent when the message is an answer, or a notification, which has no id. */
    static Optional<ServerRequest> in(JsonNode message) {
        JsonNode method = message.path("method");
        JsonNode id = message.path("id");
        return method.isTextual() && (id.isTextual() || id.isNumber())
                ? Optional.of(new ServerRequest(method.textValue(), id))
                : Optional.empty();
    }

    boolean isPing() {
        return method.equals(PING);
    }

    /** The method, of a length to be shown. */
    String shown() {
        return method.length() > SHOWN ? method.substring(0, SHOWN) + "…" : method;
    }

    ObjectNode answer() {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        message.set("id", id);
        if (isPing()) {
            message.putObject("result");
        } else {
            message.putObject("error").put("code", UNKNOWN_METHOD).put("message", "Method not found: " + shown());
        }
        return message;
    }
}
