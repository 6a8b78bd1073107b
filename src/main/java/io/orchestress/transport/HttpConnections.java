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
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.ssl.SslHandler;
import io.orchestress.metrics.TimeSource;
import io.orchestress.transport.process.Descriptors;
import io.orchestress.transport.reach.ConnectTo;
import io.orchestress.transport.reach.Proxy;
import io.orchestress.transport.reach.Reach;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Reach reach;
    private final AnswerLimits limits;
    private final NameResolver names;
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
        this.names = names;
        this.loop = loop;
        this.sockets = sockets;
        this.connectTimeoutMillis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, connectTimeout.toMillis()));
        this.reach = reach;
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

    /**
     * The way to an origin.
     *
     * @param dialled what is connected to, by the proxy where there is one
     */
    record Way(
            Origin origin,
            ConnectTo.Dialled dialled,
            @Nullable Proxy proxy) {
        String host() {
            return proxy == null ? dialled.host() : proxy.host();
        }

        int port() {
            return proxy == null ? dialled.port() : proxy.port();
        }

        /** Whether the proxy makes the connection and sees nothing of it. */
        boolean isTunnel() {
            return proxy != null && origin.secure;
        }
    }

    private Way way(Origin origin) {
        ConnectTo.Dialled dialled = reach.dialled(origin.host, origin.port);
        return new Way(origin, dialled, reach.proxyFor(dialled).orElse(null));
    }

    /** The proxy that requests of this origin are handed to; null: they are handed to the origin itself. */
    private @Nullable Proxy relay(Origin origin) {
        return origin.secure || reach.proxy().isEmpty() ? null : way(origin).proxy;
    }

    Reach reach() {
        return reach;
    }

    /** Sends over an idle connection, or else over a new one. */
    void send(HttpExchange exchange) {
        Origin origin = Origin.of(exchange.request().uri());
        Proxy relay = relay(origin);
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
        connect(origin, exchange, request);
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

    private void connect(Origin origin, HttpExchange exchange, HttpRequest request) {
        Way way = way(origin);
        names.of(way.host(), loop, found -> {
            if (exchange.hasEnded()) {
                return;
            }
            if (found.failure() != null) {
                Broken unknown = found.failure();
                exchange.fail(way.proxy == null ? unknown : unknown.ofProxy(way.proxy), TimeSource.SYSTEM.nanos());
            } else {
                connect(new Attempt(way, exchange, request, found.addresses(), null));
            }
        });
    }

    /**
     * To connect to one address after the other.
     *
     * @param before how the ones before this failed
     */
    private record Attempt(
            Way way,
            HttpExchange exchange,
            HttpRequest request,
            List<InetAddress> addresses,
            @Nullable Broken before) {
        InetSocketAddress to() {
            return new InetSocketAddress(addresses.get(0), way.port());
        }

        /** What the channel is told to connect to: the handler of a tunnel goes to the proxy instead. */
        InetSocketAddress meant() {
            return way.isTunnel() ? InetSocketAddress.createUnresolved(way.dialled.host(), way.dialled.port()) : to();
        }

        Attempt next(Broken failed) {
            return new Attempt(way, exchange, request, addresses.subList(1, addresses.size()), all(failed));
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
                        init(channel, attempt);
                    }
                })
                .connect(attempt.meant());
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
        HttpProxyHandler tunnel = channel.pipeline().get(HttpProxyHandler.class);
        Proxy proxy = attempt.way.proxy;
        if (!connecting.isSuccess()) {
            notConnected(attempt, channel, connecting.cause());
        } else if (tunnel == null || proxy == null) {
            shake(attempt, channel);
        } else {
            tunnel.connectFuture().addListener(through -> {
                if (through.isSuccess()) {
                    shake(attempt, channel);
                } else {
                    ends(
                            attempt.exchange,
                            channel,
                            Broken.tunnel(through.cause(), proxy, attempt.way.dialled, connectTimeoutMillis));
                }
            });
        }
    }

    private void shake(Attempt attempt, Channel channel) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (handler == null) {
            connected(attempt, channel);
            return;
        }
        handler.handshakeFuture().addListener(shaken -> {
            if (shaken.isSuccess()) {
                connected(attempt, channel);
            } else {
                ends(
                        attempt.exchange,
                        channel,
                        Broken.shaking(shaken.cause(), attempt.to(), reach.tls(), attempt.way.origin.host));
            }
        });
    }

    /** One for which there was no descriptor cannot even be closed. */
    static void close(Channel channel) {
        if (channel.isRegistered()) {
            channel.close();
        }
    }

    private void init(Channel channel, Attempt attempt) {
        Origin origin = attempt.way.origin;
        Proxy proxy = attempt.way.proxy;
        HttpConnection connection =
                new HttpConnection(channel, origin, attempt.way.isTunnel() ? null : proxy, this, TimeSource.SYSTEM);
        if (proxy != null && attempt.way.isTunnel()) {
            HttpProxyHandler tunnel = proxy.username().isEmpty()
                    ? new HttpProxyHandler(attempt.to())
                    : new HttpProxyHandler(attempt.to(), proxy.username(), proxy.password());
            tunnel.setConnectTimeoutMillis(connectTimeoutMillis);
            channel.pipeline().addLast(tunnel);
        }
        if (origin.secure()) {
            SslHandler handler = reach.tls().netty().newHandler(channel.alloc(), origin.host(), origin.port());
            // the handshake is waited for from here on, and so for that of the tunnel before it
            handler.setHandshakeTimeoutMillis(
                    attempt.way.isTunnel() ? 2L * connectTimeoutMillis : connectTimeoutMillis);
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
        if (attempt.way.proxy != null) {
            failed = failed.ofProxy(attempt.way.proxy);
        }
        if (attempt.addresses.size() > 1 && !attempt.exchange.hasEnded()) {
            close(channel);
            names.refused(attempt.way.host(), attempt.addresses.get(0));
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
                            Ending.CONNECTION,
                            "connection closed by " + Broken.shown(attempt.to()) + " as soon as it was open"));
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
