package io.orchestress.protocol.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Metric;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Errors;
import io.orchestress.protocol.Reply;
import io.orchestress.transport.SseEvent;
import io.orchestress.transport.Texts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One answer about a task, judged by what a mapping says of states, errors and events. A state of failure is the task's own, with whatever
 * error stands beside it; an error without such a state is the API's.
 */
final class RestAnswer extends Answer {
    /** Members of a reply's value. */
    static final String DONE = "done";

    static final String ID = "id";
    static final String OUTPUT = "output";

    /** What the answer is expected to bring. */
    enum Part {
        /** The end of the task. */
        WHOLE,
        /** An agent. */
        SPAWN,
        /** The task's id; or its end, if it had one at once. */
        FIRST,
        /** Where the task is. */
        POLL,
        /** Its events, up to its end. */
        STREAM
    }

    private final RestCall mapping;
    private final Part part;
    private final long untilNanos;
    private final Function<String, Optional<Call>> cancel;
    private @Nullable RestEvents events;
    private String knownId = "";
    private boolean done;

    /** @param cancel ends the task of an id, or of an empty one as long as it is not known */
    RestAnswer(RestCall mapping, Part part, Function<String, Optional<Call>> cancel) {
        this.mapping = mapping;
        this.part = part;
        this.cancel = cancel;
        this.untilNanos = Long.MAX_VALUE;
    }

    /** A poll. */
    RestAnswer(RestCall mapping, long untilNanos, Function<String, Optional<Call>> cancel) {
        this.mapping = mapping;
        this.cancel = cancel;
        this.part = Part.POLL;
        this.untilNanos = untilNanos;
    }

    @Override
    public Optional<Call> cancel() {
        return done ? Optional.empty() : cancel.apply(knownId);
    }

    @Override
    protected boolean statusIsSuccess(int status) {
        return super.statusIsSuccess(status) || isPending(status);
    }

    private boolean isPending(int status) {
        return part == Part.POLL && mapping.pendingStatus().contains(status);
    }

    @Override
    public boolean event(SseEvent event, long nanos) {
        RestEvents reading = events;
        if (reading == null) {
            reading = new RestEvents(mapping, Answer::json);
            events = reading;
        }
        boolean enough = reading.read(event, nanos);
        if (reading.hadContent()) {
            chunk(nanos);
        }
        return enough;
    }

    /** Who ends a stream again with an answer in it has answered again. */
    @Override
    public Texts texts(SseEvent event, boolean behindEnd) {
        return behindEnd && mapping.endEvents().contains(type(event)) ? Texts.GO_ON : Texts.GO_ON_OR_REPEAT;
    }

    private String type(SseEvent event) {
        return mapping.eventType().isEmpty()
                ? event.type()
                : json(event.data())
                        .map(data -> data.at(mapping.eventType()).asText(""))
                        .orElse("");
    }

    @Override
    public long keptBytes() {
        return super.keptBytes() + (events == null ? 0 : events.keptBytes());
    }

    @Override
    protected Reply judge(byte[] body, long nanos) {
        if (isPending(status())) {
            return goesOn("", "HTTP " + status(), nanos);
        }
        if (isStream() && (part == Part.STREAM || part == Part.WHOLE)) {
            return judgeStream();
        }
        if (part == Part.FIRST && mapping.id().equals(RestCall.WHOLE_TEXT)) {
            return judgeId(body);
        }
        Optional<JsonNode> answer = json(body);
        if (answer.isEmpty() && mapping.readsAnswers()) {
            return malformed("not JSON" + quoted(body));
        }
        MappedAnswer reading = new MappedAnswer(mapping, answer.orElse(MissingNode.getInstance()));
        boolean streamExpected = part == Part.STREAM || (part == Part.WHOLE && mapping.readsEvents());
        if (streamExpected && !mapping.done().contains(reading.state())) {
            return refusal(reading).orElseGet(() -> malformed("not an event stream" + quoted(body)));
        }
        return judge(reading, nanos);
    }

    private Reply judgeStream() {
        return events == null
                ? Reply.failed(FailureClass.EMPTY_STREAM, "a stream without an event")
                : timed(streamed(events), events.lastNanos());
    }

    private Reply streamed(RestEvents came) {
        MappedAnswer reading = came.reading();
        return switch (came.end()) {
            case ERROR_EVENT -> errorEvent(came, reading);
            case ERROR -> refusal(reading).orElseThrow().with(reading.usage());
            case EVENT, DATA -> readable(came).orElseGet(() -> judge(reading, came.lastNanos()));
            case NOT_SAID -> {
                if (mapping.tellsEnd()) {
                    yield refusal(reading).orElseGet(() -> noEnd(came));
                }
                yield readable(came).orElseGet(() -> judge(reading, came.lastNanos()));
            }
        };
    }

    private static Reply errorEvent(RestEvents came, MappedAnswer reading) {
        boolean limit = reading.answer().isContainerNode()
                ? Errors.isRateLimit(reading.answer())
                : Errors.isRateLimit(TextNode.valueOf(came.last().data()));
        return Reply.failed(
                        limit ? FailureClass.RATE_LIMITED : FailureClass.ERROR_EVENT,
                        came.type() + said(came.last().data()))
                .with(reading.usage());
    }

