package io.orchestress.backend.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.orchestress.metrics.TimeSource;

/**
 * First of a connection: notes when bytes were read from the socket. A request is decoded in the same turn that reads its last byte, so the latest stamp is
 * that of its arrival: what it takes to decode it is time of the backend, and not of the target.
 */
final class ArrivalStamp extends ChannelInboundHandlerAdapter {
    private final TimeSource time;
    private long latestNanos;

    ArrivalStamp(TimeSource time) {
        this.time = time;
    }

    long latestNanos() {
        return latestNanos;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        latestNanos = time.nanos();
        context.fireChannelRead(bytes);
    }
}
