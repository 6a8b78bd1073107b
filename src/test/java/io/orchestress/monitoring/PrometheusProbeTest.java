package io.orchestress.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orchestress.monitoring.prometheus.Expression;
import io.orchestress.record.ResourceRow;
import io.orchestress.testkit.MoreTime;
import io.orchestress.testkit.Ports;
import io.orchestress.text.Format;
import io.orchestress.transport.http.Http;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Beside a real HTTP server that behaves in every bad way. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PrometheusProbeTest {
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final long SECOND = 1_000_000_000;
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    /** What the server does. */
    @FunctionalInterface
    private interface Page {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile Page page;
    private long nanos;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.reserved()), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            page.answer(exchange);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private static Page text(String text) {
        return status(200, "text/plain; version=0.0.4", text);
    }

    private static Page status(int status, String type, String text) {
        return exchange -> {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
    }

    private PrometheusProbe probe(Duration timeout, String... metrics) {
        Map<String, Expression> expressions = new TreeMap<>();
        for (int i = 0; i < metrics.length; i += 2) {
            expressions.put(metrics[i], Expression.parse(metrics[i + 1]));
        }
        return new PrometheusProbe(
                new MetricsEndpoint(
                        url(), "the page", "target", timeout, Optional.of("Bearer secret"), Http.direct(), expressions),
                () -> nanos,
                () -> NOW,
                problems::add);
    }

    private static Map<String, Double> read(ResourceProbe probe) {
        Map<String, Double> figures = new TreeMap<>();
        probe.read(0, figures::put);
        return figures;
    }

    private void unreadable(Duration timeout, String why) {
        assertThatThrownBy(() -> read(probe(timeout, "queue-depth", "jobs")))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining(why);
    }

    @Test
    void figuresAreMadeOfSeriesAndCountersThatBeginAnewAreGaps() {
        List<String> sent = new ArrayList<>();
        PrometheusProbe probe = probe(PATIENT, "queue-depth", "jobs", "x-done-per-second", "rate(done)");
        page = exchange -> {
            sent.add(exchange.getRequestHeaders().getFirst("Authorization"));
            text("jobs 7\ndone 100\n").answer(exchange);
        };
        assertThat(read(probe)).isEqualTo(Map.of("queue-depth", 7.0));
        nanos = 2 * SECOND;
        page = text("jobs 9\ndone 140\n");
        assertThat(read(probe)).isEqualTo(Map.of("queue-depth", 9.0, "x-done-per-second", 20.0));
        nanos = 3 * SECOND;
        page = text("jobs NaN\ndone 5\n");
        assertThat(read(probe)).isEmpty();
        nanos = 4 * SECOND;
        page = status(200, "application/openmetrics-text; version=1.0.0", "jobs 1\ndone 6\n# EOF\n");
        assertThat(read(probe)).isEqualTo(Map.of("queue-depth", 1.0, "x-done-per-second", 1.0));
        assertThat(sent).containsExactly("Bearer secret");
        assertThat(problems).containsExactly("the page: jobs is NaN: no readings of queue-depth until this changes.");
    }

    @Test
    void aSeriesThatIsNotThereIsSaidOnce() {
        PrometheusProbe probe = probe(PATIENT, "queue-depth", "jobs", "sessions", "session");
        page = text("jobs 7\n");
        assertThat(read(probe)).containsOnlyKeys("queue-depth");
        read(probe);
        assertThat(problems).singleElement().asString().contains("the page", "sessions");
    }

    @Test
    void malformedCutOffRefusedAndRedirected() {
        page = text("jobs 7\n<html>oops</html>\n");
        unreadable(PATIENT, "line 2 is not a metric");
        page = status(200, "application/openmetrics-text; version=1.0.0", "jobs 7\n");
        unreadable(PATIENT, "cut off");
        page = status(503, "text/plain", "jobs 7\n");
        unreadable(PATIENT, "status 503");
        page = exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(302, -1);
        };
        unreadable(PATIENT, "status 302");
    }

    @Test
    void aHugeAnswerIsNotReadToItsEnd() {
        byte[] line = ("filler{x=\"" + "y".repeat(1000) + "\"} 1\n").getBytes(StandardCharsets.UTF_8);
        page = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (long sent = 0; sent < 1L << 40; sent += line.length) {
                    out.write(line);
                }
            } catch (IOException e) {
                // hung up on, as it should be
            }
        };
        unreadable(PATIENT, "exceeds 4 MiB");
        page = text("# " + "x".repeat(PrometheusProbe.MOST_BYTES - 20) + "\njobs 3\n");
        assertThat(read(probe(PATIENT, "queue-depth", "jobs"))).containsEntry("queue-depth", 3.0);
    }

    /** One that never answers, and one that begins to and never ends: the second is what a time-out of the head alone would miss. */
    @Test
    void aSlowAnswerIsGivenUp() throws Exception {
        page = exchange -> await();
        unreadable(Duration.ofMillis(50), "response within 50 ms");
        page = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("jobs 1\n".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            await();
        };
        MoreTime.than(
                Duration.ofMillis(300),
                limit -> unreadable(limit, "no complete response within " + Format.limit(limit.toMillis(), "ms")));
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void oneThatDisappearsAndComesBackIsAGapThatIsSaidOnce() throws IOException {
        page = text("jobs 7\n");
        List<ResourceRow> rows = new ArrayList<>();
        try (Monitor monitor = new Monitor(
                probe(PATIENT, "queue-depth", "jobs"), Set.of(), () -> nanos, rows::addAll, problems::add)) {
            monitor.firstReading();
            second(monitor, 1);
            int port = server.getAddress().getPort();
            server.stop(0);
            second(monitor, 2);
            second(monitor, 3);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/", exchange -> {
                page.answer(exchange);
                exchange.close();
            });
            server.start();
            second(monitor, 4);
        }
        assertThat(rows)
                .containsExactly(
                        new ResourceRow(1, "the page", "read", 1),
                        new ResourceRow(1, "target", "queue-depth", 7),
                        new ResourceRow(2, "the page", "read", 0),
                        new ResourceRow(3, "the page", "read", 0),
                        new ResourceRow(4, "the page", "read", 1),
                        new ResourceRow(4, "target", "queue-depth", 7));
        assertThat(problems).singleElement().asString().contains("the page", "until this is fixed");
    }

    private void second(Monitor monitor, int at) {
        nanos = at * SECOND;
        monitor.reading();
    }

    /** While one hangs, the watch and another one go on; who comes first gives a figure. */
    @Test
    void oneThatHangsDelaysNobody() throws Exception {
        CountDownLatch five = new CountDownLatch(5);
        RemoteProbe hanging = new Remote("hanging", Set.of("sessions"), (at, sink) -> await());
        RemoteProbe good = new Remote("good", Set.of("queue-depth", "sessions"), (at, sink) -> {
            sink.add("queue-depth", 3);
            sink.add("sessions", 4);
            five.countDown();
        });
        long zero = System.nanoTime();
        try (ResourceWatch watch =
                new ResourceWatch(() -> List.of(hanging, good), () -> System.nanoTime() - zero, System.err::println)) {
            watch.openProbes();
            watch.start();
            assertThat(five.await(60, TimeUnit.SECONDS)).isTrue();
            List<ResourceRow> rows = watch.take();
            assertThat(rows).extracting(ResourceRow::subject).contains("good").doesNotContain("hanging");
            assertThat(rows)
                    .extracting(ResourceRow::name)
                    .contains("queue-depth")
                    .doesNotContain("sessions");
        }
    }

    private record Remote(String place, Set<String> claims, BiConsumer<Long, Sink> reading) implements RemoteProbe {
        @Override
        public String subject() {
            return "target";
        }

        @Override
        public void read(long at, Sink sink) {
            reading.accept(at, sink);
        }
    }
}
