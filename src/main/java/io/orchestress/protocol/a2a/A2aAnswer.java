package io.orchestress.protocol.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Metric;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Errors;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.VisibleContent;
import io.orchestress.transport.SseEvent;
import io.orchestress.transport.Texts;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An answer in JSON-RPC: one object, or a stream of them.
 *
 * <p>A stream ends with {@code final: true} (0.3) or a terminal state (1.0), with a whole task in a terminal state, with a message, or
 * with a question to the client; of 0.3 also with the close after a terminal state that was not called final. Closed before that, it has no
 * end. Its chunks are artifacts, messages and messages of a status that hold something: whether a text is progress or a part of the
 * answer, nothing says. No tokens are known.
 */
public final class A2aAnswer extends Answer {
    private static final long NOT_SEEN = Long.MIN_VALUE;

    /** Which state a task must have come to. */
    enum Wanted {
        COMPLETED_OR_GOING_ON,
        COMPLETED_NOW,
        CANCELED
    }

    private final Dialect dialect;
    private final String id;
    private final boolean answersTask;
    private final Wanted wanted;
    private final Function<String, Call> cancel;

    private @Nullable Reply failure;
    private @Nullable TaskState state;
    private String stateText = "";
    private String taskId = "";
    private String contextId = "";
    private String said = "";
    private boolean anythingCame;
    private boolean ended;
    private @Nullable SseEvent last;
    private Texts lastTexts = Texts.GO_ON_OR_REPEAT;
    private long submittedNanos = NOT_SEEN;
    private long workingNanos = NOT_SEEN;

    /** @param cancel ends the task with an id */
    A2aAnswer(Dialect dialect, String id, boolean answersTask, Wanted wanted, Function<String, Call> cancel) {
        this.dialect = dialect;
        this.id = id;
        this.answersTask = answersTask;
        this.wanted = wanted;
        this.cancel = cancel;
    }

    /** Of a reply; empty when the agent answered by a message, without a task. */
    public static String taskId(Reply reply) {
        return reply.value().path("taskId").asText();
    }

    /** Whether the task of a reply must be asked for again. */
    public static boolean goesOn(Reply reply) {
        return TaskState.of(reply.value().path("state").asText())
                .map(TaskState::goesOn)
                .orElse(false);
    }

    /** Of a task that goes on, as far as is known. */
    @Override
    public Optional<Call> cancel() {
        boolean known = !taskId.isEmpty() && taskId.length() <= Reply.LONGEST_ID;
        return known && state != null && state.goesOn() ? Optional.of(cancel.apply(taskId)) : Optional.empty();
    }

    @Override
    public boolean event(SseEvent event, long nanos) {
        if (event.data().isEmpty()) {
            return false;
        }
        anythingCame = true;
        last = event;
        lastTexts = Texts.GO_ON_OR_REPEAT;
        failure = read(json(event.data()), event.data(), nanos);
        return failure != null || ended;
    }

    /** An artifact is added to where it says so, and begins, or replaces one, otherwise. */
    @Override
    public Texts texts(SseEvent event, boolean behindEnd) {
        if (event.equals(last)) {
            return lastTexts;
        }
        return json(event.data())
                .flatMap(envelope -> dialect.read(envelope.path("result")))
                .map(A2aAnswer::texts)
                .orElse(Texts.GO_ON_OR_REPEAT);
    }

    private static Texts texts(Dialect.Result result) {
        if (result.kind() != Dialect.Kind.ARTIFACT) {
            return Texts.GO_ON_OR_REPEAT;
        }
        return result.content().path("append").asBoolean() ? Texts.GO_ON : Texts.BEGIN;
    }

    @Override
    public long keptBytes() {
        return super.keptBytes() + 4L * said.length();
    }

    @Override
    protected Reply judge(byte[] body, long nanos) {
        if (!isStream()) {
            failure = read(json(body), new String(body, StandardCharsets.UTF_8), nanos);
        } else if (!anythingCame) {
            return Reply.failed(FailureClass.EMPTY_STREAM, "a stream without an event");
        }
        if (failure != null) {
            return failure;
        }
        if (isStream() && !ended && (state == null || !state.isTerminal())) {
            return Reply.failed(
                    FailureClass.NO_END,
                    "the stream closed with the task in "
                            + (state == null ? "an unknown state" : "state " + stateText));
        }
        Reply reply = verdict();
        if (reply.isOk() && submittedNanos != NOT_SEEN && workingNanos != NOT_SEEN) {
            reply = reply.with(new Reply.Timing(Metric.QUEUE_WAIT, "", (workingNanos - submittedNanos) / 1000));
        }
        return isStream() ? timed(reply, nanos) : reply;
    }

