package io.orchestress.protocol.openai;

import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Reply;
import io.orchestress.transport.Ending;
import io.orchestress.transport.SseEvent;
import io.orchestress.transport.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The answer to a chat call: a stream or one body, whichever the server gave. A stream is whole when a {@code finish_reason} and
 * {@code [DONE]} have come.
 *
 * <p>A chunk is an event with output of any kind: text, a refusal, reasoning, a part of a tool call that is not empty, a picture, sound; so the
 * first one is the first output token, whatever it is for, as {@code completion_tokens} counts it. The event that only names the role is none.
 */
final class ChatAnswer extends Answer {
    private static final String DONE = "[done]";

    /** A member; within a text its quotes are escaped. */
    private static final String MESSAGE = "\"message\":";

    private final boolean lengthIsAsked;
    private final Completion completion = new Completion();
    private final CompletionReader reader = new CompletionReader(completion);
    private boolean hasEvents;
    private String unknown = "";
    private long doneNanos;
    private boolean done;
    private Optional<Reply> refusal = Optional.empty();

    /** @param lengthIsAsked whether the request set a length */
    ChatAnswer(boolean lengthIsAsked) {
        this.lengthIsAsked = lengthIsAsked;
    }

    @Override
    public boolean event(SseEvent event, long nanos) {
        hasEvents = true;
        String data = event.data().strip();
        if (isDone(data)) {
            done = true;
            doneNanos = nanos;
            return true;
        }
        if (!data.isEmpty()) {
            refusal = chunk(event.type(), data, nanos);
        }
        return refusal.isPresent();
    }

    /** A delta says something more; a message beside it is what was said so far. */
    @Override
    public Texts texts(SseEvent event, boolean behindEnd) {
        return event.data().contains(MESSAGE) ? Texts.GO_ON_OR_REPEAT : Texts.GO_ON;
    }

    private static boolean isDone(String data) {
        if (data.length() > DONE.length() + 2) {
            return false;
        }
        String plain = data.toLowerCase(Locale.ROOT);
        return plain.equals(DONE) || plain.equals('"' + DONE + '"');
    }

    private Optional<Reply> chunk(String type, String data, long nanos) {
        boolean content;
        try {
            content = reader.read(data);
        } catch (IOException e) {
            return noChunk(type, data, e);
        }
        if (type.equals("error") || completion.error().isPresent()) {
            String said = completion.error().orElse(data);
            return Optional.of(Reply.failed(
                    completion.isRateLimited() || (completion.error().isEmpty() && ErrorReader.isRateLimit(data))
                            ? FailureClass.RATE_LIMITED
                            : FailureClass.ERROR_EVENT,
                    "an error event" + quoted(said.getBytes(StandardCharsets.UTF_8))));
        }
        if (content) {
            chunk(nanos);
        }
        if (unknown.isEmpty() && completion.unknown() > 0) {
            unknown = quoted(data.getBytes(StandardCharsets.UTF_8));
        }
        return Optional.empty();
    }

    /** Events of other types belong to others: some servers send a ping that holds no JSON. */
    private Optional<Reply> noChunk(String type, String data, IOException why) {
        String quoted = quoted(data.getBytes(StandardCharsets.UTF_8));
        if (type.equals("error")) {
            return Optional.of(Reply.failed(FailureClass.ERROR_EVENT, "an error event" + quoted));
        }
        boolean isOurs = type.equals(SseEvent.MESSAGE) || data.startsWith("{");
        if (!isOurs) {
            completion.note("ignored events of type " + type + " that are not JSON");
            return Optional.empty();
        }
        boolean several = why instanceof CompletionReader.FollowedException && data.indexOf('\n') >= 0;
        return Optional.of(Reply.failed(
                FailureClass.MALFORMED,
                (several
                                ? "several events in one block: the blank lines between them are missing"
                                : "an event that is not a JSON object")
                        + quoted));
    }

    @Override
    public long keptBytes() {
        return completion.keptBytes() + super.keptBytes();
    }

    @Override
    protected Reply cutOff(Ending ending, long nanos) {
        return super.cutOff(ending, nanos).with(completion.usage());
    }

    @Override
    protected Reply judge(byte[] body, long nanos) {
        Reply reply = refusal.orElseGet(() -> isStream() ? stream() : whole(body));
        return reply.with(completion.usage()).noting(completion.notes());
    }

    private Reply stream() {
        if (!hasEvents) {
            return Reply.failed(FailureClass.EMPTY_STREAM, "a stream without an event");
        }
        if (!done) {
            String reason = completion.finishReason();
            return Reply.failed(
                    FailureClass.NO_END,
                    "closed before [DONE], "
                            + (reason.isEmpty() ? "without a finish_reason" : "after finish_reason " + reason)
                            + (unknown.isEmpty() ? "" : "; an event is not a completion" + unknown));
        }
        Reply reply = completion.judge(lengthIsAsked);
        return reply.isOk() ? timed(reply, doneNanos) : reply;
    }

    private Reply whole(byte[] body) {
        if (body.length == 0) {
            return Reply.failed(FailureClass.MALFORMED, "HTTP " + status() + " with an empty body");
        }
        if (isWide(body)) {
            return Reply.failed(
                    FailureClass.MALFORMED, "the body is UTF-16 or UTF-32; JSON must be UTF-8 (RFC 8259 §8.1)");
        }
        try {
            reader.read(body);
        } catch (CompletionReader.FollowedException e) {
            return Reply.failed(
                    FailureClass.MALFORMED, "extra content after the JSON object" + quoted(afterObject(body)));
        } catch (IOException e) {
            return Reply.failed(FailureClass.MALFORMED, "the body is not a JSON object" + quoted(body));
        }
        if (completion.error().isPresent()) {
            return Reply.failed(
                    completion.isRateLimited() ? FailureClass.RATE_LIMITED : FailureClass.PROTOCOL,
                    "an error inside HTTP " + status()
                            + quoted(completion.error().get().getBytes(StandardCharsets.UTF_8)));
        }
        return completion.hasChoice()
                ? completion.judge(lengthIsAsked)
                : Reply.failed(FailureClass.MALFORMED, "no choices" + quoted(body));
    }

    private static byte[] afterObject(byte[] body) {
        try {
            return Arrays.copyOfRange(body, Math.min(body.length, CompletionReader.endOfObject(body)), body.length);
        } catch (IOException e) {
            throw new IllegalStateException("read before, and an object", e);
        }
    }

    private static boolean isWide(byte[] json) {
        return json.length > 1 && (json[0] == 0 || json[1] == 0);
    }
}
