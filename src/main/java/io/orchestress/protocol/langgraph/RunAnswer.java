package io.orchestress.protocol.langgraph;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.ChunkClock;
import io.orchestress.protocol.Reply;
import io.orchestress.recording.Outcome;
import io.orchestress.wire.SseEvent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * The answer to a run: its final state as one body, or its events, whichever the server gave.
 *
 * <p>A stream has no event that ends it: its end is the server's close, or {@code event: end} where there is one. It is taken as whole when
 * {@code values} or {@code updates} came. A chunk is a {@code custom} event with text at the token pointer, or a {@code messages} event
 * with text of the model; they are not tokens, and the server counts none.
 *
 * <p>An error in a stream is an event, and the failure is that of the envelope. An error in a body is what the graph left in the place
 * of its state: the request was done, the run failed, so the failure is that of the domain.
 */
final class RunAnswer extends Answer {
    private static final JsonPointer ERROR = JsonPointer.compile("/__error__");
    private static final JsonPointer ERROR_MESSAGE = JsonPointer.compile("/__error__/message");
    private static final JsonPointer INTERRUPT = JsonPointer.compile("/__interrupt__");
    private static final JsonPointer MESSAGE_TYPE = JsonPointer.compile("/0/type");
    private static final JsonPointer MESSAGE_TEXT = JsonPointer.compile("/0/content");
    private static final Set<String> OF_THE_MODEL = Set.of("AIMessageChunk", "ai");

    /** How much more a tree takes than its text, or so. */
    private static final long TREE_FACTOR = 8;

    private final JsonPointer token;
    private ChunkClock clock = new ChunkClock(0);
    private JsonNode result = MissingNode.getInstance();
    private long resultBytes;
    private boolean hasEvents;
    private boolean interrupted;
    private long lastNanos;
    private Optional<Reply> refusal = Optional.empty();

    /** @param token where in a custom event the text of a token is */
    RunAnswer(JsonPointer token) {
        this.token = token;
    }

    @Override
    protected void begun() {
        clock = new ChunkClock(startNanos());
    }

    @Override
    public boolean event(SseEvent event, long nanos) {
        hasEvents = true;
        lastNanos = nanos;
        int namespace = event.type().indexOf('|');
        String type = namespace < 0 ? event.type() : event.type().substring(0, namespace);
        if (type.equals("end")) {
            return true;
        }
        if (type.equals("error")) {
            refusal = Optional.of(failed(Outcome.ERROR_EVENT, "an error event", event.data()));
            return true;
        }
        if (event.data().isEmpty()) {
            return false;
        }
        Optional<JsonNode> data = json(event.data());
        if (data.isEmpty()) {
            refusal = Optional.of(failed(Outcome.MALFORMED, "an event that is no JSON", event.data()));
            return true;
        }
        read(type, namespace < 0, data.get(), nanos);
        resultBytes = data.get() == result ? TREE_FACTOR * event.data().length() : resultBytes;
        return false;
    }

    /** @param ofTheRun and not of a graph inside of its graph */
    private void read(String type, boolean ofTheRun, JsonNode data, long nanos) {
        switch (type) {
            case "values", "updates" -> {
                interrupted |= asksBack(data);
                if (ofTheRun) {
                    result = data;
                }
            }
            case "custom" -> chunk(data.at(token), nanos);
            case "messages", "messages/partial" -> {
                if (OF_THE_MODEL.contains(data.at(MESSAGE_TYPE).asText())) {
                    chunk(data.at(MESSAGE_TEXT), nanos);
                }
            }
            default -> {}
        }
    }

    /** @param text or, as of some models, a list of parts of text */
    private void chunk(JsonNode text, long nanos) {
        if (!text.asText().isEmpty() || !text.isEmpty()) {
            clock.chunk(nanos);
        }
    }

    @Override
    public long keptBytes() {
        return clock.keptBytes() + resultBytes;
    }

    @Override
    protected Reply judge(byte[] body, long nanos) {
        return refusal.orElseGet(() -> isStream() ? stream() : state(body));
    }

    private Reply stream() {
        if (!hasEvents) {
            return Reply.failed(Outcome.EMPTY_STREAM, "a stream without an event");
        }
        if (interrupted) {
            return inputRequired();
        }
        if (result.isMissingNode()) {
            return Reply.failed(Outcome.NO_END, "closed without values or updates");
        }
        Reply reply = Reply.ok(result);
        return clock.ended(lastNanos).map(reply::with).orElse(reply);
    }

    private Reply state(byte[] body) {
        JsonNode state = json(body).orElse(MissingNode.getInstance());
        if (!state.isObject()) {
            return Reply.failed(Outcome.MALFORMED, "the state is no JSON object" + quoted(body));
        }
        if (!state.at(ERROR).isMissingNode()) {
            String said = state.at(ERROR_MESSAGE).asText();
            return failed(
                    Outcome.TASK_FAILED,
                    "the run failed",
                    said.isEmpty() ? state.at(ERROR).toString() : said);
        }
        return asksBack(state) ? inputRequired() : Reply.ok(state);
    }

    private static boolean asksBack(JsonNode state) {
        return !state.at(INTERRUPT).isEmpty();
    }

    private static Reply inputRequired() {
        return Reply.failed(Outcome.INPUT_REQUIRED, "the run was interrupted, to ask something");
    }

    private static Reply failed(Outcome outcome, String what, String said) {
        return Reply.failed(outcome, what + quoted(said.getBytes(StandardCharsets.UTF_8)));
    }
}
