package io.orchestress.telemetry;

import io.orchestress.text.Named;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How one signal goes to its collector.
 *
 * @param endpoint of HTTP with its path, of gRPC without
 * @param headers may be secrets
 * @param timeout of one export, its retries included
 * @param certificate file of certificates in PEM that are trusted, instead of those of the JVM
 * @param clientKey file of the private key in PEM by which this side proves itself; only with {@code clientCertificate}
 */
record OtlpSignal(
        Protocol protocol,
        URI endpoint,
        Map<String, String> headers,
        Duration timeout,
        boolean gzip,
        Optional<Path> certificate,
        Optional<Path> clientKey,
        Optional<Path> clientCertificate) {
    OtlpSignal {
        headers = Map.copyOf(headers);
    }

    /** What it is spoken in. */
    enum Protocol implements Named {
        HTTP("http/protobuf", 4318),
        GRPC("grpc", 4317);

        private final String configName;
        private final int port;

        Protocol(String configName, int port) {
            this.configName = configName;
            this.port = port;
        }

        @Override
        public String configName() {
            return configName;
        }

        /** Where collectors listen. */
        int port() {
            return port;
        }
    }

    /** Its address without the query, which may be a secret. */
    String shownEndpoint() {
        String path = endpoint.getRawPath() == null ? "" : endpoint.getRawPath();
        return endpoint.getScheme() + "://" + endpoint.getRawAuthority() + path;
    }

    /** Without a secret. */
    @Override
    public String toString() {
        return protocol.configName() + " to " + shownEndpoint();
    }
}
