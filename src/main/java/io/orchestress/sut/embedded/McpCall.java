package io.orchestress.sut.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** One {@code tools/call} and its answer: one JSON object, or, when it has become a stream, the last event of that. */
final class McpCall {
    final Exchange exchange;
    final boolean stateless;
    final String tool;
    final Json arguments;

    private final JsonRpc message;
    private @Nullable EventStream stream;

    McpCall(Exchange exchange, JsonRpc message, boolean stateless) {
        this.exchange = exchange;
        this.message = message;
        this.stateless = stateless;
        tool = message.params().text("name");
        arguments = message.params().child("arguments");
    }

    /** A text or a whole number when the client wants to know how it goes on; else a missing node. */
    JsonNode progressToken() {
        return message.params().child("_meta").raw("progressToken");
    }

    /** From now on it is a stream; to be called on the event loop. */
    void openStream() {
        stream = exchange.openStream();
    }

    /** Says how far it is, of a total where that is known (not 0); to be called on the event loop, on a stream. */
    void progress(int done, int total) {
        ObjectNode notification = Json.newObject().put("jsonrpc", "2.0").put("method", "notifications/progress");
        ObjectNode params = notification.putObject("params");
        params.set("progressToken", progressToken());
        params.put("progress", done);
        if (total > 0) {
            params.put("total", total);
        }
        if (stream != null) {
            stream.send("message", notification);
        }
    }

    void succeed(Object value) {
        answer(value, false);
    }

    /** Says, in the result, that the tool did not do what it should. */
    void fail(Object value) {
        answer(value, true);
    }

    private void answer(Object value, boolean isError) {
        ObjectNode result = Json.newObject();
        result.putArray("content").addObject().put("type", "text").put("text", Json.text(value));
        result.put("isError", isError);
        ObjectNode answer = message.result(stateless ? McpApi.complete(result) : result);
        EventStream events = stream;
        if (events == null) {
            exchange.answer(Response.json(200, answer));
        } else if (exchange.clientIsThere()) {
            events.send("message", answer);
            events.end();
        }
    }
}
