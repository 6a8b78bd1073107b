package io.orchestress.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.transport.reach.Reach;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays the bytes of a server over a real connection to a real wire, by a clock that goes on only between two writes, when the first of them
 * has been read: all times are exact, however busy the machine.
 */
public final class SocketReplay implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length:\\s*(\\d+)");
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final long READ_AT_LAST_MILLIS = 2_000;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Wire wire = loop.submit(() ->
                    new HttpWire(new HttpConnections(loop, Duration.ofSeconds(2), AnswerLimits.DEFAULT, Reach.PLAIN)))
            .syncUninterruptibly()
            .getNow();

    /**
     * What the server writes at once.
     *
     * @param afterMillis of the write before it, or of the request
     * @param text {@code @ID@} stands for the id of the request, if it is JSON-RPC
     */
    public record Write(double afterMillis, String text) {}

    /**
     * @param call for the address of the server
     * @param closes whether the server closes the connection after its last write
     */
    public Reply play(Function<URI, Call> call, List<Write> writes, boolean closes) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Heard heard = new Heard();
            Call made = call.apply(URI.create("http://127.0.0.1:" + server.getLocalPort()));
            Answer answer = made.answer().get();
            heard.judge = answer;
            answer.begin(heard.clock.get(), (reply, nanos) -> heard.reply.complete(reply));
            loop.execute(() -> wire.send(made.request(), LONGEST, heard));
            try (Socket socket = server.accept()) {
                socket.setTcpNoDelay(true);
                serve(socket, writes, heard);
                if (closes) {
                    socket.close();
                }
                return heard.reply
                        .orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
                        .join();
            }
        }
    }

    private void serve(Socket socket, List<Write> writes, Heard heard) throws IOException {
        String id = id(request(socket.getInputStream()));
        OutputStream out = socket.getOutputStream();
        for (Write write : writes) {
            long before = heard.parts.get();
            heard.clock.addAndGet(Math.round(write.afterMillis() * 1e6));
            try {
                out.write(write.text().replace("@ID@", id).getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException e) {
                return; // the client has had enough
            }
            heard.awaitMoreThan(before);
            loop.submit(() -> {}).syncUninterruptibly();
        }
    }

    private static String request(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client closed within its request");
            }
            head.write(next);
        }
        Matcher length = LENGTH.matcher(head.toString(StandardCharsets.ISO_8859_1));
        return length.find()
                ? new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8)
                : "";
    }

    private static String id(String request) {
        Matcher matcher = ID.matcher(request);
        return matcher.find() ? matcher.group(1) : "";
    }

    @Override
    public void close() {
        loop.submit(wire::close).syncUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** Tells the answer what the wire tells, at the time of the hand-driven clock. */
    private static final class Heard implements Receiver {
        private final AtomicLong clock = new AtomicLong(5_000_000_000L);
        private final AtomicLong parts = new AtomicLong();
        private final CompletableFuture<Reply> reply = new CompletableFuture<>();
        private volatile Answer judge;

        private void awaitMoreThan(long before) {
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READ_AT_LAST_MILLIS);
            while (parts.get() <= before && !reply.isDone() && System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void head(int status, Map<String, String> headers, long nanos) {
            judge.head(status, headers, clock.get());
            parts.incrementAndGet();
        }

        @Override
        public void readAs(boolean events) {
            judge.readAs(events);
        }

        @Override
        public void progress() {
            judge.progress();
            parts.incrementAndGet();
        }

        @Override
        public boolean event(SseEvent event, long nanos) {
            return judge.event(event, clock.get());
        }

        @Override
        public long keptBytes() {
            return judge.keptBytes();
        }

        @Override
        public void rest(SseRest rest) {
            judge.rest(rest);
        }

        @Override
        public void why(String cause) {
            judge.why(cause);
        }

        @Override
        public void end(Ending ending, byte[] body, long nanos) {
            judge.end(ending, body, clock.get());
        }
    }
}
