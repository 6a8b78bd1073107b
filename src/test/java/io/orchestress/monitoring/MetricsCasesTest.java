package io.orchestress.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.orchestress.monitoring.prometheus.Expression;
import io.orchestress.transport.http.Http;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page of {@code cases/io/metrics.json}, from a real server, is what the table says of it. */
class MetricsCasesTest {
    private static final Path TABLE = Path.of("src/test/resources/cases/io/metrics.json");
    private static final Pattern NOW = Pattern.compile("\\{now-(\\d+)s}");

    /**
     * A page.
     *
     * @param what is shown by it
     * @param text with {@code {now-10s}} for a time
     * @param metric of which {@code x-a} is made
     * @param value of {@code x-a}; null: it is missing
     * @param unreadable why it is no page; null: it is one
     * @param says what is told, once
     */
    record Page(
            String id,
            String what,
            @Nullable Integer status,
            String type,
            @Nullable Map<String, String> headers,
            @Nullable Boolean gzip,
            String text,
            String metric,
            @Nullable Double value,
            @Nullable String unreadable,
            @Nullable List<String> says) {
        byte[] body() throws IOException {
            String now = NOW.matcher(text)
                    .replaceAll(
                            ago -> Long.toString(Instant.now().toEpochMilli() - 1000 * Long.parseLong(ago.group(1))));
            byte[] plain = now.getBytes(StandardCharsets.UTF_8);
            if (gzip == null) {
                return plain;
            }
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(packed)) {
                out.write(plain);
            }
            return packed.toByteArray();
        }

        @Override
        public String toString() {
            return id + ": " + what;
        }
    }

    static Stream<Page> pages() throws IOException {
        return Stream.of(new ObjectMapper().readValue(TABLE.toFile(), Page[].class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void isWhatTheTableSays(Page page) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] body = page.body();
        int status = page.status() == null ? 200 : page.status();
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", page.type());
            if (page.headers() != null) {
                page.headers().forEach(exchange.getResponseHeaders()::set);
            }
            exchange.sendResponseHeaders(status, status == 204 || body.length == 0 ? -1 : body.length);
            if (status != 204) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        try {
            check(page, URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics"));
        } finally {
            server.stop(0);
        }
    }

    private static void check(Page page, URI url) {
        List<String> told = new CopyOnWriteArrayList<>();
        PrometheusProbe probe = new PrometheusProbe(
                new MetricsEndpoint(
                        url,
                        "the page",
                        "target",
                        Duration.ofSeconds(30),
                        Optional.empty(),
                        Http.direct(),
                        Map.of("x-a", Expression.parse(page.metric()))),
                () -> 0,
                Instant::now,
                told::add);

        if (page.unreadable() != null) {
            assertThatThrownBy(() -> probe.read(0, (name, value) -> {}))
                    .isInstanceOf(UnreadableException.class)
                    .hasMessageContaining(page.unreadable());
            return;
        }
        Map<String, Double> figures = new TreeMap<>();
        probe.read(0, figures::put);
        probe.read(1, figures::put);

        assertThat(figures).isEqualTo(page.value() == null ? Map.of() : Map.of("x-a", page.value()));
        if (page.says() == null) {
            assertThat(told).isEmpty();
        } else {
            assertThat(told).hasSize(1);
            page.says().forEach(words -> assertThat(told.get(0)).contains(words));
        }
    }
}
