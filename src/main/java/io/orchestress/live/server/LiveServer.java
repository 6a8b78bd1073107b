package io.orchestress.live.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Serves a few routes to a few viewers, on one thread of its own, until it is closed. */
public final class LiveServer implements AutoCloseable {
    /** Beside viewers, who have one each: pages and scrapes come and go. */
    private static final int MOST_CONNECTIONS = 128;

    private static final int MOST_LINE = 4_096;
    private static final int MOST_HEADERS = 16_384;
    private static final int MOST_BODY_BYTES = 4_096;
    private static final int IDLE_SECONDS = 30;

    /** What waits for a viewer who does not read is a state, and at most that much of the next one. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(16 << 10, 32 << 10);

    private final EventLoopGroup loop;
    private final Channel listener;
    private final ChannelGroup connections;
    private final String host;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LiveServer(EventLoopGroup loop, Channel listener, ChannelGroup connections, String host) {
        this.loop = loop;
        this.listener = listener;
        this.connections = connections;
        this.host = host;
    }

    /**
     * Where to listen, and to whom.
     *
     * @param host an address of this machine
     * @param port 0: a free one
     * @param token that viewers must know; empty: none
     * @param names by which viewers may call this machine, beside its addresses
     */
    public record Address(String host, int port, String token, List<String> names) {
        public Address {
            names = List.copyOf(names);
        }

        /** Whether only this machine can reach it. */
        public boolean isLoopback() {
            return isLoopback(host);
        }

        /** Whether a host is this machine, seen by itself; false where it has no address. */
        public static boolean isLoopback(String host) {
            try {
                return InetAddress.getByName(host).isLoopbackAddress();
            } catch (IOException e) {
                return false;
            }
        }
    }

    /**
     * Starts one.
     *
     * @throws IOException when the address cannot be listened at
     */
    public static LiveServer start(Address address, List<Route> routes) throws IOException {
        InetAddress at = InetAddress.getByName(address.host());
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("orchestress-live-http", true), NioIoHandler.newFactory());
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        Guard guard = new Guard(at.isLoopbackAddress(), address.names(), address.token());
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new Connections(guard, routes, connections))
                .bind(new InetSocketAddress(at, address.port()))
                .awaitUninterruptibly();
        LiveServer server = new LiveServer(loop, bound.channel(), connections, address.host());
        if (!bound.isSuccess()) {
            server.close();
            throw new IOException("cannot listen at " + address.host() + ":" + address.port() + ": "
                    + bound.cause().getMessage());
        }
        return server;
    }

    /** The port it listens at, also when a free one was asked for. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Such as {@code http://127.0.0.1:40123/}. */
    public String url() {
        return "http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port() + "/";
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        listener.close().syncUninterruptibly();
        connections.close().syncUninterruptibly();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    /** Sets up each new connection. */
    private static final class Connections extends ChannelInitializer<Channel> {
        private final Guard guard;
        private final List<Route> routes;
        private final ChannelGroup all;

        Connections(Guard guard, List<Route> routes, ChannelGroup all) {
            this.guard = guard;
            this.routes = List.copyOf(routes);
            this.all = all;
        }

        @Override
        protected void initChannel(Channel channel) {
            if (all.size() >= MOST_CONNECTIONS) {
                channel.close();
                return;
            }
            all.add(channel);
            channel.pipeline()
                    .addLast(
                            new ReadTimeoutHandler(IDLE_SECONDS),
                            new HttpServerCodec(MOST_LINE, MOST_HEADERS, MOST_BODY_BYTES),
                            new HttpObjectAggregator(MOST_BODY_BYTES, true),
                            new Connection(guard, routes));
        }
    }
}
