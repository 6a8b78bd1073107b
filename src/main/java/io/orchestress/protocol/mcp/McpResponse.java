package io.orchestress.protocol.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.protocol.Reply;
import io.orchestress.recording.Outcome;
import io.orchestress.wire.SseEvent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the answer to one request: a JSON object, or a stream of events, whichever the server chose this time. In a stream,
 * notifications, and requests of the server, which have an id of their own, come before it; events without data only carry an id to
 * resume from.
 */
final class McpResponse extends McpAnswer {
    /** The fourth layer. */
    @FunctionalInterface
    interface Domain {
        /**
         * @param newSession that the answer assigns; empty: none
         * @param micros since the request was sent
         */
        Reply judge(JsonNode result, String newSession, long micros);
    }

    private final long id;
    private final Domain domain;
    private boolean anyEvent;
    private Optional<JsonNode> response = Optional.empty();
    private Optional<Reply> unusable = Optional.empty();

    McpResponse(McpClient client, long id, Domain domain) {
        super(client);
        this.id = id;
        this.domain = domain;
    }

    @Override
    public boolean event(SseEvent event, long nanos) {
        anyEvent = true;
        if (event.data().isEmpty() || !event.type().equals(SseEvent.MESSAGE)) {
            return false;
        }
        take(event.data().getBytes(StandardCharsets.UTF_8));
        return response.isPresent() || unusable.filter(reply -> isFinal(reply)).isPresent();
    }

    /** In a stream of our own, an answer to another id may be followed by ours; in a pipe, ours would not be waited for. */
    private boolean isFinal(Reply reply) {
        return isPipe() || reply.outcome() != Outcome.WRONG_ID;
    }

    @Override
    protected Reply judge(byte[] body, long nanos) {
        boolean stream = isStream() || isPipe();
        if (!stream) {
            take(body);
        }
        if (response.isPresent()) {
            return respond(response.get(), nanos);
        }
        return unusable.orElseGet(() -> {
            if (!stream) {
                return Reply.failed(Outcome.MALFORMED, "no answer but a message of another kind" + quoted(body));
            }
            return anyEvent
                    ? Reply.failed(Outcome.NO_END, "the stream ended before the answer")
                    : Reply.failed(Outcome.EMPTY_STREAM, "the stream ended without an event");
        });
    }

    private void take(byte[] text) {
        Optional<JsonNode> message = json(text);
        if (message.isEmpty()) {
            unusable = Optional.of(Reply.failed(Outcome.MALFORMED, "no JSON" + quoted(text)));
        } else if (message.get().isArray()) {
            message.get().forEach(one -> take(one, text)); // a batch: 2025-03-26 has them
        } else {
            take(message.get(), text);
        }
    }

    private void take(JsonNode message, byte[] text) {
        if (!message.path("jsonrpc").asText().equals("2.0")) {
            unusable = Optional.of(Reply.failed(Outcome.MALFORMED, "not a message of JSON-RPC 2.0" + quoted(text)));
            return;
        }
        if (message.has("method")) {
            return;
        }
        JsonNode itsId = message.path("id");
        boolean ofNobody = (itsId.isMissingNode() || itsId.isNull()) && message.has("error");
        if (ofNobody || (itsId.isIntegralNumber() && itsId.asLong() == id)) {
            response = Optional.of(message);
        } else if (!isPipe() || !isLate(itsId)) {
            unusable = Optional.of(Reply.failed(Outcome.WRONG_ID, "asked with id " + id + ", answered to id " + itsId));
        }
    }

    /** The answer to a request of ours that was given up. */
    private boolean isLate(JsonNode itsId) {
        return itsId.isIntegralNumber() && itsId.asLong() >= 1 && itsId.asLong() < id;
    }

    private Reply respond(JsonNode message, long nanos) {
        JsonNode error = message.path("error");
        if (error.isObject()) {
            return error(error);
        }
        JsonNode result = message.path("result");
        if (!result.isObject()) {
            return Reply.failed(Outcome.MALFORMED, "an answer with neither result nor error");
        }
        String type = result.path("resultType").asText("complete");
        return switch (type) {
            case "complete" -> domain.judge(result, header("mcp-session-id"), (nanos - startNanos()) / 1000);
            case "input_required" ->
                Reply.failed(Outcome.INPUT_REQUIRED, "the server asks back: " + result.path("inputRequests"));
            default -> Reply.failed(Outcome.MALFORMED, "an unknown resultType: " + type);
        };
    }
}
