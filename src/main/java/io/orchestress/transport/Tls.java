package io.orchestress.transport;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import javax.net.ssl.SSLException;

/**
 * TLS as the JVM is set up for it: its trusted certificates, or those of {@code javax.net.ssl.trustStore}. The certificate must be
 * for the host that is asked.
 */
final class Tls {
    private static final SslContext CONTEXT = build();

    private Tls() {}

    static SslContext context() {
        return CONTEXT;
    }

    private static SslContext build() {
        try {
            return SslContextBuilder.forClient()
                    .endpointIdentificationAlgorithm("HTTPS")
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("this JVM has no TLS: " + e.getMessage(), e);
        }
    }
}
