package io.orchestress.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.orchestress.transport.reach.Reach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which connection a request goes over, and that it goes out once. */
@Timeout(180)
class HttpKeepAliveTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    private static final String STREAM = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionThatTheServerClosedWhileIdleCostsNoRequest(boolean epoll) {
        try (RawServer server = RawServer.closingAfter(OK);
                WireBench bench = new WireBench(
                        epoll, loop -> new HttpWire(loop, Duration.ofSeconds(30), AnswerLimits.DEFAULT, Reach.PLAIN))) {
            for (int i = 0; i < 20; i++) {
                assertThat(bench.exchange(WireBench.get(server.uri("/"))).ending())
                        .isEqualTo(Ending.COMPLETE);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
            assertThat(server.requests()).isEqualTo(20);
            assertThat(server.connections()).isEqualTo(20);
        }
    }

    @Test
    void aRequestThatTheServerDropsIsNotRepeated() {
        try (RawServer server = new RawServer(peer -> {
                    peer.request();
                    peer.write(OK);
                    peer.request(); // and closes
                });
                WireBench bench = WireBench.http()) {
            List<Ending> endings = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                endings.add(bench.exchange(WireBench.get(server.uri("/"))).ending());
            }
            assertThat(server.requests()).as("sent as often as recorded").isEqualTo(50);
            assertThat(endings)
                    .filteredOn(how -> how == Ending.CONNECTION || how == Ending.IDLE_CLOSED)
                    .hasSize(25);
        }
    }

    /** Its close acknowledges the request: it had it, so it was not closed for idleness, however soon that came. */
    @Test
    void aServerThatClosesOnARequestAfterAPauseHasNotClosedForIdleness() {
        try (RawServer server = new RawServer(peer -> {
                    peer.request();
                    peer.write(OK);
                    peer.request(); // and closes
                });
                WireBench bench = new WireBench(
                        true, loop -> new HttpWire(loop, Duration.ofSeconds(30), AnswerLimits.DEFAULT, Reach.PLAIN))) {
            List<Ending> endings = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                endings.add(bench.exchange(WireBench.get(server.uri("/"))).ending());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(110));
                endings.add(bench.exchange(WireBench.get(server.uri("/"))).ending());
            }
            assertThat(endings)
                    .filteredOn(how -> how != Ending.COMPLETE)
                    .hasSize(15)
                    .containsOnly(Ending.CONNECTION);
        }
    }

    @Test
    void closeIsObeyed() {
        try (RawServer server =
                        RawServer.answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
                WireBench bench = WireBench.http()) {
            bench.exchange(WireBench.get(server.uri("/")));
            bench.exchange(WireBench.get(server.uri("/")));
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void theNextRequestFromWithinTheEndOfTheOneBefore() {
        try (RawServer server = RawServer.answering(OK);
                WireBench bench = WireBench.http()) {
            Heard second = new Heard();
            Heard first = new Heard()
                    .then(() -> bench.wire().send(WireBench.get(server.uri("/")), Duration.ofSeconds(5), second));
            bench.send(WireBench.get(server.uri("/")), Duration.ofSeconds(5), first);
            assertThat(second.ending()).isEqualTo(Ending.COMPLETE);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aStreamOfWhichWasSeenEnoughIsReadToItsEndAndItsConnectionUsedAgain() {
        try (RawServer server = RawServer.answering(STREAM
                        + "Transfer-Encoding: chunked\r\n\r\nc\r\ndata: done\n\n\r\nc\r\ndata: more\n\n\r\n0\r\n\r\n");
                WireBench bench = WireBench.http()) {
            for (int i = 0; i < 5; i++) {
                Heard heard = bench.send(
                        WireBench.get(server.uri("/")),
                        Duration.ofSeconds(5),
                        new Heard(event -> event.data().equals("done")));
                assertThat(heard.ending()).isEqualTo(Ending.COMPLETE);
                assertThat(heard.events()).extracting(SseEvent::data).containsExactly("done");
                assertThat(heard.restBegan() ? heard.rest() : heard.after()).containsExactly("more");
            }
            assertThat(server.connections()).isLessThan(5);
        }
    }

    /** Told when it has come, and not when the rest has, of whatever kind the connection is. */
    @ParameterizedTest
    @CsvSource({"keep-alive, false", "close, false", "keep-alive, true"})
    void whatComesBehindTheEndIsHeard(String connection, boolean inPieces) throws InterruptedException {
        var ended = new java.util.concurrent.CountDownLatch(1);
        try (RawServer server = new RawServer(peer -> {
                    peer.request();
                    peer.write(STREAM + "Connection: " + connection + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "c\r\ndata: done\n\n\r\n");
                    ended.await(60, TimeUnit.SECONDS);
                    for (String piece :
                            inPieces ? "data: late\n\n".split("(?<=\\G.)") : new String[] {"data: late\n\n"}) {
                        peer.write(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
                    }
                    peer.write("0\r\n\r\n");
                });
                WireBench bench = WireBench.http()) {
            Heard heard = bench.send(
                    WireBench.get(server.uri("/")),
                    Duration.ofSeconds(20),
                    new Heard(event -> true).then(ended::countDown));
            assertThat(heard.ending()).isEqualTo(Ending.COMPLETE);
            assertThat(heard.rest()).containsExactly("late");
        }
    }

    /** What is not UTF-8 there, or endless, is nobody's answer. */
    @Test
    void whatIsWrongBehindTheEndIsPassedOver() {
        String body = "data: done\n\ndata: \u00ff\n\ndata: " + "x".repeat(2 << 20) + "\n\ndata: never\n\n";
        try (RawServer server = RawServer.answering(
                        STREAM + "Content-Length: " + (body.length() + 1) + "\r\n\r\n" + body + "\n");
                WireBench bench = WireBench.http()) {
            Heard heard = bench.send(WireBench.get(server.uri("/")), Duration.ofSeconds(20), new Heard(event -> true));
            assertThat(heard.ending()).isEqualTo(Ending.COMPLETE);
            assertThat(heard.restBegan() ? heard.rest() : heard.after()).noneMatch(text -> text.contains("never"));
        }
    }

    @Test
    void aStreamThatGoesOnAfterEnoughWasSeenIsClosed() throws InterruptedException {
        var closed = new java.util.concurrent.CountDownLatch(1);
        try (RawServer server = new RawServer(peer -> {
                    peer.request();
                    peer.write(STREAM + "\r\ndata: done\n\n");
                    peer.untilClosed();
                    closed.countDown();
                });
                WireBench bench = WireBench.http()) {
            Heard heard = bench.send(WireBench.get(server.uri("/")), Duration.ofSeconds(20), new Heard(event -> true));
            assertThat(heard.ending()).isEqualTo(Ending.COMPLETE);
            assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void usersOfAnEventLoopMayShareConnections() {
        try (RawServer server = RawServer.answering(OK);
                WireBench bench = new WireBench(true, loop -> {
                    HttpConnections shared =
                            new HttpConnections(loop, Duration.ofSeconds(2), AnswerLimits.DEFAULT, Reach.PLAIN);
                    return new Wire() {
                        @Override
                        public void send(Outbound request, Duration timeout, Receiver receiver) {
                            HttpWire user = new HttpWire(shared);
                            user.send(request, timeout, receiver);
                            // leaves when it has its answer, as a user of the open model does
                            ((Heard) receiver).then(user::close);
                        }

                        @Override
                        public void giveUp(Receiver receiver, boolean told) {
                            throw new AssertionError("these users stay");
                        }

                        @Override
                        public void close() {
                            shared.close();
                        }
                    };
                })) {
            for (int i = 0; i < 10; i++) {
                assertThat(bench.exchange(WireBench.get(server.uri("/"))).ending())
                        .isEqualTo(Ending.COMPLETE);
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** A second less than the server says, so that its close and our request do not cross. */
    @ParameterizedTest
    @CsvSource({"timeout=5,4", "'timeout=72, max=1000',71", "max=100,-1", "timeout=1,0", "Timeout=3,2", "timeout=,0"})
    void limitThatTheServerNames(String header, long seconds) {
        long nanos = KeepAlive.idleLimitNanos(new DefaultHttpHeaders().set("Keep-Alive", header));
        assertThat(nanos).isEqualTo(seconds < 0 ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void aConnectionIsNotUsedCloseToTheLimitThatTheServerNames() {
        try (RawServer server =
                        RawServer.answering("HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 2\r\n\r\n{}");
                WireBench bench = WireBench.http()) {
            bench.exchange(WireBench.get(server.uri("/")));
            bench.exchange(WireBench.get(server.uri("/")));
            assertThat(server.connections()).isEqualTo(2);
        }
    }
}
