package io.orchestress.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.testkit.Ports;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes out, and what comes back when nothing goes wrong. */
class HttpWireTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

    private final WireBench bench = WireBench.http();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void requestAsItGoesOut() {
        try (RawServer server = RawServer.answering(OK)) {
            Heard heard = bench.exchange(new Outbound.Http(
                    "POST",
                    server.uri("/a%20b?q=1"),
                    Map.of("X-A", "b"),
                    "héllo".getBytes(java.nio.charset.StandardCharsets.UTF_8)));

            assertThat(heard.ending()).isEqualTo(Ending.COMPLETE);
            assertThat(heard.status()).isEqualTo(200);
            assertThat(heard.body()).isEqualTo("{}");
            assertThat(heard.headers()).containsEntry("content-type", "application/json");
            assertThat(server.heads().get(0))
                    .startsWith("POST /a%20b?q=1 HTTP/1.1\r\n")
                    .containsIgnoringCase("host: localhost:" + server.port() + "\r\n")
                    .containsIgnoringCase("content-length: 6\r\n")
                    .contains("X-A: b\r\n")
                    .doesNotContainIgnoringCase("accept-encoding");
        }
    }

    @Test
    void oneConnectionForRequestsThatFollowEachOther() {
        try (RawServer server = RawServer.answering(OK)) {
            List<Heard> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                all.add(bench.exchange(WireBench.get(server.uri("/"))));
            }
            assertThat(all).allSatisfy(heard -> assertThat(heard.ending()).isEqualTo(Ending.COMPLETE));
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests()).isEqualTo(100);
        }
    }

    @Test
    void nothingListens() {
        try (Ports.Closed nobody = Ports.closed()) {
            assertThat(bench.exchange(WireBench.get(URI.create(nobody.url()))).ending())
                    .isEqualTo(Ending.CONNECTION);
        }
    }

    @Test
    void timesOut() {
        try (RawServer server = new RawServer(RawServer.Peer::untilClosed)) {
            Heard heard = bench.send(WireBench.get(server.uri("/")), Duration.ofMillis(100), new Heard());
            assertThat(heard.ending()).isEqualTo(Ending.TIMEOUT);
        }
    }

    @Test
    void eventsInChunks() {
        try (RawServer server =
                RawServer.answering("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream;charset=utf-8\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n9\r\ndata: a\n\n\r\n9\r\ndata: b\n\n\r\n0\r\n\r\n")) {
            Heard heard = bench.exchange(WireBench.get(server.uri("/")));
            assertThat(heard.ending()).isEqualTo(Ending.COMPLETE);
            assertThat(heard.events()).extracting(SseEvent::data).containsExactly("a", "b");
            assertThat(heard.body()).isEmpty();
        }
    }
}
