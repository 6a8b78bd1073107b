package io.orchestress.telemetry;

import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporterBuilder;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes the SDK's exporters. */
final class OtlpExporters {
    /** They say on the console what we say in words; kept, for a logger that nobody holds forgets its level. */
    private static final Logger SILENT = Logger.getLogger("io.opentelemetry");

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

    /** All tries take a second at most, beside the time of the collector: at the end of a run nobody waits for more. */
    private static final RetryPolicy RETRIES = RetryPolicy.builder()
            .setMaxAttempts(3)
            .setInitialBackoff(Duration.ofMillis(200))
            .setMaxBackoff(Duration.ofMillis(500))
            .setBackoffMultiplier(2)
            .build();

    static {
        SILENT.setLevel(Level.OFF);
    }

    private OtlpExporters() {}

    /**
     * An exporter of metrics.
     *
     * @throws IOException a file of its TLS cannot be read
     * @throws IllegalArgumentException such a file is not valid
     */
    static MetricExporter metrics(OtlpSignal signal, OtlpSenders senders) throws IOException {
        if (signal.protocol() == OtlpSignal.Protocol.GRPC) {
            OtlpGrpcMetricExporterBuilder grpc = OtlpGrpcMetricExporter.builder()
                    .setEndpoint(signal.endpoint().toString())
                    .setTimeout(signal.timeout())
                    .setConnectTimeout(connect(signal))
                    .setCompression(compression(signal))
                    .setHeaders(signal::headers)
                    .setRetryPolicy(RETRIES)
                    .setMeterProvider(MeterProvider.noop())
                    .setComponentLoader(senders);
            tls(signal, grpc::setTrustedCertificates, grpc::setClientTls);
            return grpc.build();
        }
        OtlpHttpMetricExporterBuilder http = OtlpHttpMetricExporter.builder()
                .setEndpoint(signal.endpoint().toString())
                .setTimeout(signal.timeout())
                .setConnectTimeout(connect(signal))
                .setCompression(compression(signal))
                .setHeaders(signal::headers)
                .setRetryPolicy(RETRIES)
                .setMeterProvider(MeterProvider.noop())
                .setComponentLoader(senders);
        tls(signal, http::setTrustedCertificates, http::setClientTls);
        return http.build();
    }

    /** As above, of spans. */
    static SpanExporter spans(OtlpSignal signal, OtlpSenders senders) throws IOException {
        if (signal.protocol() == OtlpSignal.Protocol.GRPC) {
            OtlpGrpcSpanExporterBuilder grpc = OtlpGrpcSpanExporter.builder()
                    .setEndpoint(signal.endpoint().toString())
                    .setTimeout(signal.timeout())
                    .setConnectTimeout(connect(signal))
                    .setCompression(compression(signal))
                    .setHeaders(signal::headers)
                    .setRetryPolicy(RETRIES)
                    .setMeterProvider(MeterProvider.noop())
                    .setComponentLoader(senders);
            tls(signal, grpc::setTrustedCertificates, grpc::setClientTls);
            return grpc.build();
        }
        OtlpHttpSpanExporterBuilder http = OtlpHttpSpanExporter.builder()
                .setEndpoint(signal.endpoint().toString())
                .setTimeout(signal.timeout())
                .setConnectTimeout(connect(signal))
                .setCompression(compression(signal))
                .setHeaders(signal::headers)
                .setRetryPolicy(RETRIES)
                .setMeterProvider(MeterProvider.noop())
                .setComponentLoader(senders);
        tls(signal, http::setTrustedCertificates, http::setClientTls);
        return http.build();
    }

    private static Duration connect(OtlpSignal signal) {
        return signal.timeout().compareTo(LONGEST_CONNECT) < 0 ? signal.timeout() : LONGEST_CONNECT;
    }

    private static String compression(OtlpSignal signal) {
        return signal.gzip() ? "gzip" : "none";
    }

    private static void tls(OtlpSignal signal, Consumer<byte[]> trusted, BiConsumer<byte[], byte[]> proof)
            throws IOException {
        if (signal.certificate().isPresent()) {
            trusted.accept(Files.readAllBytes(signal.certificate().get()));
        }
        if (signal.clientKey().isPresent() && signal.clientCertificate().isPresent()) {
            proof.accept(
                    Files.readAllBytes(signal.clientKey().get()),
                    Files.readAllBytes(signal.clientCertificate().get()));
        }
    }
}
