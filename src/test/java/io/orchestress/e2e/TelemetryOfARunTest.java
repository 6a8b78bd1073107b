package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunMessages;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.OtlpCollector;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import load.SmokeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real runs that tell a collector what they measure. */
class TelemetryOfARunTest {
    @TempDir
    Path folder;

    /** A model that fails each tenth call, and notes which span each call belongs to. */
    private static final class Model implements AutoCloseable {
        private static final byte[] ANSWER = """
                {"id":"c1","object":"chat.completion","model":"small","choices":[{"index":0,"finish_reason":"stop",
                "message":{"role":"assistant","content":"done"}}],
                "usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}}""".getBytes(StandardCharsets.UTF_8);

        private final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        private final AtomicInteger calls = new AtomicInteger();
        private final Set<String> spans = new ConcurrentSkipListSet<>();

        Model() throws IOException {
            server.setExecutor(Executors.newFixedThreadPool(8, work -> {
                Thread thread = new Thread(work);
                thread.setDaemon(true);
                return thread;
            }));
            server.createContext("/", this::answer);
            server.start();
        }

        private void answer(HttpExchange exchange) throws IOException {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                String parent = exchange.getRequestHeaders().getFirst("traceparent");
                if (parent != null) {
                    spans.add(parent.substring(3, 52)); // trace id and span id
                }
                boolean fails = parent != null && calls.incrementAndGet() % 10 == 0;
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(fails ? 503 : 200, ANSWER.length);
                exchange.getResponseBody().write(ANSWER);
            }
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private GatlingRun run(Model model, Map<String, String> environment) {
        Process process = GatlingRun.start(
                SmokeTest.class,
                folder,
                environment,
                Runs.steady(
                        5,
                        4,
                        50,
                        "target=" + model.url(),
                        "protocol=openai",
                        "orchestress.protocols.openai.stream=false",
                        "orchestress.breaker.enabled=false"));
        return GatlingRun.end(process, folder, GatlingRun.LONGEST);
    }

    @Test
    void theCollectorHasWhatTheRecordHasAndTheSpansThatTheTargetSaw() throws IOException {
        try (OtlpCollector collector = OtlpCollector.taking();
                Model model = new Model()) {
            GatlingRun run = run(
                    model,
                    Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(), "OTEL_METRIC_EXPORT_INTERVAL", "1000"));
            RunRecord record = Runs.record(run);

            assertThat(collector.metrics()).as(run.output()).hasSizeGreaterThan(2);
            Map<String, Metric> last = collector.last();
            int compared = 0;
            for (PhaseResult phase : Runs.phases(record).toList()) {
                for (RequestResult request : phase.requests()) {
                    assertThat(counts(last.get("orchestress.requests"), phase.name(), request.name()))
                            .as(phase.name() + ", " + request.name())
                            .isEqualTo(request.count());
                    assertThat(count(last.get("orchestress.requests"), phase.name(), request.name(), "http-503"))
                            .isEqualTo(request.failed());
                    List<ExponentialHistogramDataPoint> times =
                            times(last.get("gen_ai.client.inference.duration"), phase.name(), request.name());
                    assertThat(times.stream()
                                    .mapToLong(ExponentialHistogramDataPoint::getCount)
                                    .sum())
                            .isEqualTo(request.count());
                    double bound = times.stream()
                            .mapToDouble(point -> relativeError(point.getScale()))
                            .max()
                            .orElseThrow();
                    double p99 = Objects.requireNonNull(request.latencyMicros()).p99() / 1e6;
                    assertThat(p99 / OtlpCollector.percentile(times, 99))
                            .as("p99 of " + request.name())
                            .isCloseTo(1, within(bound));
                    compared++;
                }
            }
            assertThat(compared).isPositive();
            assertThat(OtlpCollector.resource(collector.metrics().get(0)))
                    .containsEntry(
                            "orchestress.run.id", String.valueOf(run.record().getFileName()))
                    .containsEntry("orchestress.simulation", "SmokeTest");

            Set<String> exported = collector.spans().stream()
                    .filter(span -> span.getName().startsWith("chat"))
                    .map(span -> hex(span.getTraceId().toByteArray()) + "-"
                            + hex(span.getSpanId().toByteArray()))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(exported).as(run.output()).hasSizeGreaterThan(50).isEqualTo(model.spans);
            Set<String> tasks = collector.spans().stream()
                    .filter(span -> span.getName().startsWith("invoke_agent"))
                    .map(Span::getSpanId)
                    .map(id -> hex(id.toByteArray()))
                    .collect(Collectors.toSet());
            assertThat(collector.spans().stream()
                            .filter(span -> span.getName().startsWith("chat"))
                            .map(span -> hex(span.getParentSpanId().toByteArray())))
                    .as("each call is a part of a task")
                    .allMatch(tasks::contains);
            assertThat(run.output()).doesNotContain("OpenTelemetry:");
        }
    }

