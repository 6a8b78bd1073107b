package io.orchestress.protocol.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.transport.Ending;
import io.orchestress.transport.Outbound;
import io.orchestress.transport.SseEvent;
import io.orchestress.transport.Texts;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Reads the answer to one request: a JSON object, or a stream of events, whichever the server chose this time. In a stream,
 * notifications, and requests of the server, which have an id of their own and are answered at once, come before it; events without data
 * only carry an id to resume from. A server may close a stream in good order and have it asked for again, as often as it likes
 * (2025-11-25): an answer that ends without being there is asked for from the last id on, after the time that the server named. A
 * connection that breaks is no such end.
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

    /** A member; within a text its quotes are escaped. */
    private static final String RESULT = "\"result\":";

    private static final int MOST_ANSWERED = 1_000;

    /** Where the server does not say when to ask again: as the reference client has it. */
    private static final long RETRY_MILLIS = 1_000;

    /** So often a server may be asked again as soon as it likes; then not more often than below, or it would be a loop without pace. */
    private static final int QUICK_RESUMPTIONS = 10;

    private static final long SLOW_RETRY_MILLIS = 100;

    private final McpClient client;
    private final long id;
    private final Domain domain;
    private String lastEventId = "";
    private long retryMillis = RETRY_MILLIS;
    private int resumptions;
    private int answered;
    private String otherEvent = "";
    private String asked = "";
    private boolean anyEvent;
    private boolean twice;
    private Optional<JsonNode> response = Optional.empty();
    private Optional<Reply> unusable = Optional.empty();

    McpResponse(McpClient client, long id, Domain domain) {
        super(client);
        this.client = client;
        this.id = id;
        this.domain = domain;
    }

    @Override
    public Optional<Call> cancel() {
        return response.isPresent() || unusable.isPresent() ? Optional.empty() : client.cancelled(id);
    }

    @Override
    public boolean event(SseEvent event, long nanos) {
        anyEvent = true;
        if (event.data().isEmpty()) {
            return false;
        }
        if (!event.type().equals(SseEvent.MESSAGE)) {
            otherEvent = otherEvent.isEmpty()
                    ? ", but an event '" + event.type() + "', which MCP does not define"
                            + quoted(event.data().getBytes(StandardCharsets.UTF_8))
                    : otherEvent;
            return false;
        }
        take(event.data().getBytes(StandardCharsets.UTF_8));
        if (response.isEmpty() && unusable.isEmpty()) {
            chunk(nanos); // told of a stream that is cut: how much came, and how long ago
        }
        return response.isPresent() || unusable.filter(reply -> isFinal(reply)).isPresent();
    }

    /** A response is an answer, and whole. */
    @Override
    public Texts texts(SseEvent event, boolean behindEnd) {
        return event.data().contains(RESULT) ? Texts.GO_ON : Texts.GO_ON_OR_REPEAT;
    }

    /** In a stream of our own, an answer to another id may be followed by ours; in a pipe, ours would not be waited for. */
    private boolean isFinal(Reply reply) {
        return isPipe() || reply.outcome() != FailureClass.WRONG_ID;
    }

    @Override
    public void resumable(String newLastEventId, long newRetryMillis) {
        lastEventId = newLastEventId.isEmpty() ? lastEventId : newLastEventId;
        retryMillis = newRetryMillis < 0 ? retryMillis : newRetryMillis;
    }

    @Override
    protected boolean goesOn() {
        if (response.isPresent() || unusable.isPresent() || !isStream() || lastEventId.isEmpty()) {
            return false;
        }
        long waitMillis = resumptions < QUICK_RESUMPTIONS ? retryMillis : Math.max(retryMillis, SLOW_RETRY_MILLIS);
        Optional<Outbound> next = client.resumption(lastEventId);
        boolean goesOn = next.isPresent() && talk().goesOn(next.get(), TimeUnit.MILLISECONDS.toNanos(waitMillis));
        resumptions += goesOn ? 1 : 0;
        return goesOn;
    }

    /** That the answer is not there is what was asked for; how its resumption was refused is the reason. */
    @Override
    protected Reply refused(byte[] body) {
        Reply refused = super.refused(body);
        return resumptions == 0 || refused.outcome() == FailureClass.SESSION_LOST
                ? refused
                : Reply.failed(
                        FailureClass.NO_END,
                        "the stream ended before the response, and the GET with Last-Event-ID for the rest failed as "
                                + refused.detail());
    }

    @Override
    public void unasked(SseEvent line) {
        json(line.data()).ifPresent(message -> {
            if (message.isArray()) {
                message.forEach(this::answerTo);
            } else {
                answerTo(message);
            }
        });
    }

    private void answerTo(JsonNode message) {
        Optional<ServerRequest> request = ServerRequest.in(message);
        if (request.isPresent() && answered < MOST_ANSWERED) {
            answered++;
            String method = request.get().shown();
            asked = asked.isEmpty() ? "; the server had requested '" + method + "'" : asked;
            client.answerTo(request.get())
                    .ifPresent(outbound -> talk().say(outbound, status -> {
                        if (!isPipe() && (status < 200 || status >= 300)) {
                            asked = "; the server had requested '" + method + "' and returned "
                                    + (status == 0 ? "no status" : "HTTP " + status) + " for the response";
                        }
                    }));
        }
    }

    /** Where the server asked in the middle of an answer that did not come, this may be why. */
    @Override
    protected Reply cutOff(Ending ending, long nanos) {
        Reply reply = super.cutOff(ending, nanos);
        return asked.isEmpty() ? reply : Reply.failed(reply.outcome(), reply.detail() + asked);
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
                return Reply.failed(FailureClass.MALFORMED, "a message that is not a response" + quoted(body));
            }
            return anyEvent
                    ? Reply.failed(FailureClass.NO_END, "the stream ended before the response" + otherEvent + asked)
                    : Reply.failed(FailureClass.EMPTY_STREAM, "the stream ended without an event");
        });
    }

    private void take(byte[] text) {
        Optional<JsonNode> message = json(text);
        if (message.isEmpty()) {
            unusable = Optional.of(Reply.failed(FailureClass.MALFORMED, "not JSON" + quoted(text)));
        } else if (message.get().isArray()) {
            message.get().forEach(one -> take(one, text)); // a batch: 2025-03-26 has them
        } else {
            take(message.get(), text);
        }
    }

    private void take(JsonNode message, byte[] text) {
        if (!message.path("jsonrpc").asText().equals("2.0")) {
            unusable = Optional.of(Reply.failed(FailureClass.MALFORMED, "not a JSON-RPC 2.0 message" + quoted(text)));
            return;
        }
        boolean answers = message.has("result") || message.has("error");
        if (message.has("method") && !answers) {
            answerTo(message);
            return;
        }
        JsonNode itsId = message.path("id");
        boolean ofNobody = (itsId.isMissingNode() || itsId.isNull()) && message.has("error");
        if (ofNobody || RpcId.is(itsId, id)) {
            twice |= response.filter(before -> !before.equals(message)).isPresent();
            response = Optional.of(message);
        } else if (!isPipe() || !isLate(itsId)) {
            unusable = Optional.of(Reply.failed(FailureClass.WRONG_ID, "request id " + id + ", response id " + itsId));
        }
    }

    /** The answer to a request of ours that was given up. */
    private boolean isLate(JsonNode itsId) {
        OptionalLong number = RpcId.number(itsId);
        return number.isPresent() && number.getAsLong() >= 1 && number.getAsLong() < id;
    }

    private Reply respond(JsonNode message, long nanos) {
        if (twice) {
            return Reply.failed(FailureClass.MALFORMED, "two different responses to id " + id);
        }
        Optional<Reply> error = error(message);
        if (error.isPresent()) {
            return error.get();
        }
        JsonNode result = message.path("result");
        if (!result.isObject()) {
            return Reply.failed(FailureClass.MALFORMED, "response with neither result nor error");
        }
        String type = result.path("resultType").asText("complete");
        return switch (type) {
            case "complete" -> domain.judge(result, header("mcp-session-id"), (nanos - startNanos()) / 1000);
            case "input_required" ->
                Reply.failed(FailureClass.INPUT_REQUIRED, "the server asks for input: " + result.path("inputRequests"));
            default -> Reply.failed(FailureClass.MALFORMED, "unknown resultType: " + type);
        };
    }
}
