package io.orchestress.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.orchestress.metrics.TimeSource;
import io.orchestress.transport.process.Descriptors;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one user, or of all users of one event loop. Confined to the event loop. An idle connection is used again, the one
 * that became idle last first; any number may be open. New ones go to the addresses of a name in turn, see {@link NameResolver}; one that does not
 * take a connection is followed by the next.
 */
public final class HttpConnections implements AutoCloseable {
    private static final int LONGEST_HEAD_BYTES = 64 << 10;

    private final EventLoop loop;
    private final Sockets sockets;
    private final int connectTimeoutMillis;
    private final Supplier<SslContext> tls;
    private final AnswerLimits limits;
    private final NameResolver names;
    private final Map<Origin, ArrayDeque<HttpConnection>> idle = new HashMap<>();
    private boolean closed;

    /** @param connectTimeout for the connection, and again for the TLS handshake */
    public HttpConnections(EventLoop loop, Duration connectTimeout, AnswerLimits limits) {
        this(loop, connectTimeout, limits, NameResolver.SYSTEM, Tls::context);
    }

    HttpConnections(
            EventLoop loop,
            Duration connectTimeout,
            AnswerLimits limits,
            NameResolver names,
            Supplier<SslContext> tls) {
        this(loop, connectTimeout, limits, names, tls, Sockets.of(loop));
    }

    HttpConnections(
            EventLoop loop,
            Duration connectTimeout,
            AnswerLimits limits,
            NameResolver names,
            Supplier<SslContext> tls,
            Sockets sockets) {
        this.limits = limits;
        this.names = names;
        this.loop = loop;
        this.sockets = sockets;
        this.connectTimeoutMillis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, connectTimeout.toMillis()));
        this.tls = tls;
    }

    /** Where a connection leads. */
    record Origin(boolean secure, String host, int port) {
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

    /** Sends over an idle connection, or else over a new one. */
    void send(HttpExchange exchange) {
        Origin origin = Origin.of(exchange.request().uri());
        HttpRequest request = request(exchange.request());
        ArrayDeque<HttpConnection> free = idle.get(origin);
        while (free != null && !free.isEmpty()) {
            HttpConnection connection = free.pop();
            if (!connection.isUsable()) {
                connection.close();
            } else if (connection.send(exchange, request)) {
                return;
            } else {
                request = request(exchange.request()); // sending has released the other
            }
        }
        connect(origin, exchange, request);
    }

    private static HttpRequest request(Outbound.Http outbound) {
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
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                method,
                uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery(),
                HttpConnection.buffer(body),
                headers,
                EmptyHttpHeaders.INSTANCE);
    }

    private void connect(Origin origin, HttpExchange exchange, HttpRequest request) {
        names.of(origin.host(), loop, found -> {
            if (exchange.hasEnded()) {
                return;
            }
            if (found.failure() != null) {
                exchange.fail(found.failure(), TimeSource.SYSTEM.nanos());
            } else {
                connect(new Attempt(origin, exchange, request, found.addresses(), null));
            }
        });
    }

    /**
     * To connect to one address after the other.
     *
     * @param before how the ones before this failed
     */
    private record Attempt(
            Origin origin,
            HttpExchange exchange,
            HttpRequest request,
            List<InetAddress> addresses,
            @Nullable Broken before) {
        InetSocketAddress to() {
            return new InetSocketAddress(addresses.get(0), origin.port());
        }

        Attempt next(Broken failed) {
            return new Attempt(origin, exchange, request, addresses.subList(1, addresses.size()), all(failed));
        }

        Broken all(Broken failed) {
            return before == null ? failed : before.then(failed);
        }
    }

    private void connect(Attempt attempt) {
        Descriptors descriptors = sockets.descriptors();
        if (!descriptors.take(1)) {
            // Not at once: a user without a pace would begin again within this call, and again.
            loop.execute(() -> attempt.exchange.fail(
                    new Broken(Ending.INJECTOR, descriptors.exhausted()), TimeSource.SYSTEM.nanos()));
            return;
        }
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channel(sockets.type())
                .disableResolver()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectTimeoutMillis)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        init(channel, attempt.origin);
                    }
                })
                .connect(attempt.to());
        attempt.exchange.connecting(connecting.channel());
        if (connecting.channel().isRegistered()) {
            connecting.channel().closeFuture().addListener(gone -> descriptors.giveBack(1));
        } else {
            descriptors.giveBack(1);
        }
        connecting.addListener(done -> {
            if (loop.inEventLoop()) {
                ended(attempt, connecting);
            } else {
                // Of a channel for which there was no descriptor: Netty tells it on a thread of its own.
                loop.execute(() -> ended(attempt, connecting));
            }
        });
    }

    private void ended(Attempt attempt, ChannelFuture connecting) {
        Channel channel = connecting.channel();
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (!connecting.isSuccess()) {
            notConnected(attempt, channel, connecting.cause());
        } else if (handler == null) {
            connected(attempt, channel);
        } else {
            handler.handshakeFuture().addListener(shaken -> {
                if (shaken.isSuccess()) {
                    connected(attempt, channel);
                } else {
                    ends(attempt.exchange, channel, Broken.shaking(shaken.cause(), attempt.to()));
                }
            });
        }
    }

    /** One for which there was no descriptor cannot even be closed. */
    static void close(Channel channel) {
        if (channel.isRegistered()) {
            channel.close();
        }
    }

    private void init(Channel channel, Origin origin) {
        HttpConnection connection = new HttpConnection(channel, origin, this, TimeSource.SYSTEM);
        if (origin.secure()) {
            SslHandler handler = tls.get().newHandler(channel.alloc(), origin.host(), origin.port());
            handler.setHandshakeTimeoutMillis(connectTimeoutMillis);
            channel.pipeline().addLast(handler);
        }
        channel.pipeline()
                .addLast(
                        new ReadClock(connection),
                        new HttpRequestEncoder(),
                        new ResponseDecoder(LONGEST_HEAD_BYTES),
                        new HttpContentDecompressor(false, limits.longestAnswerBytes()),
                        connection);
    }

    private void notConnected(Attempt attempt, Channel channel, @Nullable Throwable cause) {
        Broken failed = Broken.connecting(cause, attempt.to(), connectTimeoutMillis);
        if (attempt.addresses.size() > 1 && !attempt.exchange.hasEnded()) {
            close(channel);
            names.refused(attempt.origin.host(), attempt.addresses.get(0));
            connect(attempt.next(failed));
        } else {
            ends(attempt.exchange, channel, attempt.all(failed));
        }
    }

    private static void ends(HttpExchange exchange, Channel channel, Broken failed) {
        close(channel);
        exchange.fail(failed, TimeSource.SYSTEM.nanos());
    }

    private static void connected(Attempt attempt, Channel channel) {
        HttpConnection connection = channel.pipeline().get(HttpConnection.class);
        if (attempt.exchange.hasEnded()) {
            channel.close();
        } else if (connection == null || !connection.send(attempt.exchange, attempt.request)) {
            ends(
                    attempt.exchange,
                    channel,
                    new Broken(
                            Ending.CONNECTION, "closed by " + Broken.shown(attempt.to()) + " as soon as it was there"));
        }
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
