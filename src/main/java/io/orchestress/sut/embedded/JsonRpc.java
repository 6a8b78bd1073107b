package io.orchestress.sut.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A message of JSON-RPC 2.0 that a client has sent.
 *
 * @param id as it was sent; missing when it is a notification or an answer
 * @param method empty when it is an answer
 * @param params an empty object when there are none
 */
record JsonRpc(JsonNode id, String method, Json params) {
    static final int PARSE_ERROR = -32_700;
    static final int INVALID_REQUEST = -32_600;
    static final int METHOD_NOT_FOUND = -32_601;
    static final int INVALID_PARAMS = -32_602;

    /** A request that is answered with an error object. */
    static final class Refusal extends RuntimeException {
        final int status;
        final int code;
        final transient Map<String, ?> data;

        /**
         * @param status of HTTP
         * @param data more for programs; left out when empty
         */
        Refusal(int status, int code, String message, Map<String, ?> data) {
            super(message, null, false, false);
            this.status = status;
            this.code = code;
            this.data = data;
        }

        /** With HTTP 200. */
        Refusal(int code, String message) {
            this(200, code, message, Map.of());
        }

        Response response(JsonNode id) {
            ObjectNode answer = Json.newObject().put("jsonrpc", "2.0");
            answer.set("id", id.isMissingNode() ? NullNode.instance : id);
            String text = getMessage();
            answer.set("error", error(code, text == null ? "" : text, data));
            return Response.json(status, answer);
        }
    }

    /** @param status of HTTP when it is no JSON-RPC 2.0 */
    static JsonRpc read(byte[] body, int status) {
        JsonNode node;
        try {
            node = Json.any(body);
        } catch (ApiException e) {
            throw new Refusal(status, PARSE_ERROR, "Parse error: " + e.getMessage(), Map.of());
        }
        JsonNode method = node.path("method");
        JsonNode id = node.path("id");
        boolean answer = method.isMissingNode() && (node.has("result") || node.has("error"));
        if (!node.path("jsonrpc").asText("").equals("2.0")
                || !(method.isTextual() || answer)
                || !(id.isMissingNode() || id.isTextual() || id.isIntegralNumber())) {
            throw new Refusal(status, INVALID_REQUEST, "Invalid Request: not a message of JSON-RPC 2.0", Map.of());
        }
        JsonNode params = node.path("params");
        if (!params.isMissingNode() && !params.isObject()) {
            throw new Refusal(status, INVALID_PARAMS, "Invalid params: must be an object", Map.of());
        }
        return new JsonRpc(id, method.asText(""), Json.object(params.isObject() ? params : Json.newObject(), "params"));
    }

    boolean wantsAnswer() {
        return !id.isMissingNode() && !method.isEmpty();
    }

    ObjectNode result(JsonNode result) {
        ObjectNode answer = Json.newObject().put("jsonrpc", "2.0");
        answer.set("id", id);
        answer.set("result", result);
        return answer;
    }

    ObjectNode error(ApiError error, int code) {
        ObjectNode answer = Json.newObject().put("jsonrpc", "2.0");
        answer.set("id", id);
        answer.set("error", error(code, error.message(), Map.of("type", error.type())));
        return answer;
    }

    private static JsonNode error(int code, String message, Map<String, ?> data) {
        ObjectNode error = Json.newObject().put("code", code).put("message", message);
        if (!data.isEmpty()) {
            error.set("data", Json.tree(data));
        }
        return error;
    }
}
