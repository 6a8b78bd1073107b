package io.orchestress.backend.server;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpUtil;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One request and the one answer to it; used on the event loop of its connection, but for {@link #onLoop}. */
final class Exchange {
    static final String JSON = "application/json";

    final String method;
    final String path;
    final byte[] body;
    final boolean keepAlive;
    final boolean malformed;
    /** When the request was whole. */
    final long arrivedNanos;

    private final HttpHeaders headers;
    private final Connection connection;
    private Runnable whenGone = () -> {};
    private boolean gone;

    Exchange(FullHttpRequest request, Connection connection, long arrivedNanos) {
        this.connection = connection;
        this.arrivedNanos = arrivedNanos;
        malformed = request.decoderResult().isFailure();
        method = request.method().name();
        String uri = request.uri();
        int question = uri.indexOf('?');
        path = question < 0 ? uri : uri.substring(0, question);
        body = ByteBufUtil.getBytes(request.content());
        keepAlive = !malformed && HttpUtil.isKeepAlive(request);
        headers = request.headers();
    }

    /** The first value of a header; empty where there is none. */
    String header(String name) {
        String value = headers.get(name);
        return value == null ? "" : value;
    }

    void answer(int status, Map<String, String> moreHeaders, String json) {
        connection.answer(this, status, moreHeaders, json);
    }

    /** Begins a stream of server-sent events. */
    void beginStream(Map<String, String> moreHeaders) {
        connection.beginStream(this, moreHeaders);
    }

    /** Sends whole events. */
    void send(CharSequence events) {
        connection.send(events);
    }

    /** @param events the last ones; empty: all are sent */
    void endStream(CharSequence events) {
        connection.endStream(this, events);
    }

    /** Sends half of an answer with status 200, and closes the connection. */
    void answerHalf(Map<String, String> moreHeaders, String json) {
        connection.answerHalf(this, moreHeaders, json);
    }

    /** Whether its client is on this machine. */
    boolean isFromThisMachine() {
        return connection.isFromThisMachine();
    }

    /** Closes the connection, whatever was sent. */
    void cut() {
        connection.cut();
    }

    /** Whether the client reads so slowly that nothing more should be sent now; then {@code whenReady} runs when it has caught up. */
    boolean isBehind(Runnable whenReady) {
        return connection.isBehind(whenReady);
    }

    /** Runs it after so much time; if the client leaves before, never. */
    void later(long nanos, Runnable action) {
        connection
                .executor()
                .schedule(
                        () -> {
                            if (!gone) {
                                action.run();
                            }
                        },
                        Math.max(0, nanos),
                        TimeUnit.NANOSECONDS);
    }

    /** Runs it on the event loop, from any thread; if the client has left, never. */
    void onLoop(Runnable action) {
        connection.executor().execute(() -> {
            if (!gone) {
                action.run();
            }
        });
    }

    /** Runs it if the client leaves before the whole answer was sent. */
    void whenGone(Runnable action) {
        whenGone = action;
    }

    /** The client has left. */
    void gone() {
        gone = true;
        whenGone.run();
    }
}
