package io.orchestress.backend.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.orchestress.backend.call.Counts;
import io.orchestress.backend.call.Journal;
import io.orchestress.backend.script.Script;
import io.orchestress.backend.wire.OpenAi;
import io.orchestress.backend.wire.Refusal;
import io.orchestress.metrics.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The server: it listens when it is there, and plays the script until it is closed. */
public final class BackendServer implements AutoCloseable {
    /** More than prompts have, and less than hurts. */
    private static final int MOST_BODY_BYTES = 8 << 20;

    private static final int MOST_PIPELINED = 1 << 16;
    private static final int BACKLOG = 4_096;
    private static final int TOO_LARGE = 413;

    private final EventLoopGroup loops;
    private final Channel listener;
    private final World world;
    private final Endpoints endpoints;
    private final ChannelGroup connections;
    private final AtomicBoolean closed = new AtomicBoolean();

    private BackendServer(
            EventLoopGroup loops, Channel listener, World world, Endpoints endpoints, ChannelGroup connections) {
        this.loops = loops;
        this.connections = connections;
        this.listener = listener;
        this.world = world;
        this.endpoints = endpoints;
    }

    /**
     * Starts one.
     *
     * @param port 0: a free one
     * @param threads event loops
     * @param token by which faults may be set from other machines; empty: by none
     * @throws IOException when the address cannot be listened at
     */
    public static BackendServer start(
            String host,
            int port,
            int threads,
            Script script,
            long seed,
            String token,
            Journal journal,
            TimeSource time)
            throws IOException {
        InetAddress address = InetAddress.getByName(host);
        World world = new World(time, new Counts(), journal, seed, script.faults());
        Endpoints endpoints = new Endpoints(script, seed, address.isLoopbackAddress(), token, world);
        boolean epoll = Epoll.isAvailable(); // its timers are finer than a millisecond
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        Class<? extends ServerSocketChannel> channel =
                epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        EventLoopGroup loops =
                new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("backend-loop", true), io);
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(channel)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Connections(endpoints, connections, time))
                .bind(new InetSocketAddress(address, port))
                .awaitUninterruptibly();
        BackendServer server = new BackendServer(loops, bound.channel(), world, endpoints, connections);
        if (!bound.isSuccess()) {
            server.close();
            throw new IOException("cannot listen at " + host + ":" + port + ": "
                    + bound.cause().getMessage());
        }
        return server;
    }

    /** The port it listens at, also when a free one was asked for. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    public Counts counts() {
        return world.counts;
    }

    /** Calls that the journal has lost. */
    public long lostFromJournal() {
        return world.journal.lost();
    }

    /** Methods and paths that it answers. */
    public List<String> offered() {
        return endpoints.offered();
    }

    /** Closes all connections; calls that are open then are written down as left. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        listener.close().syncUninterruptibly();
        // A loop that is told to end between two of its turns ends without closing what it has.
        connections.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        world.bench.close();
        world.journal.close();
    }

    /** Sets up each new connection. */
    private static final class Connections extends ChannelInitializer<Channel> {
        private final Endpoints endpoints;
        private final ChannelGroup all;
        private final TimeSource time;

        /** @param all where each is kept; closed once they are */
        Connections(Endpoints endpoints, ChannelGroup all, TimeSource time) {
            this.endpoints = endpoints;
            this.all = all;
            this.time = time;
        }

        @Override
        protected void initChannel(Channel channel) {
            all.add(channel);
            ArrivalStamp stamp = new ArrivalStamp(time);
            channel.pipeline()
                    .addLast(
                            stamp,
                            new HttpServerCodec(new HttpDecoderConfig(), MOST_PIPELINED),
                            new BodyLimit(),
                            new Connection(endpoints, stamp));
        }
    }

    /** Collects requests with their bodies; one that is too long is answered with 413 and the end of the connection. */
    private static final class BodyLimit extends HttpObjectAggregator {
        BodyLimit() {
            super(MOST_BODY_BYTES);
        }

        @Override
        protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
            String message = "The body is longer than " + (MOST_BODY_BYTES >> 20) + " MiB.";
            String json = OpenAi.error(new Refusal(TOO_LARGE, "", message, "", "request_too_large"));
            DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                    Unpooled.copiedBuffer(json, StandardCharsets.UTF_8));
            response.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, Exchange.JSON)
                    .set(HttpHeaderNames.CONNECTION, "close")
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
