package io.orchestress.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpVersion;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.testkit.LlmCase;
import io.orchestress.testkit.ManualTime;
import io.orchestress.transport.reach.Reach;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Puts the bytes of a case through the wire and the code of a protocol. */
public final class Replay {
    private static final int LONGEST_HEAD_BYTES = 64 << 10;
    private static final long SILENCE_MILLIS = 3_000;

    private Replay() {}

    /** Without a socket and by a clock that is moved by hand, so that each time is exact. */
    public static Reply byHand(LlmCase given, Call call) {
        ManualTime time = new ManualTime();
        List<Reply> replies = new ArrayList<>();
        Answer answer = call.answer().get();
        answer.begin(time.nanos(), (reply, nanos) -> replies.add(reply));
        Outbound.Http request = (Outbound.Http) call.request();
        EmbeddedChannel channel = new EmbeddedChannel();
        HttpConnections pool =
                new HttpConnections(channel.eventLoop(), Duration.ofSeconds(1), AnswerLimits.DEFAULT, Reach.PLAIN);
        HttpConnection connection =
                new HttpConnection(channel, HttpConnections.Origin.of(request.uri()), null, pool, time);
        channel.pipeline()
                .addLast(
                        new ReadClock(connection),
                        new HttpRequestEncoder(),
                        new ResponseDecoder(LONGEST_HEAD_BYTES),
                        new HttpContentDecompressor(false, AnswerLimits.DEFAULT.longestAnswerBytes()),
                        connection);
        HttpExchange exchange = new HttpExchange(request, answer, time, AnswerLimits.DEFAULT, ended -> {});
        connection.send(
                exchange, new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(request.method()), "/"));
        for (LlmCase.Write write : given.writes("")) {
            if (!channel.isOpen()) {
                break; // this side had enough
            }
            time.advanceMillis(write.millis());
            channel.writeInbound(Unpooled.wrappedBuffer(write.bytes()));
        }
        switch (given.end()) {
            case CLOSE -> channel.close();
            case HANG -> {
                time.advanceMillis(SILENCE_MILLIS);
                exchange.cutOff(Ending.TIMEOUT);
            }
            case KEEP -> {}
        }
        channel.finishAndReleaseAll();
        if (replies.size() != 1) {
            throw new AssertionError("replies: " + replies);
        }
        return replies.get(0);
    }

    /** Over sockets, without the delays, by one wire: what the first answer leaves behind meets the second request. */
    public static List<Reply> overSockets(LlmCase given, Function<URI, Call> call, int times) {
        MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        HttpWire wire = new HttpWire(group.next(), Duration.ofSeconds(10), AnswerLimits.DEFAULT, Reach.PLAIN);
        try (RawServer server = new RawServer(peer -> {
            while (peer.request()) {
                for (LlmCase.Write write : given.writes("")) {
                    peer.write(write.bytes());
                }
                if (given.end() == LlmCase.End.CLOSE) {
                    return;
                }
            }
        })) {
            List<Reply> replies = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                Call next = call.apply(server.uri(""));
                Answer answer = next.answer().get();
                CompletableFuture<Reply> reply = new CompletableFuture<>();
                group.next().execute(() -> {
                    answer.begin(System.nanoTime(), (came, nanos) -> reply.complete(came));
                    wire.send(next.request(), Duration.ofSeconds(30), answer);
                });
                replies.add(reply.orTimeout(60, TimeUnit.SECONDS).join());
            }
            return replies;
        } finally {
            group.submit(wire::close).awaitUninterruptibly();
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }
}
