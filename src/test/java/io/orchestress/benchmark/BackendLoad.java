package io.orchestress.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/** The least a client can do: prepared requests, and answers of which only the ends are looked for. One event loop, so that nothing is shared. */
final class BackendLoad implements AutoCloseable {
    private static final byte[] LENGTH = "ontent-length: ".getBytes(US_ASCII);
    private static final byte[] LENGTH_OF_NODE = "ontent-Length: ".getBytes(US_ASCII);
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] DELTA = "\"delta\":{\"content\":\"".getBytes(US_ASCII);
    private static final byte[] END = "[DONE]".getBytes(US_ASCII);
    private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final URI url;
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

    BackendLoad(String url) {
        this.url = URI.create(url);
    }

    /** Answers of a closed load. */
    record Done(long answers, double seconds) {}

    /** Chunks of streams, and how much later than due they came, in ns. */
    record Streams(long chunks, double seconds, Histogram lateness) {}

    private static ByteBuf request(String model, boolean stream, int task) {
        String body = "{\"model\":\"" + model + "\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"system\",\"content\":\""
                + "You are an agent. ".repeat(20) + "\"},{\"role\":\"user\",\"content\":\"Do it. orc-"
                + "%016x".formatted(task)
                + "\"}]}";
        return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(
                "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer any\r\n"
                        + "content-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n" + body,
                US_ASCII));
    }

    private List<Channel> connect(int connections, IntFunction<ChannelInboundHandlerAdapter> handler)
            throws InterruptedException {
        List<Channel> channels = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            int number = i;
            channels.add(new Bootstrap()
                    .group(loop)
                    .channel(EpollSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline().addLast(handler.apply(number));
                        }
                    })
                    .connect(url.getHost(), url.getPort())
                    .sync()
                    .channel());
        }
        return channels;
    }

    private void close(List<Channel> channels) throws InterruptedException {
        for (Channel channel : channels) {
            channel.close().sync();
        }
    }

    /** Each connection asks again when it is answered. */
    Done closed(int connections, int seconds) throws InterruptedException {
        long[] answers = new long[1];
        List<Channel> channels = connect(connections, number -> new Whole() {
            private final ByteBuf request = request("gpt", false, number);

            @Override
            public void channelActive(ChannelHandlerContext context) {
                context.writeAndFlush(request.duplicate());
            }

            @Override
            void answered(ChannelHandlerContext context) {
                answers[0]++;
                context.writeAndFlush(request.duplicate());
            }
        });
        long began = System.nanoTime();
        long before = onLoop(() -> answers[0]);
        Thread.sleep(seconds * 1_000L);
        long after = onLoop(() -> answers[0]);
        double took = (System.nanoTime() - began) / 1e9;
        close(channels);
        return new Done(after - before, took);
    }

    private long onLoop(Callable<Long> read) throws InterruptedException {
        return loop.next().submit(read).sync().getNow();
    }

    /** So many a second, evenly, whatever the answers do; how much later than sent and the law they came. */
    Histogram paced(int rate, int seconds, Duration law) throws InterruptedException {
        Histogram late = new Histogram(HIGHEST_NANOS, 3);
        List<PacedConnection> connections = new ArrayList<>();
        List<Channel> channels = connect(512, number -> {
            PacedConnection connection = new PacedConnection(request("timed", false, number), law.toNanos(), late);
            connections.add(connection);
            return connection;
        });
        CountDownLatch over = new CountDownLatch(1);
        long began = System.nanoTime();
        long gap = 1_000_000_000L / rate;
        long all = (long) rate * seconds;
        loop.next().execute(new Runnable() {
            private long sent;

            @Override
            public void run() {
                while (sent < all && began + sent * gap <= System.nanoTime()) {
                    connections.get((int) (sent % connections.size())).send();
                    sent++;
                }
                if (sent == all) {
                    over.countDown();
                } else {
                    loop.next().schedule(this, began + sent * gap - System.nanoTime(), TimeUnit.NANOSECONDS);
                }
            }
        });
        over.await();
        Thread.sleep(1_000);
        close(channels);
        return late;
    }

    /** So many streams at all times, begun over the first 5 s; chunks are counted after that. */
    Streams streams(int count, int seconds) throws InterruptedException {
        Histogram late = new Histogram(HIGHEST_NANOS, 3);
        long[] chunks = new long[1];
        long began = System.nanoTime();
        List<Channel> channels =
                connect(count, number -> new StreamConnection(request("stream", true, number), late, chunks));
        for (int i = 0; i < count; i++) {
            Channel channel = channels.get(i);
            loop.next()
                    .schedule(
                            () -> channel.pipeline().get(StreamConnection.class).send(),
                            5_000_000_000L / count * i,
                            TimeUnit.NANOSECONDS);
        }
        Thread.sleep(Math.max(0, 6_000 - (System.nanoTime() - began) / 1_000_000));
        long from = System.nanoTime();
        long before = onLoop(() -> {
            late.reset();
            return chunks[0];
        });
        Thread.sleep(seconds * 1_000L);
        long after = onLoop(() -> chunks[0]);
        double took = (System.nanoTime() - from) / 1e9;
        close(channels);
        return new Streams(after - before, took, late);
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** Looks for the ends of whole answers. */
    private abstract static class Whole extends ChannelInboundHandlerAdapter {
        private final ByteBuf received = Unpooled.buffer(8_192);

        abstract void answered(ChannelHandlerContext context);

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            received.writeBytes(bytes);
            bytes.release();
            for (int end = end(); end >= 0; end = end()) {
                received.skipBytes(end - received.readerIndex());
                received.discardReadBytes();
                answered(context);
            }
        }

        private int end() {
            int head = find(received, HEAD_END, received.readerIndex());
            if (head < 0) {
                return -1;
            }
            int named = Math.max(
                    find(received, LENGTH, received.readerIndex()),
                    find(received, LENGTH_OF_NODE, received.readerIndex()));
            if (named < 0) {
                int last = find(received, LAST_CHUNK, head + HEAD_END.length - 2);
                return last < 0 ? -1 : last + LAST_CHUNK.length;
            }
            int at = named + LENGTH.length;
            int length = 0;
            while (received.getByte(at) >= '0') {
                length = length * 10 + received.getByte(at++) - '0';
            }
            int end = head + HEAD_END.length + length;
            return end <= received.writerIndex() ? end : -1;
        }
    }

    static int find(ByteBuf in, byte[] what, int from) {
        for (int at = in.indexOf(from, in.writerIndex(), what[0]);
                at >= 0;
                at = in.indexOf(at + 1, in.writerIndex(), what[0])) {
            if (at + what.length > in.writerIndex()) {
                return -1;
            }
            int matched = 1;
            while (matched < what.length && in.getByte(at + matched) == what[matched]) {
                matched++;
            }
            if (matched == what.length) {
                return at;
            }
        }
        return -1;
    }

    /** One that is asked from outside. */
    private static final class PacedConnection extends Whole {
        private final ByteBuf request;
        private final long lawNanos;
        private final Histogram late;
        private final Deque<Long> sent = new ArrayDeque<>();
        private ChannelHandlerContext context;

        PacedConnection(ByteBuf request, long lawNanos, Histogram late) {
            this.request = request;
            this.lawNanos = lawNanos;
            this.late = late;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext added) {
            context = added;
        }

        void send() {
            sent.add(System.nanoTime());
            context.writeAndFlush(request.duplicate());
        }

        @Override
        void answered(ChannelHandlerContext answered) {
            late.recordValue(Math.max(0, System.nanoTime() - sent.remove() - lawNanos));
        }
    }

    /** One stream after the other. */
    private static final class StreamConnection extends ChannelInboundHandlerAdapter {
        private static final long FIRST_NANOS = 100_000_000;
        private static final long GAP_NANOS = 50_000_000;
        private final ByteBuf request;
        private final Histogram late;
        private final long[] chunks;
        private ChannelHandlerContext context;
        private long sentNanos;
        private int token;

        StreamConnection(ByteBuf request, Histogram late, long[] chunks) {
            this.request = request;
            this.late = late;
            this.chunks = chunks;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext added) {
            context = added;
        }

        void send() {
            token = 0;
            sentNanos = System.nanoTime();
            context.writeAndFlush(request.duplicate());
        }

        /** A chunk of this rate is one read of the socket, or a few of them are. */
        @Override
        public void channelRead(ChannelHandlerContext read, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            long now = System.nanoTime();
            for (int at = find(bytes, DELTA, bytes.readerIndex()); at >= 0; at = find(bytes, DELTA, at + 1)) {
                late.recordValue(Math.max(0, now - sentNanos - FIRST_NANOS - token * GAP_NANOS));
                token++;
                chunks[0]++;
            }
            boolean over = find(bytes, END, bytes.readerIndex()) >= 0;
            bytes.release();
            if (over) {
                send();
            }
        }
    }
}
