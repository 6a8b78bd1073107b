package io.orchestress.gatling;

import io.gatling.http.client.HttpClient;
import io.gatling.http.client.HttpListener;
import io.gatling.http.client.Request;
import io.gatling.http.client.SslContextsHolder;
import io.gatling.http.client.util.Pair;
import io.gatling.http.engine.GatlingHttpListener;
import io.gatling.http.engine.HttpEngine;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.orchestress.transport.AnswerLimits;
import io.orchestress.transport.TakenBody;
import java.lang.reflect.Field;

/**
 * Gatling's client, which keeps every answer whole in memory, with a bound: more than {@link AnswerLimits} allow ends the request and its
 * connection. Streams, which have listeners of their own, are read as they were.
 */
@SuppressWarnings("try") // Gatling's client is closed by Gatling
final class BoundedClient implements HttpClient {
    private static final String CLIENT = "httpClient";

    private final HttpClient client;
    private final AnswerLimits limits;

    BoundedClient(HttpClient client, AnswerLimits limits) {
        this.client = client;
        this.limits = limits;
    }

    /**
     * Bounds whatever is sent by the engine, once. Gatling has no other place for it: the field is private, and its version is the one that we were built for
     * ({@link GatlingVersion}).
     */
    static synchronized void of(HttpEngine engine, AnswerLimits limits) {
        try {
            Field field = HttpEngine.class.getDeclaredField(CLIENT);
            field.setAccessible(true);
            if (field.get(engine) instanceof HttpClient client && !(client instanceof BoundedClient)) {
                field.set(engine, new BoundedClient(client, limits));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Gatling's client cannot be bounded", e);
        }
    }

    @Override
    public void sendRequest(
            Request request, long clientId, EventLoop loop, HttpListener listener, SslContextsHolder sslContexts) {
        client.sendRequest(request, clientId, loop, bounded(listener), sslContexts);
    }

    @Override
    public void sendHttp2Requests(
            Pair<Request, HttpListener>[] requests, long clientId, EventLoop loop, SslContextsHolder sslContexts) {
        Pair<Request, HttpListener>[] bounded = requests.clone();
        for (int i = 0; i < bounded.length; i++) {
            bounded[i] = new Pair<>(requests[i].getLeft(), bounded(requests[i].getRight()));
        }
        client.sendHttp2Requests(bounded, clientId, loop, sslContexts);
    }

    private HttpListener bounded(HttpListener listener) {
        return listener instanceof GatlingHttpListener ? new Bounded(listener, new TakenBody(limits)) : listener;
    }

    @Override
    public boolean isClosed() {
        return client.isClosed();
    }

    @Override
    public void flushClientIdChannels(long clientId, EventLoop loop) {
        client.flushClientIdChannels(clientId, loop);
    }

    @Override
    public void close() throws Exception {
        client.close();
    }

    /** Ends a request: the client closes its connection, and tells the listener. */
    static final class TooMuchException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuchException(String why) {
            super(why, null, false, false);
        }
    }

    /** Counts what comes before it is kept. */
    static final class Bounded implements HttpListener {
        private final HttpListener listener;
        private final TakenBody body;

        Bounded(HttpListener listener, TakenBody body) {
            this.listener = listener;
            this.body = body;
        }

        @Override
        public void onHttpResponseBodyChunk(ByteBuf chunk, boolean last) {
            String why = body.take(chunk.readableBytes());
            if (why != null) {
                throw new TooMuchException(why);
            }
            try {
                listener.onHttpResponseBodyChunk(chunk, last);
            } finally {
                if (last) {
                    body.isLetGo();
                }
            }
        }

        @Override
        public void onThrowable(Throwable e) {
            try {
                listener.onThrowable(e);
            } finally {
                body.isLetGo();
            }
        }

        @Override
        public void onFinalClientRequest(Request request) {
            listener.onFinalClientRequest(request);
        }

        @Override
        public void onHttpResponse(HttpResponseStatus status, HttpHeaders headers) {
            listener.onHttpResponse(status, headers);
        }

        @Override
        public void onSend() {
            listener.onSend();
        }

        @Override
        public void onProtocolAwareness(boolean isHttp2) {
            listener.onProtocolAwareness(isHttp2);
        }

        @Override
        public void onWrite(Channel channel) {
            listener.onWrite(channel);
        }
    }
}
