package io.orchestress.live.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.orchestress.live.server.Broadcast.Message;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sends one viewer the newest state whenever there is room for it. All but {@link #wake} runs on the server's thread. */
final class EventWriter implements Broadcast.Viewer {
    /** Who reads nothing for so long is gone, or might as well be. */
    private static final long LONGEST_BEHIND_SECONDS = 30;

    private final Channel channel;
    private final Broadcast broadcast;
    private final AtomicBoolean woken = new AtomicBoolean();
    private long sent;
    private boolean behind;

    EventWriter(Channel channel, Broadcast broadcast) {
        this.channel = channel;
        this.broadcast = broadcast;
    }

    /** The head of the answer has been written. */
    void begin() {
        if (broadcast.newest() == null) {
            channel.flush();
        }
        write();
    }

    @Override
    public void wake() {
        if (woken.compareAndSet(false, true)) {
            channel.eventLoop().execute(() -> {
                woken.set(false);
                write();
            });
        }
    }

    void writable() {
        if (channel.isWritable()) {
            behind = false;
            write();
        }
    }

    void gone() {
        broadcast.leave(this);
    }

    private void write() {
        Message next = broadcast.newest();
        if (next == null || next.number() == sent) {
            return;
        }
        if (!channel.isWritable()) {
            waits();
            return;
        }
        long missed = sent == 0 ? 0 : next.number() - sent - 1;
        if (missed > 0) {
            byte[] told = ("event: missed\ndata: " + missed + "\n\n").getBytes(StandardCharsets.UTF_8);
            channel.write(new DefaultHttpContent(Unpooled.wrappedBuffer(told)));
        }
        sent = next.number();
        // All viewers share these bytes.
        channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(next.event())));
    }

    private void waits() {
        if (!behind) {
            behind = true;
            long since = sent;
            channel.eventLoop()
                    .schedule(
                            () -> {
                                if (behind && sent == since) {
                                    channel.close();
                                }
                            },
                            LONGEST_BEHIND_SECONDS,
                            TimeUnit.SECONDS);
        }
    }
}
