package io.orchestress.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.Future;
import io.orchestress.metrics.TimeSource;
import io.orchestress.text.Format;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request and what has come of its answer. Ends exactly once, whoever ends it. */
final class HttpExchange {
    private static final long UNKNOWN = -1;
    /** A text that is kept takes two bytes a character, and has room to grow. */
    private static final long KEPT_FACTOR = 4;

    /** So much is looked at of what comes behind the event that was enough. */
    private static final int LONGEST_REST_BYTES = 1 << 20;

    private static final byte[] NO_BODY = {};
    private static final FastThreadLocal<byte[]> SCRATCH = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[16 << 10];
        }
    };

    private final Outbound.Http request;
    private final Receiver receiver;
    private final TimeSource time;
    private final Consumer<HttpExchange> whenEnded;
    private final AnswerLimits limits;
    private final Held held;
    private final Bytes body = new Bytes();
    private @Nullable Channel connecting;
    private @Nullable HttpConnection connection;
    private @Nullable Future<?> timer;
    private @Nullable SseReader events;
    private AnswerForm form = AnswerForm.BODY;
    private boolean ended;
    private boolean enough;
    private int restBytes;
    private String why = "";
    private long received;
    private long announced = UNKNOWN;

    HttpExchange(
            Outbound.Http request,
            Receiver receiver,
            TimeSource time,
            AnswerLimits limits,
            Consumer<HttpExchange> whenEnded) {
        this.limits = limits;
        this.held = new Held(limits.memory());
        this.request = request;
        this.receiver = receiver;
        this.time = time;
        this.whenEnded = whenEnded;
    }

    void limitTo(Duration timeout, EventLoop loop) {
        timer = loop.schedule(() -> cutOff(Ending.TIMEOUT), timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    Outbound.Http request() {
        return request;
    }

    boolean isOf(Receiver one) {
        return receiver == one;
    }

    boolean hasEnded() {
        return ended;
    }

    void connecting(Channel channel) {
        connecting = channel;
    }

    void goesOver(HttpConnection chosen) {
        connecting = null;
        connection = chosen;
    }

    /** Returns how the exchange ends with it, or null when it goes on. */
    @Nullable
    Ending head(HttpResponse response, long nanos) {
        form = AnswerForm.announced(response.status().code(), response.headers().get(HttpHeaderNames.CONTENT_TYPE));
        if (form.isEvents()) {
            events = new SseReader(limits.longestAnswerBytes());
        }
        announced = announced(response);
        receiver.head(response.status().code(), new Headers(response.headers()), nanos);
        boolean tooLong = !form.isEvents() && announced > limits.longestAnswerBytes();
        if (tooLong && !request.method().equals("HEAD")) {
            return tooLong("a body of " + Format.count(announced) + " bytes");
        }
        return form.isEvents() && receiver.hasEnough() ? Ending.COMPLETE : null;
    }

    private static long announced(HttpResponse response) {
        try {
            return HttpUtil.getContentLength(response, UNKNOWN);
        } catch (NumberFormatException e) {
            return UNKNOWN; // the decoder says so
        }
    }

    /** A part of the body; returns how the exchange ends with it, or null when it goes on. */
    @Nullable
    Ending content(ByteBuf content, long nanos) {
        receiver.progress();
        SseReader reader = events;
        received += content.readableBytes();
        if (reader == null && received > limits.longestAnswerBytes()) {
            return tooLong("the body");
        }
        if (reader != null && received > limits.longestStreamBytes()) {
            why = limits.streamTooLong();
            return Ending.TOO_LONG;
        }
        byte[] scratch = SCRATCH.get();
        Ending ending = null;
        if (!form.isSure() && content.isReadable()) {
            ending = seen(content, nanos);
            reader = events;
        }
        while (content.isReadable() && ending == null) {
            int length = Math.min(scratch.length, content.readableBytes());
            content.readBytes(scratch, 0, length);
            if (reader == null) {
                body.add(scratch, 0, length);
            } else {
                ending = read(reader, scratch, length, nanos);
            }
        }
        if (ending != null) {
            rest(content);
        }
        if (ending == Ending.MALFORMED && why.isEmpty()) {
            why = "an event of the stream is not UTF-8";
        }
        if (ending == Ending.TOO_LONG && why.isEmpty()) {
            tooLong("an event of the stream");
        }
        return ending != null || held.is(body.capacity() + keptBytes(reader)) ? ending : outOfBudget();
    }

    /** The first bytes, of which nobody knows yet whether they are what the content type says. */
    private @Nullable Ending seen(ByteBuf content, long nanos) {
        byte[] first = new byte[content.readableBytes()];
        content.readBytes(first);
        body.add(first, 0, first.length);
        AnswerForm announcedForm = form;
        form = form.seen(body.array(), body.length());
        if (!form.isSure()) {
            return null;
        }
        if (form.isEvents() != announcedForm.isEvents()) {
            receiver.readAs(form.isEvents());
        }
        if (form == AnswerForm.BODY) {
            events = null;
            return null;
        }
        SseReader reader = events == null ? new SseReader(limits.longestAnswerBytes()) : events;
        events = reader;
        byte[] all = body.copy();
        body.clear();
        return read(reader, all, all.length, nanos);
    }

    /** What is wrong behind the event that was enough is wrong with nothing that counts. */
    private @Nullable Ending read(SseReader reader, byte[] bytes, int length, long nanos) {
        Ending wrong = reader.read(bytes, 0, length, event -> {
            if (enough) {
                receiver.after(event);
            } else {
                enough = receiver.event(event, nanos);
            }
            return false;
        });
        if (enough) {
            restBytes = wrong == null ? 0 : LONGEST_REST_BYTES;
            return Ending.COMPLETE;
        }
        return wrong == null ? keptOfStream() : wrong;
    }

    /** A part of the body behind the event that was enough, before the end or after it. */
    void rest(ByteBuf content) {
        SseReader reader = events;
        byte[] scratch = SCRATCH.get();
        while (enough && reader != null && content.isReadable() && restBytes < LONGEST_REST_BYTES) {
            int length = Math.min(scratch.length, content.readableBytes());
            content.readBytes(scratch, 0, length);
            restBytes += length;
            Ending wrong = reader.read(scratch, 0, length, event -> {
                receiver.after(event);
                return false;
            });
            restBytes = wrong == null ? restBytes : LONGEST_REST_BYTES;
        }
    }

    /** Its end is about to be told, and something of it may still come. */
    void restBegins() {
        receiver.restBegins();
    }

    void restEnds() {
        receiver.restEnds();
    }

    private @Nullable Ending keptOfStream() {
        return receiver.keptBytes() > KEPT_FACTOR * limits.longestAnswerBytes() ? tooLong("the stream") : null;
    }

    private long keptBytes(@Nullable SseReader reader) {
        return reader == null ? 0 : reader.keptBytes() + receiver.keptBytes();
    }

    private Ending tooLong(String what) {
        why = limits.tooLong(what);
        return Ending.TOO_LONG;
    }

    private Ending outOfBudget() {
        why = limits.outOfBudget();
        return Ending.INJECTOR;
    }

    /** How much of the body came, in words; empty when nothing can be said. */
    String howMuch() {
        return announced == UNKNOWN
                ? Format.count(received) + " bytes of the body"
                : Format.count(received) + " of " + Format.count(announced) + " bytes of the body";
    }

    /** Ends it from this side: its connection is of no use any more. */
    void cutOff(Ending ending) {
        HttpConnection open = connection;
        if (open != null) {
            open.giveUp(this);
        } else if (connecting != null) {
            HttpConnector.close(connecting);
        }
        end(ending, time.nanos());
    }

    /** @param cause in words */
    void fail(Broken cause, long nanos) {
        why = cause.why();
        end(cause.ending(), nanos);
    }

    void end(Ending ending, long nanos) {
        if (!ended) {
            abandon();
            if (ending != Ending.COMPLETE && !why.isEmpty()) {
                receiver.why(why);
            }
            SseRest rest = events == null || enough ? SseRest.NOTHING : events.end();
            if (!rest.isNothing()) {
                receiver.rest(rest);
            }
            if (events != null) {
                receiver.resumable(events.lastEventId(), events.retryMillis());
            }
            receiver.end(ending, form.isEvents() ? NO_BODY : body.copy(), nanos);
        }
    }

    /** Ends it without a word: it never began. */
    void abandon() {
        ended = true;
        held.nothing();
        if (timer != null) {
            timer.cancel(false);
        }
        whenEnded.accept(this);
    }
}
