package io.orchestress.live.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.live.server.LiveServer.Address;
import io.orchestress.testkit.PlainHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveServerTest {
    private static final int MOST_VIEWERS = 16;

    private final AtomicInteger joined = new AtomicInteger();
    private final Broadcast broadcast = new Broadcast(MOST_VIEWERS, joined::incrementAndGet);
    private final AtomicInteger done = new AtomicInteger();
    private LiveServer server;

    @BeforeEach
    void start() throws IOException {
        server = LiveServer.start(
                new Address("127.0.0.1", 0, "", List.of()),
                List.of(
                        Route.get(
                                "/page",
                                request -> Response.Content.of(
                                        "text/plain; charset=utf-8",
                                        ("accepts " + request.header("Accept")).getBytes(StandardCharsets.UTF_8))),
                        Route.get("/broken", request -> {
                            throw new IllegalStateException("of the page");
                        }),
                        Route.get("/events", request -> new Response.Events(broadcast)),
                        Route.post("/do", request -> {
                            done.incrementAndGet();
                            return Response.Content.sentence(202, "Done.");
                        })));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void servesARoute() {
        String answer = PlainHttp.ask(server.port(), "GET", "/page?x=1", "Accept: text/plain");

        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK")
                .contains("content-type: text/plain; charset=utf-8")
                .contains("cache-control: no-store")
                .contains("X-Content-Type-Options: nosniff")
                .endsWith("accepts text/plain");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nothing, 404",
        "GET, /do, 405",
        "POST, /page, 405",
        "DELETE, /do, 405",
        "HEAD, /page, 200",
        "GET, /broken, 500",
        "GET, /../page, 404"
    })
    void answersWhateverIsAskedFor(String method, String path, int status) {
        assertThat(PlainHttp.ask(server.port(), method, path)).startsWith("HTTP/1.1 " + status);
        assertThat(done).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "Host: evil.example, Accept: */*, 421",
        "Host: localhost, Origin: http://evil.example, 403",
        "Host: localhost, Origin: null, 403",
        "Host: localhost, Sec-Fetch-Site: cross-site, 403",
        "Host: localhost, Origin: http://localhost, 202"
    })
    void nothingIsDoneForAnotherSite(String host, String header, int status) {
        assertThat(PlainHttp.ask(server.port(), "POST", "/do", host, header)).startsWith("HTTP/1.1 " + status);
        assertThat(done).hasValue(status == 202 ? 1 : 0);
    }

    @Test
    void aRequestThatIsTooLongIsRefused() {
        assertThat(PlainHttp.ask(server.port(), "GET", "/" + "x".repeat(9_000))).startsWith("HTTP/1.1 400");
        try (PlainHttp http = PlainHttp.to(server.port())) {
            assertThat(http.send("PUT", "/do", "Content-Length: 999999").rest()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void aPortInUseIsSaid() {
        assertThatThrownBy(() -> LiveServer.start(new Address("127.0.0.1", server.port(), "", List.of()), List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen at 127.0.0.1:" + server.port());
    }

    @Test
    void whoComesLateIsShownTheNewestStateAndThenEachNext() {
        broadcast.publish("state", "1");
        broadcast.publish("state", "2");
        try (PlainHttp viewer = PlainHttp.to(server.port()).send("GET", "/events")) {
            String begun = viewer.until("data: 2\n\n");
            assertThat(begun).contains("content-type: text/event-stream").doesNotContain("data: 1");
            assertThat(joined).hasValue(1);
            broadcast.publish("state", "3");
            assertThat(viewer.until("data: 3\n\n")).doesNotContain("missed");
        }
    }

    /** 100 viewers: as many as are allowed watch, the others are told why not, and one who leaves makes room. */
    @Test
    void onlySoManyWatch() {
        broadcast.publish("state", "1");
        List<PlainHttp> viewers = new ArrayList<>();
        int refused = 0;
        try {
            for (int i = 0; i < 100; i++) {
                PlainHttp viewer = PlainHttp.to(server.port()).send("GET", "/events");
                String begun = viewer.until("\r\n\r\n");
                if (begun.startsWith("HTTP/1.1 200")) {
                    viewers.add(viewer);
                } else {
                    assertThat(begun).startsWith("HTTP/1.1 503");
                    viewer.close();
                    refused++;
                }
            }
            assertThat(viewers).hasSize(MOST_VIEWERS);
            assertThat(refused).isEqualTo(100 - MOST_VIEWERS);
            assertThat(broadcast.viewers()).isEqualTo(MOST_VIEWERS);
            viewers.remove(0).close();
            while (broadcast.viewers() == MOST_VIEWERS) {
                Thread.onSpinWait();
            }
            try (PlainHttp next = PlainHttp.to(server.port()).send("GET", "/events")) {
                next.until("data: 1\n\n");
            }
        } finally {
            viewers.forEach(PlainHttp::close);
        }
    }

    /** Nothing waits for him: neither who publishes, nor who reads, nor memory. He is told what he has missed. */
    @Test
    void aViewerWhoNeverReadsHoldsNothing() {
        String large = "x".repeat(100_000);
        try (PlainHttp sleeper = PlainHttp.to(server.port(), 65_536).send("GET", "/events");
                PlainHttp reader = PlainHttp.to(server.port()).send("GET", "/events")) {
            reader.until("\r\n\r\n");
            while (broadcast.viewers() < 2) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < 200; i++) {
                broadcast.publish("state", i + large + i + ".");
                reader.until("x" + i + ".\n\n");
            }
            String late = sleeper.until("x199.\n\n");
            assertThat(late).contains("event: missed\ndata: ");
            assertThat(late.split("event: state", -1))
                    .as("of 200 states of 100 kB")
                    .hasSizeLessThan(150);
        }
    }
}
