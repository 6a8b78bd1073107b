package io.orchestress.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.orchestress.transport.reach.Reach;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A wire on an event loop of its own. */
final class WireBench implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final Wire wire;

    WireBench(boolean epoll, Function<EventLoop, Wire> open) {
        group = new MultiThreadIoEventLoopGroup(1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        loop = group.next();
        wire = loop.submit(() -> open.apply(loop)).syncUninterruptibly().getNow();
    }

    static WireBench http() {
        return new WireBench(
                true, loop -> new HttpWire(loop, Duration.ofSeconds(20), AnswerLimits.DEFAULT, Reach.PLAIN));
    }

    static Outbound.Http get(URI uri) {
        return new Outbound.Http("GET", uri, Map.of(), new byte[0]);
    }

    Heard send(Outbound request, Duration timeout, Heard heard) {
        loop.execute(() -> wire.send(request, timeout, heard));
        return heard;
    }

    Heard send(Outbound request) {
        return send(request, Duration.ofSeconds(10), new Heard());
    }

    /** Sends and waits for the end. */
    Heard exchange(Outbound request) {
        Heard heard = send(request);
        heard.ending();
        return heard;
    }

    Wire wire() {
        return wire;
    }

    EventLoop loop() {
        return loop;
    }

    @Override
    public void close() {
        loop.submit(wire::close).syncUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
