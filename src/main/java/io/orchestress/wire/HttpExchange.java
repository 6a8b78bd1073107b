package io.orchestress.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.Future;
import io.orchestress.recording.TimeSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request and what has come of its answer. Ends exactly once, whoever ends it. */
final class HttpExchange {
    /** Longest body, in bytes. */
    static final int LONGEST_BODY_BYTES = 64 << 20;

    private static final String EVENT_STREAM = "text/event-stream";
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
    private final Bytes body = new Bytes();
    private @Nullable Channel connecting;
    private @Nullable HttpConnection connection;
    private @Nullable Future<?> timer;
    private @Nullable SseReader events;
    private boolean ended;

    HttpExchange(Outbound.Http request, Receiver receiver, TimeSource time, Consumer<HttpExchange> whenEnded) {
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

    void head(HttpResponse response, long nanos) {
        String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE);
        if (type != null && type.regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length())) {
            events = new SseReader();
        }
        receiver.head(response.status().code(), new Headers(response.headers()), nanos);
    }

    /** A part of the body; returns how the exchange ends with it, or null when it goes on. */
    @Nullable
    Ending content(ByteBuf content, long nanos) {
        receiver.progress();
        SseReader reader = events;
        if (reader == null && (long) body.length() + content.readableBytes() > LONGEST_BODY_BYTES) {
            return Ending.TOO_LONG;
        }
        byte[] scratch = SCRATCH.get();
        Ending ending = null;
        while (content.isReadable() && ending == null) {
            int length = Math.min(scratch.length, content.readableBytes());
            content.readBytes(scratch, 0, length);
            if (reader == null) {
                body.add(scratch, 0, length);
            } else {
                ending = reader.read(scratch, 0, length, event -> receiver.event(event, nanos));
            }
        }
        return ending;
    }

    /** Ends it from this side: its connection is of no use any more. */
    void cutOff(Ending ending) {
        HttpConnection open = connection;
        if (open != null) {
            open.giveUp(this);
        } else if (connecting != null) {
            connecting.close();
        }
        end(ending, time.nanos());
    }

    void end(Ending ending, long nanos) {
        if (!ended) {
            abandon();
            receiver.end(ending, body.copy(), nanos);
        }
    }

    /** Ends it without a word: it never began. */
    void abandon() {
        ended = true;
        if (timer != null) {
            timer.cancel(false);
        }
        whenEnded.accept(this);
    }
}
