package io.orchestress.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.config.InvalidConfigException;
import io.orchestress.testkit.Certificates;
import io.orchestress.testkit.Reference;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The variables of OpenTelemetry and our own keys. */
class TelemetrySettingsTest {
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

    @TempDir
    Path folder;

    private static TelemetrySettings read(Map<String, String> environment, String... keysAndValues) {
        return Reference.read(root -> TelemetrySettings.read(root, environment), keysAndValues);
    }

    private static OtlpSettings otlp(Map<String, String> environment, String... keysAndValues) {
        return read(environment, keysAndValues).otlp().orElseThrow();
    }

    private static Map<String, String> with(String... variables) {
        Map<String, String> environment = new HashMap<>();
        environment.put(ENDPOINT, "http://collector:4318");
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return environment;
    }

    @Test
    void nobodyAskedForIt() {
        assertThat(read(Map.of()).otlp()).isEmpty();
        assertThat(read(Map.of("OTEL_SERVICE_NAME", "x", "OTEL_EXPORTER_OTLP_PROTOCOL", "pigeon"))
                        .otlp())
                .isEmpty();
        assertThat(read(with(), "telemetry.enabled", "off").otlp()).isEmpty();
        assertThat(read(with("OTEL_SDK_DISABLED", "TRUE")).otlp()).isEmpty();
        assertThat(read(Map.of(ENDPOINT, "  ")).otlp()).isEmpty();
    }