    private Reply noEnd(RestEvents came) {
        List<String> ends = new ArrayList<>(mapping.endEvents());
        if (!mapping.endData().isEmpty()) {
            ends.add(mapping.endData());
        }
        String wanted =
                ends.isEmpty() ? "with a state of " + String.join(" or ", mapping.done()) : String.join(" or ", ends);
        return came.unreadable().isPresent() && ends.isEmpty()
                ? readable(came).orElseThrow()
                : Reply.failed(
                        FailureClass.NO_END,
                        "the stream closed after " + came.count() + " events, none of them " + wanted);
    }

    private static Optional<Reply> readable(RestEvents came) {
        return came.unreadable()
                .map(data -> malformed("an event that is not JSON" + said(data)
                        + "; if it is the last of every stream, name it in end-data"));
    }

    private Reply judgeId(byte[] body) {
        Optional<JsonNode> answer = json(body);
        if (answer.isPresent() && answer.get().isContainerNode()) {
            return refusal(new MappedAnswer(mapping, answer.get())).orElseGet(() -> malformed("no id" + quoted(body)));
        }
        String id = answer.filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .orElseGet(() -> new String(body, StandardCharsets.UTF_8).strip());
        return id.isEmpty() ? malformed("no id: the response is empty") : goesOn(id, "", 0);
    }

    /** Third and fourth layer of what can be read in one piece: a body, or the last event. */
    private Reply judge(MappedAnswer reading, long nanos) {
        Optional<Reply> refused = refusal(reading);
        if (refused.isPresent()) {
            return refused.get();
        }
        String state = reading.state();
        if (mapping.done().contains(state)) {
            return done(reading, nanos);
        }
        return switch (isStream() ? Part.STREAM : part) {
            case FIRST -> firstOf(reading);
            case STREAM -> state.isEmpty() ? done(reading, nanos) : notDone(state);
            case WHOLE, SPAWN, POLL -> {
                if (mapping.state().isEmpty()) {
                    yield done(reading, nanos);
                }
                if (state.isEmpty()) {
                    yield malformed("no state at " + mapping.state() + said(reading.answer()));
                }
                yield part == Part.POLL ? goesOn("", state, nanos) : notDone(state);
            }
        };
    }

    private Reply firstOf(MappedAnswer reading) {
        String id = reading.at(mapping.id()).asText("");
        return id.isEmpty() && !mapping.id().isEmpty() ? noId(reading) : goesOn(id, reading.state(), 0);
    }

    private Reply noId(MappedAnswer reading) {
        return malformed("no id at " + mapping.id() + said(reading.answer()));
    }

    /** The failure that the answer tells of, if any. */
    private Optional<Reply> refusal(MappedAnswer reading) {
        JsonNode error = reading.error();
        String state = reading.state();
        if (mapping.failed().contains(state)) {
            return Optional.of(Reply.failed(failure(state), "the task ended as " + state + said(error))
                    .with(reading.usage())
                    .withAgent(reading.agent()));
        }
        return error.isMissingNode()
                ? Optional.empty()
                : Optional.of(Reply.failed(
                        Errors.isRateLimit(error) ? FailureClass.RATE_LIMITED : FailureClass.PROTOCOL,
                        "an error inside HTTP " + status() + said(error)));
    }

    private static FailureClass failure(String state) {
        String name = state.toLowerCase(Locale.ROOT);
        if (name.contains("cancel") || name.contains("terminated") || name.contains("aborted")) {
            return FailureClass.TASK_CANCELED;
        }
        return name.contains("rejected") ? FailureClass.TASK_REJECTED : FailureClass.TASK_FAILED;
    }

    private Reply done(MappedAnswer reading, long nanos) {
        done = true;
        if (part == Part.SPAWN
                && !mapping.id().isEmpty()
                && reading.at(mapping.id()).isMissingNode()) {
            return noId(reading);
        }
        JsonNode output = reading.at(mapping.output());
        if (output.isMissingNode() && !mapping.output().isEmpty()) {
            return malformed("done, but no output at " + mapping.output() + said(reading.answer()));
        }
        List<Reply.Timing> timings = new ArrayList<>(reading.timings());
        if (part == Part.SPAWN) {
            timings.add(new Reply.Timing(Metric.SPAWN, "", (nanos - startNanos()) / 1000));
        }
        return Reply.ok(ended(output))
                .with(reading.usage())
                .with(timings.toArray(Reply.Timing[]::new))
                .withAgent(reading.agent());
    }

    private Reply goesOn(String id, String state, long nanos) {
        if (nanos > untilNanos) {
            return Reply.failed(FailureClass.TIMEOUT, "the task did not end in time; last state " + state);
        }
        knownId = id.length() <= Reply.LONGEST_ID ? id : "";
        return Reply.ok(JsonNodeFactory.instance.objectNode().put(DONE, false).put(ID, id))
                .keeping(id);
    }

    private static Reply notDone(String state) {
        return Reply.failed(FailureClass.CHECK, "the response came, but the task is not done: state " + state);
    }

    private static Reply malformed(String detail) {
        return Reply.failed(FailureClass.MALFORMED, detail);
    }

    private static ObjectNode ended(JsonNode output) {
        ObjectNode value = JsonNodeFactory.instance.objectNode().put(DONE, true);
        if (!output.isMissingNode()) {
            value.set(OUTPUT, output);
        }
        return value;
    }

    private static String said(JsonNode node) {
        return node.isMissingNode() ? "" : said(node.isTextual() ? node.textValue() : node.toString());
    }

    private static String said(String text) {
        return quoted(text.getBytes(StandardCharsets.UTF_8));
    }
}
