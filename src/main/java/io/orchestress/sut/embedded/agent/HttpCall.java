package io.orchestress.sut.embedded.agent;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.concurrent.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call over HTTP, a POST of JSON. Used on the event loop of its connections. */
final class HttpCall {
    final String path;
    final String body;
    final Map<String, String> headers;
    private final Receiver receiver;
    private final CallTime time;
    private @Nullable Channel channel;
    private @Nullable Future<?> limit;
    private boolean over;
    private boolean timed;

    /** Is told what comes of a call; nothing any more when it has ended, failed or been cancelled. */
    interface Receiver {
        void begun(int status, HttpHeaders headers);

        void data(ByteBuf bytes);

        void ended();

        /** It did not come to its end: no connection, a broken one, or too late. */
        void failed(String why);
    }

    /** @param time of its task */
    HttpCall(String path, String body, Map<String, String> headers, CallTime time, Receiver receiver) {
        this.time = time;
        this.path = path;
        this.body = body;
        this.headers = headers;
        this.receiver = receiver;
    }

    boolean isOver() {
        return over;
    }

    void limitedBy(Future<?> timer) {
        limit = timer;
    }

    void sentOver(Channel connection) {
        channel = connection;
    }

    /** Its first bytes go to the socket. */
    void leaves() {
        if (!over) {
            timed = true;
            time.begins();
        }
    }

    /** @param readNanos when the bytes were read of which the last is its last one */
    void arrived(long readNanos) {
        if (timed) {
            timed = false;
            time.ends(readNanos);
        }
    }

    void begun(int status, HttpHeaders answerHeaders) {
        if (!over) {
            receiver.begun(status, answerHeaders);
        }
    }

    void data(ByteBuf bytes) {
        if (!over) {
            receiver.data(bytes);
        }
    }

    void ended() {
        if (finish()) {
            receiver.ended();
        }
    }

    void failed(String why) {
        if (finish()) {
            close();
            receiver.failed(why);
        }
    }

    /** Ends it at once, and its connection with it: that is how a provider learns of it. */
    void cancel() {
        if (finish()) {
            close();
        }
    }

    private boolean finish() {
        if (over) {
            return false;
        }
        over = true;
        if (timed) {
            timed = false;
            time.ends();
        }
        if (limit != null) {
            limit.cancel(false);
        }
        return true;
    }

    private void close() {
        if (channel != null) {
            channel.close();
        }
    }
}