    @Test
    void anEndpointAlone() {
        OtlpSettings settings = otlp(with());

        assertThat(settings.metrics().orElseThrow().endpoint()).hasToString("http://collector:4318/v1/metrics");
        assertThat(settings.traces().orElseThrow().endpoint()).hasToString("http://collector:4318/v1/traces");
        assertThat(settings.metrics().orElseThrow().protocol()).isEqualTo(OtlpSignal.Protocol.HTTP);
        assertThat(settings.metrics().orElseThrow().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.metrics().orElseThrow().gzip()).isFalse();
        assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.temporality()).isEqualTo(Temporality.CUMULATIVE);
        assertThat(settings.resource()).isEmpty();
        assertThat(settings.spans()).isEqualTo(new OtlpSettings.Spans(16_384, 2_048, Duration.ofSeconds(1)));
    }

    /** As the specification of the exporter has it: the general one is a base, the one of a signal is used as it is. */
    @ParameterizedTest
    @CsvSource({
        ENDPOINT + ", http/protobuf, http://c:1, http://c:1/v1/metrics",
        ENDPOINT + ", http/protobuf, http://c:1/, http://c:1/v1/metrics",
        ENDPOINT + ", http/protobuf, https://c/otlp, https://c/otlp/v1/metrics",
        ENDPOINT + ", HTTP/PROTOBUF, https://c/otlp/, https://c/otlp/v1/metrics",
        ENDPOINT + ", grpc, http://c:1/otlp, http://c:1",
        "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT, http/protobuf, http://c:1, http://c:1",
        "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT, http/protobuf, http://c:1/mine, http://c:1/mine",
        "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT, grpc, https://c/mine, https://c",
    })
    void endpoints(String variable, String protocol, String value, String endpoint) {
        OtlpSettings settings = otlp(Map.of(variable, value, "OTEL_EXPORTER_OTLP_PROTOCOL", protocol));

        assertThat(settings.metrics().orElseThrow().endpoint()).isEqualTo(URI.create(endpoint));
    }

    @Test
    void ourOwnEndpointIsBeforeTheGeneralOneAndOnMeansTheUsualOne() {
        assertThat(otlp(with(), "telemetry.endpoint", "http://mine:1")
                        .metrics()
                        .orElseThrow()
                        .endpoint())
                .hasToString("http://mine:1/v1/metrics");
        assertThat(otlp(Map.of(), "telemetry.enabled", "on")
                        .metrics()
                        .orElseThrow()
                        .endpoint())
                .hasToString("http://localhost:4318/v1/metrics");
        assertThat(otlp(Map.of("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"), "telemetry.enabled", "on")
                        .traces()
                        .orElseThrow()
                        .endpoint())
                .hasToString("http://localhost:4317");
    }

    @Test
    void allThatIsObeyed() throws Exception {
        Path certificate = Files.writeString(
                folder.resolve("ca.pem"), Certificates.authority("Collectors").pem());
        OtlpSettings settings = otlp(with(
                "OTEL_EXPORTER_OTLP_HEADERS", "api-key=a%20b, X-Two = c=d ,",
                "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "only=traces",
                "OTEL_EXPORTER_OTLP_TIMEOUT", "2500",
                "OTEL_EXPORTER_OTLP_METRICS_COMPRESSION", "gzip",
                "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "grpc",
                "OTEL_EXPORTER_OTLP_CERTIFICATE", certificate.toString(),
                "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "LowMemory",
                "OTEL_METRIC_EXPORT_INTERVAL", "1000",
                "OTEL_RESOURCE_ATTRIBUTES", "team=agents,deployment.environment.name=s%2Ct",
                "OTEL_SERVICE_NAME", "nightly",
                "OTEL_BSP_MAX_QUEUE_SIZE", "100",
                "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "50",
                "OTEL_BSP_SCHEDULE_DELAY", "200"));
        OtlpSignal metrics = settings.metrics().orElseThrow();
        OtlpSignal traces = settings.traces().orElseThrow();

        assertThat(metrics.headers()).isEqualTo(Map.of("api-key", "a b", "x-two", "c=d"));
        assertThat(traces.headers()).isEqualTo(Map.of("only", "traces"));
        assertThat(metrics.timeout()).isEqualTo(Duration.ofMillis(2_500));
        assertThat(metrics.gzip()).isTrue();
        assertThat(traces.gzip()).isFalse();
        assertThat(traces.protocol()).isEqualTo(OtlpSignal.Protocol.GRPC);
        assertThat(traces.certificate()).contains(certificate);
        assertThat(settings.temporality()).isEqualTo(Temporality.DELTA);
        assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.resource())
                .isEqualTo(Map.of("team", "agents", "deployment.environment.name", "s,t", "service.name", "nightly"));
        assertThat(settings.spans()).isEqualTo(new OtlpSettings.Spans(100, 50, Duration.ofMillis(200)));
    }

    @Test
    void aSignalCanBeLeftOut() {
        assertThat(otlp(with("OTEL_METRICS_EXPORTER", "none")).metrics()).isEmpty();
        assertThat(otlp(with("OTEL_TRACES_EXPORTER", "None")).traces()).isEmpty();
        assertThat(otlp(with("OTEL_TRACES_EXPORTER", "None")).metrics()).isPresent();
    }

    /** Each is refused with its name and what would be valid; what may be a secret is not told. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OTEL_EXPORTER_OTLP_ENDPOINT | collector:4318 | expected http://HOST[:PORT] or https://HOST[:PORT]",
                "OTEL_EXPORTER_OTLP_ENDPOINT | http://u:p@c:4318 | must not have a user or a password",
                "OTEL_EXPORTER_OTLP_ENDPOINT | http://c:99999 | the port must be from 1 to 65535",
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT | ftp://c | expected http://HOST[:PORT] or https://HOST[:PORT]",
                "OTEL_EXPORTER_OTLP_PROTOCOL | http/json | expected one of http/protobuf, grpc",
                "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL | pigeon | expected one of http/protobuf, grpc",
                "OTEL_EXPORTER_OTLP_TIMEOUT | 10s | expected a whole number of milliseconds, 1 or more",
                "OTEL_EXPORTER_OTLP_TIMEOUT | -1 | expected a whole number of milliseconds, 1 or more",
                "OTEL_EXPORTER_OTLP_COMPRESSION | zip | expected one of none, gzip",
                "OTEL_EXPORTER_OTLP_HEADERS | secret-alone | expected key=value, separated by commas",
                "OTEL_EXPORTER_OTLP_HEADERS | bad name=secret-alone | keys as names of HTTP headers",
                "OTEL_EXPORTER_OTLP_HEADERS | a=secret-alone%0d%0ab: c | keys as names of HTTP headers",
                "OTEL_EXPORTER_OTLP_CERTIFICATE | /no/such.pem | there is no such file that can be read",
                "OTEL_EXPORTER_OTLP_CLIENT_KEY | /no/such.pem | there is no such file that can be read",
                "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE | monthly | expected one of cumulative, delta, lowmemory",
                "OTEL_METRIC_EXPORT_INTERVAL | 5 | expected a whole number of milliseconds, 100 or more",
                "OTEL_RESOURCE_ATTRIBUTES | team | expected key=value, separated by commas",
                "OTEL_METRICS_EXPORTER | prometheus | expected otlp or none",
                "OTEL_TRACES_EXPORTER | zipkin | expected otlp or none",
                "OTEL_BSP_MAX_QUEUE_SIZE | 0 | expected a whole number from 1 to 200000",
                "OTEL_BSP_MAX_EXPORT_BATCH_SIZE | 20000 | must not be above OTEL_BSP_MAX_QUEUE_SIZE, 16384",
            })
    void wrongValuesAreRefused(String variable, String value, String message) {
        assertThatThrownBy(() -> read(with(variable, value)))
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                            assertThat(problem.key()).isEqualTo(variable);
                            assertThat(problem.origin()).isEqualTo("the environment");
                            assertThat(problem.message()).contains(message);
                            assertThat(problem.toString()).doesNotContain("secret-alone", "u:p");
                        }));
    }

    @Test
    void aKeyWithoutItsCertificateIsRefused() throws Exception {
        Path key = Files.writeString(
                folder.resolve("key.pem"), Certificates.authority("Collectors").keyPem());

        assertThatThrownBy(() ->
                        read(with("OTEL_EXPORTER_OTLP_CLIENT_KEY", key.toString(), "OTEL_TRACES_EXPORTER", "none")))
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        e -> assertThat(e.problems())
                                .singleElement()
                                .satisfies(
                                        problem -> assertThat(problem.message()).contains("belong together")));
    }

    @Test
    void aFileThatIsNoCertificateIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\nMIIB");

        assertThatThrownBy(() -> read(with("OTEL_EXPORTER_OTLP_CERTIFICATE", file.toString())))
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        e -> assertThat(e.problems())
                                .singleElement()
                                .satisfies(problem -> assertThat(problem.message())
                                        .isEqualTo("it is not in PEM; valid: a file in PEM")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "telemetry.enabled | perhaps | expected one of on, off, auto",
                "telemetry.endpoint | nowhere | such as http://localhost:4318",
                "telemetry.interval | 10 | ",
                "telemetry.buckets | 39 | must be from 40 to 2560",
                "telemetry.spans | 0 | must be from 1 to 200000",
            })
    void wrongKeysAreRefused(String key, String value, String message) {
        assertThatThrownBy(() -> read(Map.of(), key, value))
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                            assertThat(problem.key()).isEqualTo("orchestress." + key);
                            assertThat(problem.message()).contains(message == null ? "" : message);
                        }));
    }

    /** What is printed of a signal holds neither headers nor a query. */
    @Test
    void aSignalIsShownWithoutSecrets() {
        OtlpSignal signal = otlp(Map.of(
                        "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "https://c/v1?key=s3cret",
                        "OTEL_EXPORTER_OTLP_HEADERS", "api-key=s3cret"))
                .metrics()
                .orElseThrow();

        assertThat(signal.toString()).isEqualTo("http/protobuf to https://c/v1");
        assertThat(signal.shownEndpoint()).doesNotContain("s3cret");
    }
}
