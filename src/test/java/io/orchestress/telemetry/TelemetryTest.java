package io.orchestress.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Status;
import io.orchestress.engine.RunClock;
import io.orchestress.engine.RunMonitor;
import io.orchestress.engine.breaker.RuleDistance;
import io.orchestress.metrics.Counter;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Measurements;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.TimeSeriesRow;
import io.orchestress.testkit.Certificates;
import io.orchestress.testkit.GrpcCollector;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.OtlpCollector;
import io.orchestress.testkit.OtlpCollector.Manner;
import io.orchestress.testkit.Ports;
import io.orchestress.testkit.Reference;
import io.orchestress.trace.Span;
import io.orchestress.trace.TraceContext;
import io.orchestress.trace.TraceIds;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is told to real collectors on loopback, which read it by the protobuf classes of OpenTelemetry. */
@Timeout(120)
class TelemetryTest {
    private static final RunIdentity RUN = new RunIdentity(
            "smoketest-1", "SmokeTest", "smoke", "quick", "openai", URI.create("http://127.0.0.1:8080/v1?key=s3cret"));

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final RunClock clock = new RunClock(TimeSource.SYSTEM);
    private final TraceIds ids = new TraceIds(1);
    private final Measurements measurements = new Measurements(2);

    private Telemetry open(String endpoint, String... variables) {
        Map<String, String> environment = new HashMap<>(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint));
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        clock.start();
        return Telemetry.open(
                Reference.read(root -> TelemetrySettings.read(root, environment)),
                new Telemetry.Run(
                        RUN,
                        false,
                        clock,
                        phase -> phase == 0 ? "steady" : "after",
                        () -> new RunMonitor.BreakerView(
                                "closed",
                                List.of(
                                        new RuleDistance("errors", OptionalDouble.of(0.1), 0.5, "ratio"),
                                        new RuleDistance("hang", OptionalDouble.empty(), 10, "s"))),
                        words -> words.replace("s3cret", "(redacted)")),
                told::add);
    }

    /** A second as the recorder of a run tells of it. */
    private void second(Telemetry telemetry, double at) {
        measurements.drain(
                phase -> false,
                (phase, request, outcome, interval) -> telemetry.seconds().interval(phase, request, outcome, interval),
                (phase, request, metric, interval) -> telemetry.seconds().metric(phase, request, metric, interval));
        Histogram none = new Histogram(3);
        telemetry.seconds().row(TimeSeriesRow.of(at, "steady", 12, 3, 0, 0, 0, 0, none));
    }

    private Span request(@Nullable TraceContext context, String outcome, boolean own) {
        return new Span(
                Span.Kind.REQUEST,
                context,
                own,
                context == null ? null : context.span(),
                0,
                "complete medium",
                1_000_000,
                3_000_000,
                9_000_000,
                outcome,
                outcome.equals(Span.OK) ? 200 : 503,
                outcome.equals(Span.OK) ? "" : "no key s3cret here",
                "gpt-x",
                7,
                42,
                "");
    }

    private static String resourceOf(OtlpCollector collector, String key) {
        return OtlpCollector.resource(collector.metrics().get(0)).getOrDefault(key, "");
    }

    private static List<ExponentialHistogramDataPoint> times(Metric metric) {
        return metric.getExponentialHistogram().getDataPointsList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/protobuf", "grpc"})
    void aCollectorHasTheCountsExactlyAndPercentilesWithinTheBound(String protocol) {
        try (OtlpCollector http = OtlpCollector.taking();
                GrpcCollector grpc = new GrpcCollector(0)) {
            boolean byGrpc = protocol.equals("grpc");
            OtlpCollector collector = byGrpc ? grpc.taken() : http;
            Telemetry telemetry = open(
                    byGrpc ? grpc.url() : http.url(),
                    "OTEL_EXPORTER_OTLP_PROTOCOL",
                    protocol,
                    "OTEL_EXPORTER_OTLP_COMPRESSION",
                    "gzip",
                    "OTEL_EXPORTER_OTLP_HEADERS",
                    "api-key=abc",
                    "OTEL_RESOURCE_ATTRIBUTES",
                    "team=agents");
            Histogram all = new Histogram(1, Measurements.LONGEST_MICROS, 3);
            SplittableRandom random = new SplittableRandom(7);
            Measurements.Request chat = measurements.request("complete medium");
            for (int second = 1; second <= 3; second++) {
                for (int i = 0; i < 5_000; i++) {
                    long micros = LatencyLaw.logNormal(40_000, 0.8).micros(random);
                    chat.ended(0, FailureClass.OK, micros);
                    chat.metric(0, io.orchestress.metrics.Metric.TTFT, micros / 4);
                    all.recordValue(micros);
                }
                chat.ended(0, FailureClass.http(503), 900);
                second(telemetry, second);
            }
            telemetry
                    .seconds()
                    .tally(new Measurements.TallyKey(0, "complete medium", Counter.TOKENS_OUT, "gpt-x"), 640);
            telemetry.seconds().resource(new ResourceRow(1, "target", "rss", 1_048_576));

            assertThat(telemetry.close(Duration.ofMinutes(1))).isEmpty();
            assertThat(told).isEmpty();
            Map<String, Metric> last = collector.last();
            assertThat(last.keySet())
                    .contains(
                            "orchestress.requests",
                            "orchestress.request.duration",
                            "gen_ai.client.inference.duration",
                            "gen_ai.client.inference.time_to_first_chunk",
                            "gen_ai.server.time_to_first_token",
                            "gen_ai.client.inference.usage.output_tokens",
                            "orchestress.users",
                            "orchestress.requests.in_flight",
                            "orchestress.phase.active",
                            "orchestress.breaker.state",
                            "orchestress.breaker.limit_use",
                            "orchestress.target.rss");
            Metric requests = last.get("orchestress.requests");
            assertThat(requests.getSum().getIsMonotonic()).isTrue();
            assertThat(requests.getSum().getAggregationTemporality())
                    .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
            List<io.opentelemetry.proto.metrics.v1.NumberDataPoint> counts =
                    requests.getSum().getDataPointsList();
            assertThat(OtlpCollector.number(counts, "orchestress.outcome", "ok", "orchestress.phase", "steady")
                            .getAsInt())
                    .isEqualTo(15_000);
            assertThat(OtlpCollector.number(counts, "orchestress.outcome", "http-503")
                            .getAsInt())
                    .isEqualTo(3);

            ExponentialHistogramDataPoint ok = times(last.get("gen_ai.client.inference.duration")).stream()
                    .filter(point ->
                            !OtlpCollector.attributes(point.getAttributesList()).containsKey("error.type"))
                    .findFirst()
                    .orElseThrow();
            assertThat(OtlpCollector.attributes(ok.getAttributesList()))
                    .containsEntry("gen_ai.operation.name", "chat")
                    .containsEntry("gen_ai.provider.name", "openai")
                    .containsEntry("orchestress.request", "complete medium");
            assertThat(ok.getCount()).isEqualTo(15_000);
            double bound = (1 + ExponentialHistogram.relativeError(ok.getScale())) * (1 + 1.0 / 2048) - 1;
            for (double percentile : new double[] {50, 90, 99, 99.9}) {
                double record = all.getValueAtPercentile(percentile) / 1e6;
                assertThat(record / OtlpCollector.percentile(List.of(ok), percentile))
                        .isCloseTo(1, within(bound));
            }
            assertThat(OtlpCollector.number(
                                    last.get("gen_ai.client.inference.usage.output_tokens")
                                            .getSum()
                                            .getDataPointsList(),
                                    "gen_ai.response.model",
                                    "gpt-x")
                            .getAsInt())
                    .isEqualTo(640);
            assertThat(last.get("orchestress.users").getGauge().getDataPoints(0).getAsDouble())
                    .isEqualTo(12);
            assertThat(last.get("orchestress.breaker.limit_use").getGauge().getDataPointsList())
                    .singleElement()
                    .satisfies(point -> {
                        assertThat(point.getAsDouble()).isEqualTo(0.2);
                        assertThat(OtlpCollector.attributes(point.getAttributesList()))
                                .isEqualTo(Map.of("orchestress.rule", "errors"));
                    });
            assertThat(last.get("orchestress.target.rss").getUnit()).isEqualTo("By");
            assertThat(resourceOf(collector, "service.name")).isEqualTo("orchestress");
            assertThat(resourceOf(collector, "team")).isEqualTo("agents");
            assertThat(resourceOf(collector, "orchestress.run.id")).isEqualTo("smoketest-1");
            assertThat(resourceOf(collector, "orchestress.target")).isEqualTo("http://127.0.0.1:8080/v1");
            assertThat(resourceOf(collector, "server.port")).isEqualTo("8080");
            assertThat(collector.metrics().get(0).toString()).doesNotContain("s3cret");
            if (byGrpc) {
                assertThat(grpc.headers().get(0).get("api-key")).hasToString("abc");
            } else {
                assertThat(http.paths()).contains("/v1/metrics");
                assertThat(http.headers().get(0)).containsEntry("Api-key", List.of("abc"));
            }
        }
    }

    @Test
    void deltasAddUpToTheWhole() {
        try (OtlpCollector collector = OtlpCollector.taking()) {
            Telemetry telemetry = open(
                    collector.url(),
                    "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
                    "delta",
                    "OTEL_METRIC_EXPORT_INTERVAL",
                    "100");
            Measurements.Request chat = measurements.request("complete medium");
            for (int second = 1; second <= 4; second++) {
                for (int i = 0; i < 250; i++) {
                    chat.ended(0, FailureClass.OK, 1_000 * second);
                }
                second(telemetry, second);
                while (collector.all("orchestress.requests").size() < second) {
                    Thread.onSpinWait();
                }
            }
            assertThat(telemetry.close(Duration.ofMinutes(1))).isEmpty();

            List<Metric> counts = collector.all("orchestress.requests");
            assertThat(counts)
                    .allSatisfy(metric -> assertThat(metric.getSum().getAggregationTemporality())
                            .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA));
            assertThat(counts.stream()
                            .mapToLong(
                                    metric -> metric.getSum().getDataPoints(0).getAsInt()))
                    .containsExactly(250L, 250L, 250L, 250L);
            List<ExponentialHistogramDataPoint> points = collector.all("orchestress.request.duration").stream()
                    .flatMap(metric -> times(metric).stream())
                    .toList();
            assertThat(OtlpCollector.percentile(points, 100)).isCloseTo(0.004, within(0.00002));
            assertThat(OtlpCollector.percentile(points, 25)).isCloseTo(0.001, within(0.00001));
            for (int i = 1; i < points.size(); i++) {
                assertThat(points.get(i).getStartTimeUnixNano())
                        .isGreaterThanOrEqualTo(points.get(i - 1).getTimeUnixNano());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/protobuf", "grpc"})
    void spansBearTheIdsThatWentOverTheWire(String protocol) {
        try (OtlpCollector http = OtlpCollector.taking();
                GrpcCollector grpc = new GrpcCollector(0)) {
            boolean byGrpc = protocol.equals("grpc");
            Telemetry telemetry = open(byGrpc ? grpc.url() : http.url(), "OTEL_EXPORTER_OTLP_PROTOCOL", protocol);
            TraceContext task = ids.begin();
            TraceContext call = ids.within(task);
            telemetry.spans().ended(request(call, Span.OK, true));
            telemetry.spans().ended(request(ids.within(task), "http-503", true));
            telemetry.spans().ended(request(ids.begin(), Span.OK, false)); // the user's own
            telemetry.spans().ended(request(new TraceIds(0).begin(), Span.OK, true)); // not sampled
            telemetry.spans().ended(request(null, Span.OK, false));
            assertThat(telemetry.close(Duration.ofMinutes(1))).isEmpty();

            List<io.opentelemetry.proto.trace.v1.Span> spans = (byGrpc ? grpc.taken() : http).spans();
            assertThat(spans).hasSize(2);
            io.opentelemetry.proto.trace.v1.Span ok = spans.get(0);
            assertThat(hex(ok.getTraceId().toByteArray()))
                    .isEqualTo(task.trace().toString());
            assertThat(hex(ok.getSpanId().toByteArray())).isEqualTo(call.span().toString());
            assertThat(ok.getName()).isEqualTo("chat gpt-x");
            assertThat(ok.getKind()).isEqualTo(io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT);
            assertThat(ok.getEndTimeUnixNano() - ok.getStartTimeUnixNano()).isEqualTo(8_000_000);
            assertThat(OtlpCollector.attributes(ok.getAttributesList()))
                    .containsEntry("gen_ai.operation.name", "chat")
                    .containsEntry("gen_ai.response.model", "gpt-x")
                    .containsEntry("gen_ai.usage.input_tokens", "7")
                    .containsEntry("gen_ai.usage.output_tokens", "42")
                    .containsEntry("gen_ai.response.time_to_first_chunk", "0.002")
                    .containsEntry("http.response.status_code", "200")
                    .containsEntry("orchestress.phase", "steady")
                    .doesNotContainKey("error.type");
            io.opentelemetry.proto.trace.v1.Span failed = spans.get(1);
            assertThat(failed.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
            assertThat(failed.getStatus().getMessage()).isEqualTo("no key (redacted) here");
            assertThat(OtlpCollector.attributes(failed.getAttributesList())).containsEntry("error.type", "http-503");
        }
    }

    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (byte b : bytes) {
            hex.append(String.format("%02x", b));
        }
        return hex.toString();
    }

    @Test
    void theCertificateOfACollectorIsTrustedByItsFile(@TempDir Path folder) throws Exception {
        Certificates.Issued authority = Certificates.authority("Collectors");
        Certificates.Issued server = Certificates.signedBy(authority, "localhost");
        Path trusted = Files.writeString(folder.resolve("ca.pem"), authority.pem());
        try (GrpcCollector collector = new GrpcCollector(0, server)) {
            Telemetry telemetry = open(
                    collector.url(),
                    "OTEL_EXPORTER_OTLP_PROTOCOL",
                    "grpc",
                    "OTEL_EXPORTER_OTLP_CERTIFICATE",
                    trusted.toString());
            measurements.request("complete medium").ended(0, FailureClass.OK, 5);
            second(telemetry, 1);

            assertThat(telemetry.close(Duration.ofMinutes(1))).isEmpty();
            assertThat(collector.taken().metrics()).hasSize(1);
        }
        try (GrpcCollector stranger = new GrpcCollector(0, server)) {
            Telemetry telemetry = open(stranger.url(), "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
            second(telemetry, 2);

            assertThat(telemetry.close(Duration.ofMinutes(1)))
                    .singleElement()
                    .asString()
                    .contains("exports of metrics")
                    .contains("unable to find valid certification path");
            assertThat(stranger.taken().metrics()).isEmpty();
        }
    }

    /** What a collector can do, and what is said of it. */
    static Stream<Map.Entry<Manner, String>> failures() {
        return Stream.of(
                Map.entry(new Manner.Answers(500), "HTTP 500"),
                Map.entry(new Manner.Answers(401), "HTTP 401"),
                Map.entry(new Manner.Answers(503), "HTTP 503"),
                Map.entry(new Manner.Hangs(), "request timed out"),
                Map.entry(
                        new Manner.Says(new byte[] {10, 7, 8, 3, 18, 3, 'o', 'l', 'd'}),
                        "it rejected 3 of an export: old"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aCollectorThatFailsIsToldOnceAndCounted(Map.Entry<Manner, String> failure) {
        try (OtlpCollector collector = new OtlpCollector(failure.getKey())) {
            Telemetry telemetry =
                    open(collector.url(), "OTEL_EXPORTER_OTLP_TIMEOUT", "300", "OTEL_METRIC_EXPORT_INTERVAL", "100");
            for (int second = 1; second <= 3; second++) {
                second(telemetry, second);
            }
            telemetry.spans().ended(request(ids.begin(), Span.OK, true));
            while (collector.requests() < 4) {
                Thread.onSpinWait();
            }
            List<String> said = telemetry.close(Duration.ofMinutes(1));

            assertThat(told)
                    .hasSize(2)
                    .allSatisfy(sentence -> assertThat(sentence)
                            .startsWith("OpenTelemetry: ")
                            .contains(" do not reach " + collector.url() + "/v1/", failure.getValue())
                            .endsWith(". The run goes on without."));
            assertThat(said).hasSize(2);
            assertThat(said.get(0)).contains(" exports of metrics to ", failure.getValue());
            assertThat(said.get(1)).contains(" exports of spans to ", failure.getValue());
        }
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (OtlpCollector elsewhere = OtlpCollector.taking()) {
            for (int status : new int[] {301, 302, 307, 308}) {
                told.clear();
                try (OtlpCollector collector =
                        new OtlpCollector(new Manner.Redirects(status, elsewhere.url() + "/v1/metrics"))) {
                    Telemetry telemetry = open(collector.url(), "OTEL_EXPORTER_OTLP_HEADERS", "api-key=abc");
                    second(telemetry, 1);
                    telemetry.close(Duration.ofMinutes(1));

                    assertThat(told)
                            .singleElement()
                            .asString()
                            .contains("HTTP " + status + ", a redirect, which is not followed");
                }
            }
            assertThat(elsewhere.requests()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/protobuf", "grpc"})
    void aCollectorThatRefusesConnections(String protocol) {
        try (Ports.Closed nobody = Ports.closed()) {
            Telemetry telemetry = open(nobody.url(), "OTEL_EXPORTER_OTLP_PROTOCOL", protocol);
            second(telemetry, 1);
            telemetry.spans().ended(request(ids.begin(), Span.OK, true));
            List<String> said = telemetry.close(Duration.ofMinutes(1));

            assertThat(told)
                    .hasSize(2)
                    .allSatisfy(sentence -> assertThat(sentence).contains(" do not reach ", "onnect"));
            assertThat(said).hasSize(2);
            assertThat(said.get(1)).contains("1 of 1 spans were lost");
        }
    }

    @Test
    void aCollectorOfGrpcThatAnswersWithAStatus() {
        try (GrpcCollector collector = new GrpcCollector(7)) {
            Telemetry telemetry = open(collector.url(), "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
            second(telemetry, 1);
            telemetry.close(Duration.ofMinutes(1));

            assertThat(told).singleElement().asString().contains("gRPC status PERMISSION_DENIED: not today");
        }
    }

    @Test
    void aCollectorOfGrpcThatIsAwayForAMomentIsAskedAgain() {
        try (GrpcCollector collector = new GrpcCollector(14)) {
            Telemetry telemetry =
                    open(collector.url(), "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "OTEL_METRIC_EXPORT_INTERVAL", "100");
            second(telemetry, 1);
            while (collector.headers().isEmpty()) {
                Thread.onSpinWait();
            }
            collector.answers(0);

            assertThat(telemetry.close(Duration.ofMinutes(1))).isEmpty();
            assertThat(told).isEmpty();
        }
    }

    /** One that speaks only HTTP/1.1 is no collector of gRPC, and one of gRPC no collector of HTTP. */
    @Test
    void theWrongProtocolIsAFailureAndNoHang() {
        try (OtlpCollector http = OtlpCollector.taking();
                GrpcCollector grpc = new GrpcCollector(0)) {
            Telemetry asGrpc = open(http.url(), "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
            second(asGrpc, 1);
            assertThat(asGrpc.close(Duration.ofMinutes(1))).hasSize(1);
            Telemetry asHttp = open(grpc.url(), "OTEL_EXPORTER_OTLP_TIMEOUT", "2000");
            second(asHttp, 1);
            assertThat(asHttp.close(Duration.ofMinutes(1))).hasSize(1);
        }
    }

    /** The end of a run waits no longer than it is told, whatever the timeout of an export. */
    @ParameterizedTest
    @ValueSource(strings = {"http/protobuf", "grpc"})
    void theEndDoesNotWaitForACollectorThatHangs(String protocol) {
        try (OtlpCollector http = new OtlpCollector(new Manner.Hangs());
                GrpcCollector grpc = new GrpcCollector(GrpcCollector.HANGS)) {
            Telemetry telemetry = open(
                    protocol.equals("grpc") ? grpc.url() : http.url(),
                    "OTEL_EXPORTER_OTLP_PROTOCOL",
                    protocol,
                    "OTEL_EXPORTER_OTLP_TIMEOUT",
                    "600000");
            second(telemetry, 1);
            telemetry.spans().ended(request(ids.begin(), Span.OK, true));
            List<String> said = telemetry.close(Duration.ofMillis(300));

            assertThat(said)
                    .hasSize(2)
                    .allSatisfy(sentence ->
                            assertThat(sentence).contains("no response within 300 ms of the end of the load"));
            assertThat(said.get(1)).contains("1 of 1 spans were lost");
        }
    }

    /** Whoever tells it of spans does not wait for a collector: what does not fit is lost, and counted. */
    @Test
    void spansThatDoNotFitAreLostAndCounted() {
        try (OtlpCollector collector = new OtlpCollector(new Manner.Hangs())) {
            Telemetry telemetry = open(
                    collector.url(),
                    "OTEL_EXPORTER_OTLP_TIMEOUT",
                    "600000",
                    "OTEL_METRICS_EXPORTER",
                    "none",
                    "OTEL_BSP_MAX_QUEUE_SIZE",
                    "10",
                    "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
                    "5");
            for (int i = 0; i < 1_000; i++) {
                telemetry.spans().ended(request(ids.begin(), Span.OK, true));
            }

            assertThat(telemetry.close(Duration.ofMillis(200)))
                    .singleElement()
                    .asString()
                    .contains("1000 of 1000 spans were lost");
        }
    }

    /** A slow one gets what there is, an export at a time. */
    @Test
    void aSlowCollectorGetsItLater() {
        try (OtlpCollector collector = new OtlpCollector(new Manner.IsSlow(300))) {
            Telemetry telemetry = open(collector.url(), "OTEL_METRIC_EXPORT_INTERVAL", "100");
            for (int second = 1; second <= 20; second++) {
                measurements.request("complete medium").ended(0, FailureClass.OK, 5);
                second(telemetry, second);
            }
            assertThat(telemetry.close(Duration.ofMinutes(1))).isEmpty();

            assertThat(collector
                            .last()
                            .get("orchestress.requests")
                            .getSum()
                            .getDataPoints(0)
                            .getAsInt())
                    .isEqualTo(20);
        }
    }

    /** A target may invent names without end: what comes after 2,000 series is one series. */
    @Test
    void seriesAreBounded() {
        try (OtlpCollector collector = OtlpCollector.taking()) {
            Telemetry telemetry = open(collector.url());
            for (int i = 0; i < 5_000; i++) {
                telemetry
                        .seconds()
                        .tally(new Measurements.TallyKey(0, "complete medium", Counter.MODEL_CALLS, "model-" + i), 1);
            }
            second(telemetry, 1);
            assertThat(telemetry.close(Duration.ofMinutes(1))).isEmpty();

            List<io.opentelemetry.proto.metrics.v1.NumberDataPoint> points =
                    collector.last().get("orchestress.model_calls").getSum().getDataPointsList();
            assertThat(points).hasSize(RunFigures.MOST_SERIES);
            assertThat(points.stream().mapToLong(point -> point.getAsInt()).sum())
                    .isEqualTo(5_000);
            assertThat(OtlpCollector.number(points, "otel.metric.overflow", "true")
                            .getAsInt())
                    .isEqualTo(5_000 - RunFigures.MOST_SERIES + 1);
        }
    }

    /** Where nobody asked for it, no class of the SDK is loaded, and nothing is started: here there is none to be found. */
    @Test
    void offCostsNothing() throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            if (!entry.contains("/io/opentelemetry/")) {
                classPath.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader without =
                new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> probe = without.loadClass(WithoutTelemetry.class.getName());
            Object telemetry = probe.getMethod("open").invoke(null);

            assertThat(telemetry.getClass().getName()).isEqualTo(Telemetry.class.getName());
            assertThat(telemetry.getClass().getClassLoader()).isSameAs(without);
        }
    }
}
