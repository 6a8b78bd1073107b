package io.orchestress.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.ssl.SslHandler;
import io.orchestress.metrics.TimeSource;
import io.orchestress.transport.HttpConnections.Origin;
import io.orchestress.transport.process.Descriptors;
import io.orchestress.transport.reach.ConnectTo;
import io.orchestress.transport.reach.Proxy;
import io.orchestress.transport.reach.Reach;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections: name, address, proxy, tunnel, TLS, and then the request that it was opened for. The addresses of a name come in turn, see
 * {@link NameResolver}; one that does not take a connection is followed by the next. Confined to the event loop.
 */
final class HttpConnector {
    private static final int LONGEST_HEAD_BYTES = 64 << 10;

    private final EventLoop loop;
    private final Sockets sockets;
    private final NameResolver names;
    private final int connectTimeoutMillis;
    private final Reach reach;
    private final HttpConnections pool;

    /**
     * @param connectTimeout for the connection, and again for the TLS handshake
     * @param pool is given the connections when they are idle
     */
    HttpConnector(Sockets sockets, NameResolver names, Duration connectTimeout, Reach reach, HttpConnections pool) {
        this.loop = pool.loop();
        this.sockets = sockets;
        this.names = names;
        this.connectTimeoutMillis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, connectTimeout.toMillis()));
        this.reach = reach;
        this.pool = pool;
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
            return proxy != null && origin.secure();
        }
    }

    private Way way(Origin origin) {
        ConnectTo.Dialled dialled = reach.dialled(origin.host(), origin.port());
        return new Way(origin, dialled, reach.proxyFor(dialled).orElse(null));
    }

    /** The proxy that requests of this origin are handed to; null: they are handed to the origin itself. */
    @Nullable
    Proxy relay(Origin origin) {
        return origin.secure() || reach.proxy().isEmpty() ? null : way(origin).proxy;
    }

    /** Opens a connection and sends the request over it; an exchange that cannot be sent is told how that failed. */
    void connect(Origin origin, HttpExchange exchange, HttpRequest request) {
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
                        Broken.shaking(shaken.cause(), attempt.to(), reach.tls(), attempt.way.origin.host()));
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
                new HttpConnection(channel, origin, attempt.way.isTunnel() ? null : proxy, pool, TimeSource.SYSTEM);
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
                        new HttpContentDecompressor(false, pool.limits().longestAnswerBytes()),
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
}