    @Test
    void aCollectorThatHangsChangesNeitherRunNorVerdict() throws IOException {
        try (OtlpCollector collector = new OtlpCollector(new OtlpCollector.Manner.Hangs());
                Model model = new Model()) {
            GatlingRun run = run(
                    model,
                    Map.of(
                            "OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(),
                            "OTEL_METRIC_EXPORT_INTERVAL", "500",
                            "OTEL_EXPORTER_OTLP_TIMEOUT", "1000"));
            RunRecord record = Runs.record(run);
            Verdict verdict = Objects.requireNonNull(record.verdict());

            assertThat(run.exitStatus()).as(run.output()).isEqualTo(1); // one call in ten fails
            assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.FAIL);
            assertThat(Runs.phases(record)
                            .flatMap(phase -> phase.requests().stream())
                            .mapToLong(RequestResult::count)
                            .sum())
                    .isEqualTo(model.calls.get());
            assertThat(run.output().split("OpenTelemetry: metrics do not reach " + collector.url(), -1))
                    .hasSize(2);
            RunMessages said = Objects.requireNonNull(record.said());
            assertThat(said.unread())
                    .anyMatch(sentence -> sentence.contains(" exports of metrics to " + collector.url()))
                    .anyMatch(sentence -> sentence.contains(" spans were lost"));
        }
    }

    @Test
    void aWrongVariableEndsItBeforeAnyRequest() throws IOException {
        try (Model model = new Model()) {
            GatlingRun run = run(
                    model, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", model.url(), "OTEL_EXPORTER_OTLP_PROTOCOL", "pigeon"));

            assertThat(run.exitStatus()).as(run.output()).isEqualTo(2);
            assertThat(run.output())
                    .contains(
                            "the environment: OTEL_EXPORTER_OTLP_PROTOCOL = pigeon: expected one of http/protobuf, grpc");
            assertThat(model.calls.get()).isZero();
        }
    }

    private static double relativeError(int scale) {
        double base = Math.pow(2, Math.pow(2, -scale));
        return (1 + (base - 1) / (base + 1)) * (1 + 1.0 / 2048) - 1;
    }

    private static long counts(Metric metric, String phase, String request) {
        return metric.getSum().getDataPointsList().stream()
                .filter(point -> isOf(OtlpCollector.attributes(point.getAttributesList()), phase, request))
                .mapToLong(NumberDataPoint::getAsInt)
                .sum();
    }

    private static long count(Metric metric, String phase, String request, String outcome) {
        return metric.getSum().getDataPointsList().stream()
                .filter(point -> isOf(OtlpCollector.attributes(point.getAttributesList()), phase, request))
                .filter(point -> OtlpCollector.attributes(point.getAttributesList())
                        .get("orchestress.outcome")
                        .equals(outcome))
                .mapToLong(NumberDataPoint::getAsInt)
                .sum();
    }

    private static List<ExponentialHistogramDataPoint> times(Metric metric, String phase, String request) {
        return metric.getExponentialHistogram().getDataPointsList().stream()
                .filter(point -> isOf(OtlpCollector.attributes(point.getAttributesList()), phase, request))
                .toList();
    }

    private static boolean isOf(Map<String, String> attributes, String phase, String request) {
        return attributes.get("orchestress.phase").equals(phase)
                && attributes.get("orchestress.request").equals(request);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
