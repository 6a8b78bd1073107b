package io.orchestress.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Tells the connection that bytes have been read, before they are parsed. */
final class ReadClock extends ChannelInboundHandlerAdapter {
    private final HttpConnection connection;

    ReadClock(HttpConnection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            connection.read(bytes);
        }
        context.fireChannelRead(message);
    }
}
