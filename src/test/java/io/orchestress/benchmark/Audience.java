package io.orchestress.benchmark;

import com.sun.net.httpserver.HttpServer;
import io.orchestress.testkit.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Who watches a run: so many viewers of its live page, a Prometheus that scrapes it each second, and a collector that takes what it exports by OTLP. */
final class Audience implements AutoCloseable {
    private static final int VIEWERS = 3;
    private static final String NO_PAGE = "orchestress.live.enabled=false";
    private static final String NO_EXPORT = "orchestress.telemetry.enabled=off";
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final int livePort = Ports.reserved();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final HttpServer collector;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "audience");
        thread.setDaemon(true);
        return thread;
    });
    private final LongAdder seenBytes = new LongAdder();
    private final LongAdder scrapes = new LongAdder();
    private final LongAdder exports = new LongAdder();
    private volatile boolean closed;

    /** Begins to watch whatever will serve at its port. */
    Audience() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        collector.setExecutor(threads);
        collector.createContext("/", exchange -> {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            exports.increment();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        for (int i = 0; i < VIEWERS; i++) {
            threads.execute(() -> again(this::watch));
        }
        threads.execute(() -> again(this::scrape));
    }

    /** Of a run that has it, as far as {@code live}, {@code otlp} and {@code trace} are 1. */
    List<String> properties(Options options) {
        boolean live = options.get("live") == 1;
        boolean otlp = options.get("otlp") == 1;
        return List.of(
                live ? "orchestress.live.port=" + livePort : NO_PAGE,
                otlp
                        ? "orchestress.telemetry.endpoint=http://127.0.0.1:"
                                + collector.getAddress().getPort()
                        : NO_EXPORT,
                "orchestress.tracing.enabled=" + (options.get("trace") == 1));
    }

    /** Of a run that nobody watches. */
    static List<String> nobody() {
        return List.of(NO_PAGE, NO_EXPORT, "orchestress.tracing.enabled=false");
    }

    private interface Step {
        void take() throws IOException, InterruptedException;
    }

    private void again(Step step) {
        while (!closed) {
            try {
                step.take();
            } catch (IOException e) {
                // not there yet, or not any more
            } catch (InterruptedException e) {
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void watch() throws IOException, InterruptedException {
        HttpRequest events = HttpRequest.newBuilder(at("/events")).build();
        try (InputStream in =
                client.send(events, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                seenBytes.add(read);
            }
        }
    }

    private void scrape() throws IOException, InterruptedException {
        HttpRequest metrics = HttpRequest.newBuilder(at("/metrics"))
                .header("Accept", "application/openmetrics-text; version=1.0.0")
                .timeout(Duration.ofSeconds(5))
                .build();
        if (client.send(metrics, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            scrapes.increment();
        }
        TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + livePort + path);
    }

    /** What it saw: a measurement of nothing would be a good one. */
    void assertThatItSaw(Options options) {
        List<String> missing = new ArrayList<>();
        boolean live = options.get("live") == 1;
        if (live && seenBytes.sum() == 0) {
            missing.add("the live page");
        }
        if (live && scrapes.sum() == 0) {
            missing.add("metrics");
        }
        if (options.get("otlp") == 1 && exports.sum() == 0) {
            missing.add("exports");
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("nobody saw " + String.join(", ", missing));
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        collector.stop(0);
    }
}
