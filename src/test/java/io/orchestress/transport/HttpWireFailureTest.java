package io.orchestress.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelException;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.orchestress.testkit.MoreTime;
import io.orchestress.transport.RawServer.Behaviour;
import io.orchestress.transport.process.Descriptors;
import io.orchestress.transport.reach.Reach;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that each do one thing wrong, or unusual. */
@Timeout(180)
class HttpWireFailureTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String STREAM = OK + "Content-Type: text/event-stream\r\n";

    static Stream<Arguments> answers() {
        return Stream.of(
                row("closes without an answer", "", Ending.CONNECTION, 0, ""),
                row("stops in the status line", "HTTP/1.1 20", Ending.TRUNCATED, 0, ""),
                row("stops in the headers", OK + "Content-Le", Ending.TRUNCATED, 0, ""),
                row("is shorter than announced", OK + "Content-Length: 10\r\n\r\nabc", Ending.TRUNCATED, 200, "abc"),
                row("has no byte of what it announced", OK + "Content-Length: 10\r\n\r\n", Ending.TRUNCATED, 200, ""),
                row(
                        "stops within a chunk",
                        OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nab",
                        Ending.TRUNCATED,
                        200,
                        "ab"),
                row(
                        "has no last chunk",
                        OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
                        Ending.TRUNCATED,
                        200,
                        "ab"),
                row("is ended by the close", OK + "\r\nabc", Ending.COMPLETE, 200, "abc"),
                row("is of HTTP 1.0", "HTTP/1.0 200 OK\r\n\r\nabc", Ending.COMPLETE, 200, "abc"),
                row("has no body", "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", Ending.COMPLETE, 204, ""),
                row(
                        "is a redirect",
                        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                        Ending.COMPLETE,
                        302,
                        ""),
                row(
                        "comes after two interim ones",
                        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n" + OK
                                + "Content-Length: 1\r\nConnection: close\r\n\r\nx",
                        Ending.COMPLETE,
                        200,
                        "x"),
                row(
                        "is followed by what nobody asked for",
                        OK + "Content-Length: 2\r\n\r\nabHTTP/1.1 500 No\r\n\r\n",
                        Ending.COMPLETE,
                        200,
                        "ab"),
                row(
                        "switches protocols",
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
                        Ending.MALFORMED,
                        0,
                        ""),
                row("is no HTTP", "SSH-2.0-OpenSSH_9.6\r\n\r\n", Ending.MALFORMED, 0, ""),
                row("is no HTTP, and has no line break", "\u0016\u0003\u0001", Ending.MALFORMED, 0, ""),
                row("has no number for a length", OK + "Content-Length: ten\r\n\r\n", Ending.MALFORMED, 0, ""),
                row(
                        "has chunks without a size",
                        OK + "Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n",
                        Ending.MALFORMED,
                        200,
                        ""),
                row("has a head without end", OK + "X: " + "a".repeat(70_000) + "\r\n\r\n", Ending.TOO_LONG, 0, ""),
                row(
                        "is a stream cut off between events",
                        STREAM + "Transfer-Encoding: chunked\r\n\r\n9\r\ndata: a\n\n\r\n",
                        Ending.TRUNCATED,
                        200,
                        ""),
                row("is a stream that is not UTF-8", STREAM + "\r\ndata: \u00ff\n\n", Ending.MALFORMED, 200, ""),
                row("is a stream of no events", STREAM + "\r\n", Ending.COMPLETE, 200, ""));
    }

    private static Arguments row(String name, String answer, Ending ending, int status, String body) {
        return Arguments.of(name, answer, ending, status, body);
    }

    @ParameterizedTest(name = "the answer {0}")
    @MethodSource("answers")
    void answer(String name, String answer, Ending ending, int status, String body) {
        for (boolean epoll : new boolean[] {true, false}) {
            try (RawServer server = RawServer.closingAfter(answer);
                    WireBench bench = new WireBench(
                            epoll,
                            loop -> new HttpWire(loop, Duration.ofSeconds(2), AnswerLimits.DEFAULT, Reach.PLAIN))) {
                Heard heard = bench.exchange(WireBench.get(server.uri("/")));

                assertThat(heard.ending()).isEqualTo(ending);
                assertThat(heard.body()).isEqualTo(body);
                if (status > 0) {
                    assertThat(heard.status()).isEqualTo(status);
                }
                assertThat(bench.exchange(WireBench.get(server.uri("/"))).ending())
                        .as("the same again: nothing of the first is left")
                        .isEqualTo(ending);
                assertThat(server.requests()).as("requests sent").isEqualTo(2);
                assertThat(heard.timesEnded()).isEqualTo(1);
                assertThat(heard.times()).isSorted();
            }
        }
    }

    static Stream<Arguments> resets() {
        return Stream.of(
                Arguments.of("", Ending.CONNECTION),
                Arguments.of("HTTP/1.1 2", Ending.TRUNCATED),
                Arguments.of(OK + "\r\nabc", Ending.TRUNCATED),
                Arguments.of(OK + "Content-Length: 5\r\n\r\nabc", Ending.TRUNCATED));
    }

    @ParameterizedTest
    @MethodSource("resets")
    void isReset(String before, Ending ending) throws Exception {
        MoreTime.than(Duration.ofMillis(50), toRead -> {
            Behaviour reset = peer -> {
                peer.request();
                peer.write(before);
                Thread.sleep(toRead.toMillis()); // a reset discards what the client has not read yet
                peer.reset();
            };
            try (RawServer server = new RawServer(reset);
                    WireBench bench = WireBench.http()) {
                assertThat(bench.exchange(WireBench.get(server.uri("/"))).ending())
                        .isEqualTo(ending);
            }
        });
    }

    @Test
    void isLongerThanIsTaken() {
        Behaviour endless = peer -> {
            peer.request();
            peer.write(OK + "\r\n");
            byte[] megabyte = new byte[1 << 20];
            while (true) {
                peer.write(megabyte);
            }
        };
        try (RawServer server = new RawServer(endless);
                WireBench bench = WireBench.http()) {
            Heard heard = bench.exchange(WireBench.get(server.uri("/")));
            assertThat(heard.ending()).isEqualTo(Ending.TOO_LONG);
            assertThat(heard.body().length()).isLessThanOrEqualTo(AnswerLimits.DEFAULT.longestAnswerBytes());
        }
    }

    @Test
    void isAnEventLongerThanIsTaken() {
        Behaviour endless = peer -> {
            peer.request();
            peer.write(STREAM + "\r\ndata: ");
            byte[] megabyte = "x".repeat(1 << 20).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            while (true) {
                peer.write(megabyte);
            }
        };
        try (RawServer server = new RawServer(endless);
                WireBench bench = WireBench.http()) {
            assertThat(bench.exchange(WireBench.get(server.uri("/"))).ending()).isEqualTo(Ending.TOO_LONG);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", OK, OK + "Content-Length: 5\r\n\r\nabc", STREAM + "\r\ndata: a\n\n"})
    void hangs(String before) throws Exception {
        MoreTime.than(Duration.ofMillis(200), limit -> {
            try (RawServer server = new RawServer(peer -> {
                        peer.request();
                        peer.write(before);
                        peer.untilClosed();
                    });
                    WireBench bench = WireBench.http()) {
                Heard heard = bench.send(WireBench.get(server.uri("/")), limit, new Heard());
                assertThat(heard.ending()).isEqualTo(Ending.TIMEOUT);

                Heard next = bench.send(WireBench.get(server.uri("/")), limit, new Heard());
                assertThat(next.ending()).isEqualTo(Ending.TIMEOUT);
                assertThat(server.connections())
                        .as("the first connection was given up")
                        .isEqualTo(2);
            }
        });
    }

    @Test
    void anAnswerAfterTheTimeoutIsNobodys() {
        CountDownLatch over = new CountDownLatch(1);
        try (RawServer server = new RawServer(peer -> {
                    while (peer.request()) {
                        if (peer.number() == 1) {
                            over.await();
                        }
                        peer.write(OK + "Content-Length: 1\r\n\r\n" + peer.number());
                    }
                });
                WireBench bench = WireBench.http()) {
            Heard late = bench.send(WireBench.get(server.uri("/")), Duration.ofMillis(100), new Heard());
            assertThat(late.ending()).isEqualTo(Ending.TIMEOUT);
            over.countDown();

            assertThat(bench.exchange(WireBench.get(server.uri("/"))).body()).isEqualTo("2");
            assertThat(late.timesEnded()).isEqualTo(1);
        }
    }

    @Test
    void headHasNoBodyWhateverItsLength() {
        try (RawServer server = RawServer.answering(OK + "Content-Length: 10\r\n\r\n");
                WireBench bench = WireBench.http()) {
            Outbound.Http head = new Outbound.Http("HEAD", server.uri("/"), java.util.Map.of(), new byte[0]);
            assertThat(bench.exchange(head).ending()).isEqualTo(Ending.COMPLETE);
            assertThat(bench.exchange(head).ending()).isEqualTo(Ending.COMPLETE);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void theUserLeaves() {
        try (RawServer server = new RawServer(peer -> {
                    peer.request();
                    peer.write(STREAM + "\r\ndata: a\n\n");
                    peer.untilClosed();
                });
                WireBench bench = WireBench.http()) {
            Heard heard = bench.send(WireBench.get(server.uri("/")), Duration.ofSeconds(20), new Heard());
            bench.loop().schedule(bench.wire()::close, 100, java.util.concurrent.TimeUnit.MILLISECONDS);
            assertThat(heard.ending()).isEqualTo(Ending.CLOSED);
        }
    }

    @Test
    void aRequestThatIsNotForHttp() {
        try (WireBench bench = WireBench.http()) {
            var refused = bench.loop()
                    .submit(() -> bench.wire().send(new Outbound.Line("{}", true), Duration.ofSeconds(1), new Heard()));
            refused.awaitUninterruptibly();
            assertThat(refused.cause()).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** As a channel for which the kernel has no descriptor. */
    public static final class NoDescriptor extends NioSocketChannel {
        public NoDescriptor() {
            throw new ChannelException("newSocketStream(..) failed: Too many open files");
        }
    }

    /** Netty tells it on a thread of its own, of a channel that belongs to no loop. */
    @Test
    void withoutADescriptorTheExchangeEndsOnItsLoopAndIsOurs() {
        try (WireBench bench = new WireBench(
                false,
                loop -> new HttpWire(new HttpConnections(
                        loop,
                        Duration.ofSeconds(2),
                        AnswerLimits.DEFAULT,
                        NameResolver.SYSTEM,
                        Reach.PLAIN,
                        new Sockets(NoDescriptor.class, Descriptors.ofThisJvm()))))) {
            AtomicBoolean onLoop = new AtomicBoolean();
            Heard heard = new Heard();
            heard.then(() -> onLoop.set(bench.loop().inEventLoop()));
            Ending ending = bench.send(WireBench.get(URI.create("http://127.0.0.1:1/")), Duration.ofMinutes(5), heard)
                    .ending();
            assertThat(ending).isEqualTo(Ending.INJECTOR);
            assertThat(heard.why()).startsWith("the load generator cannot open more files (ulimit -n)");
            bench.loop().submit(() -> {}).syncUninterruptibly();
            assertThat(onLoop).isTrue();
        }
    }
}
