package io.orchestress.sut.embedded;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;

/** Server-sent events as the answer to one request; used on the event loop of its connection only. */
final class EventStream {
    private final ChannelHandlerContext context;
    private final Runnable afterLast;
    private boolean held;

    /** @param afterLast runs when the last byte was handed to the socket */
    EventStream(ChannelHandlerContext context, Runnable afterLast) {
        this.context = context;
        this.afterLast = afterLast;
    }

    void send(String event, Object data) {
        send("event: " + event + "\ndata: " + Json.text(data) + "\n\n");
    }

    /** An event with data only. */
    void sendData(String data) {
        send("data: " + data + "\n\n");
    }

    /** Takes a whole event, blank line included, as it is; it leaves with the next {@link #flush()} or the next other event. */
    void write(ByteBuf event) {
        context.write(new DefaultHttpContent(event), context.voidPromise());
    }

    /** From now on nothing leaves before the end. */
    void hold() {
        held = true;
    }

    /** Hands to the socket what has been written. */
    void flush() {
        if (!held) {
            context.flush();
        }
    }

    /** Room for an event that is to be sent. */
    ByteBuf buffer(int bytes) {
        return context.alloc().buffer(bytes);
    }

    private void send(String text) {
        write(ByteBufUtil.writeUtf8(context.alloc(), text));
        flush();
    }

    void end() {
        context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(written -> {
            if (written.isSuccess()) {
                afterLast.run();
            }
        });
    }
}
