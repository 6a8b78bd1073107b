package io.orchestress.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.testkit.MoreTime;
import io.orchestress.transport.reach.Reach;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of an answer is taken, in which form, and what is said of more. */
@Timeout(180)
class HttpWireBoundsTest {
    private static final int MIB = 1 << 20;
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String STREAM = OK + "Content-Type: text/event-stream\r\n\r\n";

    private static Heard exchange(RawServer server, AnswerLimits limits, Heard heard) {
        try (WireBench bench =
                new WireBench(true, loop -> new HttpWire(loop, Duration.ofSeconds(2), limits, Reach.PLAIN))) {
            bench.send(WireBench.get(server.uri("/")), Duration.ofSeconds(20), heard);
            heard.ending();
            return heard;
        }
    }

    private static AnswerLimits limits(int answer, int stream, long memory) {
        return new AnswerLimits(answer, stream, new MemoryBudget(memory));
    }

    private static RawServer sending(String head, String part, int times) {
        byte[] bytes = part.getBytes(ISO_8859_1);
        return new RawServer(peer -> {
            peer.request();
            peer.write(head);
            for (int i = 0; i < times; i++) {
                peer.write(bytes);
            }
        });
    }

    private static String gzip(byte[] text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(ISO_8859_1);
    }

    @Test
    void aCodingThatNobodyAskedForIsUndone() {
        String body = gzip("{\"state\": \"done\"}".getBytes(UTF_8));
        try (RawServer server = RawServer.closingAfter(
                OK + "Content-Encoding: gzip\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)) {
            Heard heard = exchange(server, AnswerLimits.DEFAULT, new Heard());
            assertThat(heard.ending()).isEqualTo(Ending.COMPLETE);
            assertThat(heard.body()).isEqualTo("{\"state\": \"done\"}");
        }
    }

    @Test
    void aBombIsTooLong() {
        String body = gzip(new byte[200 * MIB]);
        assertThat(body.length()).isLessThan(MIB);
        try (RawServer server = RawServer.closingAfter(
                OK + "Content-Encoding: gzip\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)) {
            assertThat(exchange(server, AnswerLimits.DEFAULT, new Heard()).ending())
                    .isEqualTo(Ending.TOO_LONG);
        }
    }

    @Test
    void whatIsAnnouncedAsTooLongIsNotRead() {
        try (RawServer server = new RawServer(peer -> {
            peer.request();
            peer.write(OK + "Content-Length: 67108864\r\n\r\n");
            peer.untilClosed();
        })) {
            Heard heard = exchange(server, limits(MIB, MIB, 64 * MIB), new Heard());
            assertThat(heard.ending()).isEqualTo(Ending.TOO_LONG);
            assertThat(heard.why())
                    .isEqualTo("a body of 67,108,864 bytes exceeds 1 MiB (orchestress.target.longest-answer)");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "body, TOO_LONG, the body exceeds 1 MiB (orchestress.target.longest-answer)",
        "event, TOO_LONG, an event of the stream exceeds 1 MiB (orchestress.target.longest-answer)",
        "stream, TOO_LONG, the stream exceeds 3 MiB (orchestress.target.longest-stream)",
        "kept, TOO_LONG, the stream exceeds 1 MiB (orchestress.target.longest-answer)",
        "memory, INJECTOR, 'responses being read hold 2 MiB, the limit (a quarter of the heap, -Xmx)'"
    })
    void eachLimitIsNamed(String what, Ending ending, String why) {
        String part = switch (what) {
            case "body", "event" -> "x".repeat(100_000);
            default -> "data: " + "x".repeat(1_000) + "\n\n";
        };
        String head = what.equals("body") ? OK + "\r\n" : what.equals("event") ? STREAM + "data: " : STREAM;
        Heard heard = new Heard()
                .keeping(
                        switch (what) {
                            case "kept" -> 5L * MIB;
                            case "memory" -> 3L * MIB;
                            default -> 0;
                        });
        AnswerLimits limits = limits(MIB, 3 * MIB, what.equals("memory") ? 2 * MIB : 64 * MIB);
        try (RawServer server = sending(head, part, 10_000)) {
            exchange(server, limits, heard);
            assertThat(heard.ending()).isEqualTo(ending);
            assertThat(heard.why()).isEqualTo(why);
        }
        assertThat(limits.memory().held()).as("all was given back").isZero();
    }

    @Test
    void bodiesOfAllUsersTogetherHoldNoMoreThanTheBudget() throws Exception {
        MoreTime.than(Duration.ofSeconds(2), limit -> {
            AnswerLimits limits = limits(8 * MIB, 8 * MIB, 4 * MIB);
            try (RawServer server = new RawServer(peer -> {
                        peer.request();
                        peer.write(OK + "Content-Length: 2000000\r\n\r\n");
                        peer.write(new byte[1_900_000]);
                        peer.untilClosed();
                    });
                    WireBench bench = new WireBench(true, loop -> new HttpWire(loop, limit, limits, Reach.PLAIN))) {
                Heard[] all = new Heard[8];
                for (int i = 0; i < all.length; i++) {
                    all[i] = bench.send(WireBench.get(server.uri("/")), limit, new Heard());
                }
                int ours = 0;
                for (Heard heard : all) {
                    ours += heard.ending() == Ending.INJECTOR ? 1 : 0;
                    assertThat(heard.ending()).isIn(Ending.INJECTOR, Ending.TIMEOUT);
                }
                assertThat(ours).isBetween(5, 7);
            }
            assertThat(limits.memory().held()).isZero();
        });
    }

    /** Of names that differ in their letters only the last wins, and a Host is sent as it is given. */
    @Test
    void headersAreThoseOfTheRequestWhateverTheirLetters() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("accept", "text/plain");
        headers.put("user-agent", "mine");
        headers.put("hOsT", "virtual.example");
        headers.put("Accept", "application/json");
        try (RawServer server = RawServer.answering(OK + "Content-Length: 0\r\n\r\n");
                WireBench bench = WireBench.http()) {
            for (int i = 0; i < 5; i++) {
                bench.exchange(new Outbound.Http("GET", server.uri("/"), new LinkedHashMap<>(headers), new byte[0]));
            }
            assertThat(server.heads())
                    .hasSize(5)
                    .allSatisfy(head -> assertThat(head.toLowerCase(java.util.Locale.ROOT))
                            .contains(
                                    "accept: application/json\r\n", "host: virtual.example\r\n", "user-agent: mine\r\n")
                            .doesNotContain("text/plain", "127.0.0.1"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\", connection closed by ADDRESS before the first byte of the response",
                "HTTP/1.1 2, connection closed by ADDRESS within the response headers",
                "\"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc\", connection closed by ADDRESS after 3 of 10 bytes of the body",
                "\"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n\", connection closed by ADDRESS after 2 bytes of the body",
            })
    void whyAnAnswerIsNotWhole(String answer, String why) {
        try (RawServer server = RawServer.closingAfter(answer)) {
            URI uri = server.uri("/");
            assertThat(exchange(server, AnswerLimits.DEFAULT, new Heard()).why())
                    .isEqualTo(why.replace("ADDRESS", "127.0.0.1:" + uri.getPort()));
        }
    }
}
