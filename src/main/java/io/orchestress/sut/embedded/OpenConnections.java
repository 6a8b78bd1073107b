package io.orchestress.sut.embedded;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/** The connections that are open. */
@Sharable
final class OpenConnections extends ChannelInboundHandlerAdapter {
    private final AtomicInteger open = new AtomicInteger();
    private final ChannelGroup all = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

    int count() {
        return open.get();
    }

    /** Closes them, and each that comes from now on. */
    void close() {
        all.close().syncUninterruptibly();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        all.add(ctx.channel());
        open.incrementAndGet();
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        open.decrementAndGet();
        ctx.fireChannelInactive();
    }
}
