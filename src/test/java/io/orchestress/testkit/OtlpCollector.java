package io.orchestress.testkit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A collector on loopback that reads what comes by the protobuf classes of OpenTelemetry, and answers as it is told. */
public final class OtlpCollector implements AutoCloseable {
    /** How it answers. */
    public sealed interface Manner {
        /** As OTLP wants it. */
        record Takes() implements Manner {}

        /** With a status, and a body that is no protobuf. */
        record Answers(int status) implements Manner {}

        /** Not at all. */
        record Hangs() implements Manner {}

        /** After a while. */
        record IsSlow(long millis) implements Manner {}

        /** With the address of another one. */
        record Redirects(int status, String to) implements Manner {}

        /** With a body of protobuf. */
        record Says(byte[] body) implements Manner {
            public Says {
                body = body.clone();
            }
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<ExportMetricsServiceRequest> metrics = new CopyOnWriteArrayList<>();
    private final List<ExportTraceServiceRequest> traces = new CopyOnWriteArrayList<>();
    private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private volatile Manner manner;

    public OtlpCollector(Manner manner) {
        this.manner = manner;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** One that takes all. */
    public static OtlpCollector taking() {
        return new OtlpCollector(new Manner.Takes());
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void becomes(Manner next) {
        manner = next;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
            }
            headers.add(Map.copyOf(exchange.getRequestHeaders()));
            paths.add(exchange.getRequestURI().getPath());
            Manner now = manner;
            if (now instanceof Manner.Takes || now instanceof Manner.IsSlow || now instanceof Manner.Says) {
                take(exchange.getRequestURI().getPath(), body);
            }
            answer(exchange, now);
        }
    }

    /** Also of a body that came by gRPC. */
    void take(String path, byte[] body) throws InvalidProtocolBufferException {
        if (path.contains("metrics") || path.contains("Metrics")) {
            metrics.add(ExportMetricsServiceRequest.parseFrom(body));
        } else {
            traces.add(ExportTraceServiceRequest.parseFrom(body));
        }
    }

    private void answer(HttpExchange exchange, Manner now) throws IOException {
        if (now instanceof Manner.Hangs) {
            await(Long.MAX_VALUE);
        } else if (now instanceof Manner.IsSlow slow) {
            await(slow.millis());
            respond(exchange, 200, new byte[0]);
        } else if (now instanceof Manner.Answers answer) {
            respond(exchange, answer.status(), "no".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } else if (now instanceof Manner.Redirects redirect) {
            exchange.getResponseHeaders().set("Location", redirect.to());
            respond(exchange, redirect.status(), new byte[0]);
        } else if (now instanceof Manner.Says says) {
            respond(exchange, 200, says.body());
        } else {
            respond(exchange, 200, new byte[0]);
        }
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private void await(long millis) {
        try {
            closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Requests, whatever they held. */
    public int requests() {
        return paths.size();
    }

    public List<String> paths() {
        return paths;
    }

    public List<Map<String, List<String>>> headers() {
        return headers;
    }

    /** Exports of metrics, in their order. */
    public List<ExportMetricsServiceRequest> metrics() {
        return metrics;
    }

    /** The metrics of one export. */
    public static Map<String, Metric> byName(ExportMetricsServiceRequest request) {
        Map<String, Metric> byName = new TreeMap<>();
        request.getResourceMetricsList()
                .forEach(of -> of.getScopeMetricsList()
                        .forEach(scope ->
                                scope.getMetricsList().forEach(metric -> byName.put(metric.getName(), metric))));
        return byName;
    }

    /** Metrics of the last export that held any. */
    public Map<String, Metric> last() {
        return byName(metrics.get(metrics.size() - 1));
    }

    /** Every metric of that name, of all exports in their order. */
    public List<Metric> all(String name) {
        return metrics.stream()
                .map(OtlpCollector::byName)
                .flatMap(names -> Stream.ofNullable(names.get(name)))
                .toList();
    }

    public List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        traces.forEach(request -> request.getResourceSpansList()
                .forEach(of -> of.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()))));
        return spans;
    }

    /** Attributes of the resource of an export of metrics. */
    public static Map<String, String> resource(ExportMetricsServiceRequest request) {
        return attributes(request.getResourceMetrics(0).getResource().getAttributesList());
    }

    public static Map<String, String> attributes(List<KeyValue> pairs) {
        Map<String, String> attributes = new TreeMap<>();
        for (KeyValue pair : pairs) {
            attributes.put(
                    pair.getKey(),
                    switch (pair.getValue().getValueCase()) {
                        case INT_VALUE -> Long.toString(pair.getValue().getIntValue());
                        case DOUBLE_VALUE -> Double.toString(pair.getValue().getDoubleValue());
                        default -> pair.getValue().getStringValue();
                    });
        }
        return attributes;
    }

    /** The point that has all of these attributes, key and value in turn; others it may have, too. */
    public static NumberDataPoint number(List<NumberDataPoint> points, String... attributes) {
        return points.stream()
                .filter(point -> attributes(point.getAttributesList())
                        .entrySet()
                        .containsAll(pairs(attributes).entrySet()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(pairs(attributes) + " is not among " + points));
    }

    private static Map<String, String> pairs(String... attributes) {
        Map<String, String> pairs = new TreeMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            pairs.put(attributes[i], attributes[i + 1]);
        }
        return pairs;
    }

    /**
     * A percentile of such a histogram as whoever reads it estimates it: the middle of the bucket in which the sample of that rank is, of the rank that
     * HdrHistogram gives to that percentile, in seconds.
     */
    public static double percentile(List<ExponentialHistogramDataPoint> points, double percentile) {
        Map<Double, Long> byMiddle = new TreeMap<>();
        long total = 0;
        for (ExponentialHistogramDataPoint point : points) {
            double base = Math.pow(2, Math.pow(2, -point.getScale()));
            total += point.getCount();
            for (int i = 0; i < point.getPositive().getBucketCountsCount(); i++) {
                double lower = Math.pow(base, point.getPositive().getOffset() + i);
                long count = point.getPositive().getBucketCounts(i);
                byMiddle.merge((lower + lower * base) / 2, count, Long::sum);
            }
        }
        long rank = Math.max(1, (long) Math.ceil(total * percentile / 100));
        long seen = 0;
        for (Map.Entry<Double, Long> bucket : byMiddle.entrySet()) {
            seen += bucket.getValue();
            if (seen >= rank) {
                return bucket.getKey();
            }
        }
        throw new AssertionError("no sample of rank " + rank + " of " + total);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
