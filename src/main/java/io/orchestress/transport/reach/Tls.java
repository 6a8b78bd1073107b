package io.orchestress.transport.reach;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS from this side: who is believed, and by which certificate this side makes itself known. The certificate of a server must always be
 * for the host that is asked, and nothing turns that off.
 */
public final class Tls {
    private final OfferedCertificate offered;
    private final @Nullable X509TrustManager believed;
    private @Nullable SslContext netty;
    private @Nullable SSLContext jdk;

    private Tls(OfferedCertificate offered, @Nullable X509TrustManager believed) {
        this.offered = offered;
        this.believed = believed;
    }

    /**
     * As it is configured; an empty text or list is none.
     *
     * @param authorities files of certificate authorities
     * @param andOfJvm whether those of the JVM are believed, too
     * @param certificate file of the client certificate, in PEM or PKCS#12
     * @param key file of its key, in PEM
     * @param keyPassword of the key
     */
    public record Files(
            List<String> authorities, boolean andOfJvm, String certificate, String key, String keyPassword) {
        /** As the JVM is set up. */
        public static final Files NONE = new Files(List.of(), true, "", "", "");

        public Files {
            authorities = List.copyOf(authorities);
        }

        /** Without what is secret. */
        @Override
        public String toString() {
            return "Files" + authorities + certificate;
        }
    }

    /** As the JVM is set up for it: its trusted certificates, or those of {@code javax.net.ssl.trustStore}, and no client certificate. */
    public static Tls ofJvm() {
        return new Tls(new OfferedCertificate(null), null);
    }

    /**
     * Reads the files.
     *
     * @param now by which certificates are in time
     * @throws UnusableFileException naming what is wrong with which of them
     */
    public static Tls of(Files files, Instant now) throws UnusableFileException {
        boolean own = !files.authorities.isEmpty() || !files.andOfJvm;
        X509TrustManager believed = own ? Authorities.of(files.authorities, files.andOfJvm, now) : null;
        ClientCertificate client = files.certificate.isEmpty()
                ? null
                : ClientCertificate.read(files.certificate, files.key, files.keyPassword, now);
        return new Tls(new OfferedCertificate(client), believed);
    }

    /** Returns a description of the client certificate without anything secret; empty: there is none. */
    public Optional<String> clientCertificate() {
        return offered.certificate().map(ClientCertificate::described);
    }

    /** For the load; built when it is first asked for. */
    public synchronized SslContext netty() {
        SslContext built = netty;
        if (built == null) {
            try {
                built = builder().build();
            } catch (SSLException e) {
                throw new IllegalStateException("this JVM has no TLS: " + e.getMessage(), e);
            }
            netty = built;
        }
        return built;
    }

    /** Returns a new builder with the same trust and certificate as {@link #netty}. */
    public SslContextBuilder builder() {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .endpointIdentificationAlgorithm("HTTPS")
                .keyManager(offered);
        return believed == null ? builder : builder.trustManager(believed);
    }

    /**
     * For all that is not load; the client that uses it demands that the certificate is for its host.
     *
     * @throws GeneralSecurityException when the trusted certificates of the JVM cannot be read
     */
    public synchronized SSLContext jdk() throws GeneralSecurityException {
        SSLContext built = jdk;
        if (built == null) {
            built = SSLContext.getInstance("TLS");
            built.init(
                    new javax.net.ssl.KeyManager[] {offered},
                    believed == null ? null : new TrustManager[] {believed},
                    null);
            jdk = built;
        }
        return built;
    }

    /**
     * Why TLS failed, if that can be said better than the cause does: of certificates, and of alerts about them.
     *
     * @param host that was asked
     */
    public Optional<String> explained(@Nullable Throwable cause, String host) {
        return TlsFailure.words(
                cause, offered.wasAskedBy(host), offered.certificate().map(ClientCertificate::described));
    }

    /** A half sentence for a connection that this host closed after it asked for a certificate that is not there; empty: it did not. */
    public String hint(String host) {
        return offered.wasAskedBy(host) && offered.certificate().isEmpty()
                ? "; it had requested a client certificate, and " + TlsFailure.NONE
                : "";
    }
}
