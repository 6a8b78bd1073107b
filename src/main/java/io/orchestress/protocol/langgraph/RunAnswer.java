package io.orchestress.protocol.langgraph;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Errors;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.VisibleContent;
import io.orchestress.transport.SseEvent;
import io.orchestress.transport.Texts;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a run: its final state as one body, or its events, whichever the server gave.
 *
 * <p>Few servers send {@code event: end}. Where there is none, a stream that closed after {@code values} or {@code updates} is no proof that
 * the run came to its end, for a run that broke off closes so, too: its reply is a success with a run {@linkplain #isOpen still to be asked for}.
 *
 * <p>A chunk is a {@code custom} event with something at the token pointer, or a {@code messages} event with output of the model;
 * they are not tokens, and the server counts none.
 *
 * <p>An error in a stream is an event, and the failure is that of the envelope. An error in a state, of a body or of a stream, is what
 * the graph left in its place: the request was done, the run failed, so the failure is that of the domain.
 */
final class RunAnswer extends Answer {
    private static final String RESULT = "result";
    private static final String RUN = "run";
    private static final String OPEN = "open";

    /** How much more a tree takes than its text, or so. */
    private static final long TREE_FACTOR = 8;

    private final JsonPointer token;
    private final Function<String, Call> cancel;
    private JsonNode result = MissingNode.getInstance();
    private JsonNode error = MissingNode.getInstance();
    private String runId = "";
    private long resultBytes;
    private boolean hasEvents;
    private boolean hasEnd;
    private boolean interrupted;
    private @Nullable SseEvent message;
    private String messageId = "";
    private Texts messageTexts = Texts.GO_ON_OR_REPEAT;
    private long lastNanos;
    private Optional<Reply> refusal = Optional.empty();

    /**
     * @param token where in a custom event the text of a token is
     * @param cancel stops the run with an id
     */
    RunAnswer(JsonPointer token, Function<String, Call> cancel) {
        this.token = token;
        this.cancel = cancel;
    }

    /** Whether the stream of a successful reply had no end of its own, so that its run must be asked for. */
    static boolean isOpen(Reply reply) {
        return reply.value().path(OPEN).asBoolean();
    }

    /** The run of a reply. */
    static String runId(Reply reply) {
        return reply.value().path(RUN).asText();
    }

    /** The last state, or the last updates, of a successful reply. */
    static JsonNode result(Reply reply) {
        return reply.value().path(RESULT);
    }

    @Override
    public Optional<Call> cancel() {
        String run = run();
        return run.isEmpty() || run.length() > Reply.LONGEST_ID ? Optional.empty() : Optional.of(cancel.apply(run));
    }

    @Override
    public boolean event(SseEvent event, long nanos) {
        hasEvents = true;
        lastNanos = nanos;
        int namespace = event.type().indexOf('|');
        String type = namespace < 0 ? event.type() : event.type().substring(0, namespace);
        if (type.equals("end")) {
            hasEnd = true;
            return true;
        }
        if (type.equals("error")) {
            refusal = Optional.of(errorEvent(event.data()));
            return true;
        }
        if (event.data().isEmpty()) {
            return false;
        }
        Optional<JsonNode> data = json(event.data());
        if (data.isEmpty()) {
            refusal = Optional.of(failed(FailureClass.MALFORMED, "an event that is not JSON", event.data()));
            return true;
        }
        if (type.startsWith("messages")) {
            isMessage(event, data.get());
        }
        read(type, namespace < 0, data.get(), nanos);
        resultBytes = data.get() == result ? TREE_FACTOR * event.data().length() : resultBytes;
        return false;
    }

    /** Pieces of another message than those before it are of another text. */
    @Override
    public Texts texts(SseEvent event, boolean behindEnd) {
        return event.equals(message) ? messageTexts : Texts.GO_ON_OR_REPEAT;
    }

    private void isMessage(SseEvent event, JsonNode data) {
        String id = (data.isArray() ? data.path(0) : data).path("id").asText("");
        message = event;
        messageTexts = id.equals(messageId) ? Texts.GO_ON_OR_REPEAT : Texts.BEGIN;
        messageId = id;
    }

    /** @param ofTheRun and not of a graph inside of its graph */
    private void read(String type, boolean ofTheRun, JsonNode data, long nanos) {
        switch (type) {
            case "metadata" -> runId = ofTheRun ? data.path("run_id").asText(runId) : runId;
            case "values", "updates" -> {
                interrupted |= asksBack(data);
                if (ofTheRun) {
                    result = data;
                    error = Errors.isOne(data.path("__error__")) ? data.path("__error__") : error;
                }
            }
            case "custom" -> chunkIf(VisibleContent.isIn(data.at(token)), nanos);
            case "messages", "messages/partial" -> chunkIf(ModelMessage.hasOutput(data), nanos);
            default -> {}
        }
    }

    private void chunkIf(boolean content, long nanos) {
        if (content) {
            chunk(nanos);
        }
    }

    @Override
    public long keptBytes() {
        return super.keptBytes() + resultBytes;
    }

    @Override
    protected Reply judge(byte[] body, long nanos) {
        return refusal.orElseGet(() -> isStream() ? stream() : state(body));
    }

    private Reply stream() {
        if (!hasEvents) {
            return Reply.failed(FailureClass.EMPTY_STREAM, "a stream without an event");
        }
        if (Errors.isOne(error)) {
            return runFailed();
        }
        if (interrupted) {
            return inputRequired();
        }
        if (result.isMissingNode()) {
            return Reply.failed(FailureClass.NO_END, "closed without values or updates");
        }
        if (!hasEnd && run().isEmpty()) {
            return Reply.failed(FailureClass.NO_END, "the stream closed without event: end and names no run to query");
        }
        return timed(Reply.ok(value(result, !hasEnd)).keeping(run()), lastNanos);
    }

    /** Of the event {@code metadata}, else of {@code Content-Location: /threads/T/runs/R}. */
    private String run() {
        String location = header("content-location").replaceFirst("[?#].*", "");
        int at = location.lastIndexOf("/runs/");
        return runId.isEmpty() && at >= 0
                ? location.substring(at + "/runs/".length()).replaceFirst("/.*", "")
                : runId;
    }

    private Reply state(byte[] body) {
        JsonNode state = json(body).orElse(MissingNode.getInstance());
        if (!state.isObject()) {
            return Reply.failed(FailureClass.MALFORMED, "the state is not a JSON object" + quoted(body));
        }
        error = state.path("__error__");
        if (Errors.isOne(error)) {
            return runFailed();
        }
        return asksBack(state) ? inputRequired() : Reply.ok(value(state, false));
    }

    private ObjectNode value(JsonNode state, boolean open) {
        ObjectNode value = JSON.createObjectNode().put(RUN, run()).put(OPEN, open);
        value.set(RESULT, state);
        return value;
    }

    private static boolean asksBack(JsonNode state) {
        return !state.path("__interrupt__").isEmpty();
    }

    private Reply runFailed() {
        String message = error.path("message").asText();
        String otherwise = error.isTextual() ? error.textValue() : error.toString();
        return failed(FailureClass.TASK_FAILED, "the run failed", message.isEmpty() ? otherwise : message);
    }

    private static Reply errorEvent(String data) {
        JsonNode said = json(data).filter(JsonNode::isContainerNode).orElseGet(() -> TextNode.valueOf(data));
        return failed(
                Errors.isRateLimit(said) ? FailureClass.RATE_LIMITED : FailureClass.ERROR_EVENT,
                "an error event",
                data);
    }

    private static Reply inputRequired() {
        return Reply.failed(FailureClass.INPUT_REQUIRED, "the run was interrupted by a question");
    }

    private static Reply failed(FailureClass outcome, String what, String said) {
        return Reply.failed(outcome, what + quoted(said.getBytes(StandardCharsets.UTF_8)));
    }
}
