package io.orchestress.sut.embedded;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * First in the pipeline: notes when bytes were read from the socket. A request is decoded in the same call that reads its last
 * byte, so the latest stamp is that of its completion. What it waited in the kernel before that read is not known.
 */
final class ArrivalStamp extends ChannelInboundHandlerAdapter {
    private final ServerClock clock;
    private long latestNanos;

    ArrivalStamp(ServerClock clock) {
        this.clock = clock;
    }

    long latestNanos() {
        return latestNanos;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        latestNanos = clock.nanos();
        context.fireChannelRead(bytes);
    }
}
