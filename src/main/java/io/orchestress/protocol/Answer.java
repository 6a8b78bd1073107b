package io.orchestress.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.metrics.FailureClass;
import io.orchestress.transport.Ending;
import io.orchestress.transport.Receiver;
import io.orchestress.transport.SseEvent;
import io.orchestress.transport.SseRest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer and judges it, layer by layer; the first that refuses it decides the outcome:
 *
 * <ol>
 *   <li>transport: it came, whole, in time;
 *   <li>status: HTTP's own success, or the exit code;
 *   <li>envelope: it is in the form of the protocol, holds no error in the protocol's words, and ends as the protocol says;
 *   <li>domain: what was asked for was done.
 * </ol>
 *
 * The first two are judged here, the others by the protocol. Whether an answer is a stream is for its content type to say.
 */
public abstract class Answer implements Receiver {
    protected static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENT_STREAM = "text/event-stream";

    private Done done = (reply, nanos) -> {};
    private Talk talk = Talk.NONE;
    private long startNanos;
    private int status;
    private Map<String, String> headers = Map.of();
    private String cause = "";
    private Optional<Boolean> readAsEvents = Optional.empty();
    private SseRest rest = SseRest.NOTHING;
    private @Nullable ChunkClock chunks;

    /** Is told of the reply. */
    @FunctionalInterface
    public interface Done {
        /** @param nanos of the time source: when the last of the answer was read, before anything was done with it */
        void done(Reply reply, long nanos);
    }

    /**
     * To be called once, when the request is sent.
     *
     * @param nanos of the time source
     */
    public final void begin(long nanos, Done whenDone) {
        begin(nanos, Talk.NONE, whenDone);
    }

    /** As above, of an answer that may need more than to be read. */
    public final void begin(long nanos, Talk withTarget, Done whenDone) {
        startNanos = nanos;
        talk = withTarget;
        done = whenDone;
        begun();
    }

    protected void begun() {}

    protected final Talk talk() {
        return talk;
    }

    protected final long startNanos() {
        return startNanos;
    }

    protected final int status() {
        return status;
    }