    /** Fourth layer. */
    private Reply verdict() {
        if (state == null) {
            return Reply.ok(value()).keeping(taskId, contextId); // a message
        }
        FailureClass outcome = state.outcome();
        if (wanted == Wanted.CANCELED) {
            outcome = state == TaskState.CANCELED || state.goesOn() ? FailureClass.OK : FailureClass.CHECK;
        } else if (wanted == Wanted.COMPLETED_NOW && state.goesOn()) {
            outcome = FailureClass.TIMEOUT;
        }
        return outcome == FailureClass.OK
                ? Reply.ok(value()).keeping(taskId, contextId)
                : Reply.failed(outcome, "the task ended as " + stateText + (said.isEmpty() ? "" : ": " + said));
    }

    private ObjectNode value() {
        ObjectNode value = JSON.createObjectNode().put("taskId", taskId).put("contextId", contextId);
        return state == null ? value : value.put("state", state.text());
    }

    /** Third layer; returns what is wrong, or nothing. */
    private @Nullable Reply read(Optional<JsonNode> parsed, String text, long nanos) {
        JsonNode envelope = parsed.orElse(null);
        if (envelope == null || !envelope.path("jsonrpc").asText().equals("2.0")) {
            return malformed("not JSON-RPC 2.0", text);
        }
        JsonNode answered = envelope.path("id");
        JsonNode error = envelope.path("error");
        boolean isError = Errors.isOne(error) || (error.isObject() && !envelope.hasNonNull("result"));
        // An error may be about a request whose id could not be read.
        boolean noId = answered.isMissingNode() || answered.isNull();
        if (!answered.asText().equals(id) && !(isError && noId)) {
            return Reply.failed(FailureClass.WRONG_ID, "request id " + id + ", response id " + answered);
        }
        if (isError) {
            return error(error);
        }
        JsonNode result = envelope.path("result");
        Dialect.Result known = answersTask
                ? new Dialect.Result(Dialect.Kind.TASK, result)
                : dialect.read(result).orElse(null);
        return known == null ? malformed("not an A2A result", text) : read(known, text, nanos);
    }

    private static Reply error(JsonNode error) {
        String said = error.isObject() ? rpcError(error) : "an invalid JSON-RPC error: " + error;
        if (Errors.isRateLimit(error)) {
            return Reply.failed(FailureClass.RATE_LIMITED, said);
        }
        return Reply.failed(
                error.isObject() ? FailureClass.rpc(error.path("code").asLong()) : FailureClass.PROTOCOL, said);
    }

    private @Nullable Reply read(Dialect.Result result, String text, long nanos) {
        JsonNode content = result.content();
        lastTexts = texts(result);
        switch (result.kind()) {
            case MESSAGE -> {
                contextId = content.path("contextId").asText();
                chunkIfAny(content.path("parts"), nanos);
                ended = true;
                return null;
            }
            case ARTIFACT -> {
                chunkIfAny(content.path("artifact").path("parts"), nanos);
                return null;
            }
            case TASK -> {
                taskId = content.path("id").asText();
                content.path("artifacts").forEach(artifact -> chunkIfAny(artifact.path("parts"), nanos));
            }
            case STATUS -> taskId = content.path("taskId").asText(taskId);
        }
        contextId = content.path("contextId").asText(contextId);
        JsonNode status = content.path("status");
        String word = status.path("state").asText();
        TaskState now = TaskState.of(word).orElse(isStream() && !word.isBlank() ? TaskState.UNKNOWN : null);
        if (now == null || taskId.isEmpty()) {
            return malformed("no A2A task with an id and a state", text);
        }
        becomes(now, nanos);
        stateText = now == TaskState.UNKNOWN ? word : now.text();
        JsonNode message = status.path("message");
        if (!message.path("role").asText().toLowerCase(Locale.ROOT).endsWith("user")) {
            chunkIfAny(message.path("parts"), nanos);
        }
        said = text(message.path("parts"));
        boolean lastOfItsKind = dialect == Dialect.V1_0 || result.kind() == Dialect.Kind.TASK;
        ended = (lastOfItsKind && now.isTerminal())
                || now.isInterrupted()
                || content.path("final").asBoolean();
        return null;
    }

    private void becomes(TaskState now, long nanos) {
        state = now;
        if (now == TaskState.SUBMITTED && submittedNanos == NOT_SEEN) {
            submittedNanos = nanos;
        } else if (now == TaskState.WORKING && workingNanos == NOT_SEEN) {
            workingNanos = nanos;
        }
    }

    private void chunkIfAny(JsonNode parts, long nanos) {
        if (holdsAny(parts)) {
            chunk(nanos);
        }
    }

    private static boolean holdsAny(JsonNode parts) {
        for (JsonNode part : parts) {
            if (part.hasNonNull("data") || part.hasNonNull("file") || VisibleContent.isIn(part)) {
                return true;
            }
        }
        return parts.isTextual() && VisibleContent.isIn(parts);
    }

    private static String text(JsonNode parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.path("text").asText()));
        return text.toString();
    }

    private static Reply malformed(String why, String text) {
        return Reply.failed(FailureClass.MALFORMED, why + quoted(text.getBytes(StandardCharsets.UTF_8)));
    }
}
