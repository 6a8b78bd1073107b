package io.orchestress.transport;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.orchestress.transport.reach.Proxy;
import io.orchestress.transport.reach.Reach;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one user, or of all users of one event loop. Confined to the event loop. An idle connection is used again, the one
 * that became idle last first; any number may be open ({@link HttpConnector} opens them).
 */
public final class HttpConnections implements AutoCloseable {
    private final EventLoop loop;
    private final Reach reach;
    private final AnswerLimits limits;
    private final HttpConnector connector;
    private final Map<Origin, ArrayDeque<HttpConnection>> idle = new HashMap<>();
    private boolean closed;

    /** @param connectTimeout for the connection, and again for the TLS handshake */
    public HttpConnections(EventLoop loop, Duration connectTimeout, AnswerLimits limits, Reach reach) {
        this(loop, connectTimeout, limits, NameResolver.SYSTEM, reach);
    }

    HttpConnections(EventLoop loop, Duration connectTimeout, AnswerLimits limits, NameResolver names, Reach reach) {
        this(loop, connectTimeout, limits, names, reach, Sockets.of(loop));
    }

    HttpConnections(
            EventLoop loop,
            Duration connectTimeout,
            AnswerLimits limits,
            NameResolver names,
            Reach reach,
            Sockets sockets) {
        this.limits = limits;
        this.loop = loop;
        this.reach = reach;
        this.connector = new HttpConnector(sockets, names, connectTimeout, reach, this);
    }

    /** Where a connection leads. */
    record Origin(boolean secure, String host, int port) {
        private static final int PRIME = 31;

        /** As that of any record; it is asked for each request, and that of a record is at times not inlined. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Origin origin
                    && port == origin.port
                    && secure == origin.secure
                    && host.equals(origin.host);
        }

        @Override
        public int hashCode() {
            return (host.hashCode() * PRIME + port) * PRIME + Boolean.hashCode(secure);
        }

        static Origin of(URI uri) {
            boolean secure = "https".equalsIgnoreCase(uri.getScheme());
            String host = uri.getHost();
            int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
            return new Origin(secure, host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
        }
    }

    EventLoop loop() {
        return loop;
    }

    AnswerLimits limits() {
        return limits;
    }

    Reach reach() {
        return reach;
    }

    /** Sends over an idle connection, or else over a new one. */
    void send(HttpExchange exchange) {
        Origin origin = Origin.of(exchange.request().uri());
        Proxy relay = connector.relay(origin);
        HttpRequest request = request(exchange.request(), relay);
        ArrayDeque<HttpConnection> free = idle.get(origin);
        while (free != null && !free.isEmpty()) {
            HttpConnection connection = free.pop();
            if (!connection.isUsable()) {
                connection.close();
            } else if (connection.send(exchange, request)) {
                return;
            } else {
                request = request(exchange.request(), relay); // sending has released the other
            }
        }
        connector.connect(origin, exchange, request);
    }

    private static HttpRequest request(Outbound.Http outbound, @Nullable Proxy relay) {
        HttpHeaders headers = new DefaultHttpHeaders();
        outbound.headers().forEach(headers::set);
        URI uri = outbound.uri();
        if (!headers.contains(HttpHeaderNames.HOST)) {
            headers.set(HttpHeaderNames.HOST, uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort());
        }
        HttpMethod method = HttpMethod.valueOf(outbound.method());
        byte[] body = outbound.body();
        if (body.length > 0 || method.equals(HttpMethod.POST) || method.equals(HttpMethod.PUT)) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        if (relay != null) {
            path = "http://" + uri.getRawAuthority() + path;
            relay.authorization().ifPresent(value -> headers.set(HttpHeaderNames.PROXY_AUTHORIZATION, value));
        }
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                method,
                uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery(),
                HttpConnection.buffer(body),
                headers,
                EmptyHttpHeaders.INSTANCE);
    }

    void idle(HttpConnection connection) {
        if (closed) {
            connection.close();
        } else {
            idle.computeIfAbsent(connection.origin(), origin -> new ArrayDeque<>())
                    .push(connection);
        }
    }

    void gone(HttpConnection connection) {
        ArrayDeque<HttpConnection> free = idle.get(connection.origin());
        if (free != null) {
            free.remove(connection);
        }
    }

    /** Closes what is idle; what is in use closes when it is idle. */
    @Override
    public void close() {
        closed = true;
        List<ArrayDeque<HttpConnection>> all = List.copyOf(idle.values());
        idle.clear();
        all.forEach(free -> free.forEach(HttpConnection::close));
    }
}