    /** Empty when there is none. */
    protected final String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }

    /**
     * What tells the target that nobody waits for the work any more that this answer tells of, by what has come of the answer so far. Empty: the protocol
     * has no such word, or does not know yet for which work.
     */
    public Optional<Call> cancel() {
        return Optional.empty();
    }

    @Override
    public final void head(int newStatus, Map<String, String> newHeaders, long nanos) {
        status = newStatus;
        headers = newHeaders;
        readAsEvents = Optional.empty(); // of an answer that goes on, this is another head
        rest = SseRest.NOTHING;
    }

    @Override
    public final void end(Ending ending, byte[] body, long nanos) {
        Reply reply;
        try {
            if (ending == Ending.COMPLETE && statusIsSuccess(status) && goesOn()) {
                return;
            }
            reply = judged(ending, body, nanos);
        } catch (OutOfMemoryError e) {
            reply = Reply.failed(FailureClass.INJECTOR, "out of memory while reading the response: " + e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            // Whatever a target sends, the exchange ends, or its user would wait for ever.
            reply = Reply.failed(FailureClass.MALFORMED, "the response cannot be evaluated: " + e);
        }
        if (!reply.isOk()) {
            FailureHints hints = new FailureHints(status, headers);
            reply = reply.because(hints.unread(readAsEvents, rest)).because(hints.headers());
        }
        done.done(RetryAfter.of(headers).map(reply::withRetryAfter).orElse(reply), nanos);
    }

    @Override
    public final void readAs(boolean events) {
        readAsEvents = Optional.of(events);
    }

    @Override
    public final void rest(SseRest newRest) {
        rest = newRest;
    }

    /** Output has come, of whatever kind: the first is that of TTFT, and the last that to which time per token is measured. */
    protected final void chunk(long nanos) {
        ChunkClock ticking = chunks;
        if (ticking == null) {
            ticking = new ChunkClock(startNanos);
            chunks = ticking;
        }
        ticking.chunk(nanos);
    }

    /** With the times of the stream, if there was any output. */
    protected final Reply timed(Reply reply, long endNanos) {
        return chunks == null ? reply : chunks.ended(endNanos).map(reply::with).orElse(reply);
    }

    @Override
    public long keptBytes() {
        return chunks == null ? 0 : chunks.keptBytes();
    }

    @Override
    public final void why(String newCause) {
        cause = newCause;
    }

    private Reply judged(Ending ending, byte[] body, long nanos) {
        if (ending != Ending.COMPLETE) {
            Reply reply = cutOff(ending, nanos);
            String fellSilent = chunks == null ? "" : chunks.silentUntil(nanos);
            return body.length == 0 ? reply.because(fellSilent) : reply.because(begins(body));
        }
        if (!statusIsSuccess(status)) {
            return refused(body);
        }
        Reply reply = judge(body, nanos);
        boolean passes = reply.isOk() || reply.outcome() == FailureClass.EMPTY_STREAM;
        return passes && rest.unclosed().isPresent()
                ? Reply.failed(FailureClass.NO_END, "the stream closed within an event")
                        .with(reply.usage())
                : reply;
    }

    private static String begins(byte[] body) {
        String text = quoted(body);
        return text.isEmpty() ? "" : "begins" + text;
    }

    /** Whether what ended is not all of the answer, and the rest has been asked for ({@link Talk#goesOn}). */
    protected boolean goesOn() {
        return false;
    }

    /** Second layer: success, by default, from 200 to 299. */
    protected boolean statusIsSuccess(int newStatus) {
        return newStatus >= 200 && newStatus < 300;
    }

    /** A status that is no success. */
    protected Reply refused(byte[] body) {
        return Reply.failed(FailureClass.http(status), "HTTP " + status + quoted(body));
    }

    /** First layer. What a stream had brought by then may be of use to override it, for its tokens. */
    protected Reply cutOff(Ending ending, long nanos) {
        return switch (ending) {
            case TIMEOUT -> Reply.failed(FailureClass.TIMEOUT, caused("no complete response in time"));
            case DNS -> Reply.failed(FailureClass.DNS, caused("the host name has no address"));
            case TLS -> Reply.failed(FailureClass.TLS, caused("TLS handshake failed"));
            case PROXY -> Reply.failed(FailureClass.PROXY, caused("the proxy did not let it through"));
            case INJECTOR -> Reply.failed(FailureClass.INJECTOR, caused("the load generator could not send it"));
            case CONNECTION ->
                Reply.failed(FailureClass.CONNECTION, caused("no connection, or closed before a response"));
            case IDLE_CLOSED ->
                Reply.failed(
                        FailureClass.IDLE_CLOSED,
                        caused("the server closed an idle connection while a request was being sent"));
            case TRUNCATED ->
                Reply.failed(FailureClass.TRUNCATED, caused("the connection broke in the middle of the response"));
            case MALFORMED ->
                Reply.failed(FailureClass.MALFORMED, caused("the response violates the transport protocol"));
            case TOO_LONG -> Reply.failed(FailureClass.TOO_LONG, caused("the response exceeds the size limit"));
            case CLOSED -> Reply.failed(FailureClass.UNFINISHED, "the user ended");
            case COMPLETE -> throw new IllegalArgumentException("complete is not cut off");
        };
    }

    private String caused(String what) {
        return cause.isEmpty() ? what : what + ": " + cause;
    }

    /** Returns whether the protocol needs no more than what has come. */
    @Override
    public abstract boolean event(SseEvent event, long nanos);

    /**
     * Third and fourth layer, of an answer that is whole and a success by its status.
     *
     * @param body empty when it was a stream of events
     */
    protected abstract Reply judge(byte[] body, long nanos);

    /** Whether the answer came as events. */
    protected final boolean isStream() {
        return readAsEvents.orElseGet(
                () -> header("content-type").regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length()));
    }

    /** Absent when it is no JSON. */
    protected static Optional<JsonNode> json(byte[] text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    protected static Optional<JsonNode> json(String text) {
        return json(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Renders a JSON-RPC error: its code, its message, and the beginning of its data, where servers put what would be valid. */
    protected static String rpcError(JsonNode error) {
        JsonNode data = error.path("data");
        String more = data.isMissingNode() || data.isNull()
                ? ""
                : ", data"
                        + quoted((data.isTextual() ? data.textValue() : data.toString())
                                .getBytes(StandardCharsets.UTF_8));
        return "error " + error.path("code").asText() + ": "
                + error.path("message").asText() + more;
    }

    /** The beginning of what the target said, after a colon and a blank, on one line; empty if it said nothing. */
    protected static String quoted(byte[] body) {
        int length = Math.min(body.length, FailureHints.QUOTED);
        String text = new String(body, 0, length, StandardCharsets.UTF_8)
                .replaceAll("\\s+", " ")
                .strip();
        return text.isEmpty() ? "" : ": " + text + (body.length > FailureHints.QUOTED ? " …" : "");
    }
}
