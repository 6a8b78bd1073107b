package io.orchestress.transport.reach;

import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The words of the JDK and of BoringSSL for a handshake that failed for a certificate, told apart. */
final class TlsFailure {
    static final String NONE = "none is configured (orchestress.target.tls.certificate)";

    /** Of RFC 8446 §6.2, those about the certificate of this side. */
    private static final Set<String> ABOUT_CERTIFICATES = Set.of(
            "bad_certificate",
            "certificate_required",
            "certificate_unknown",
            "certificate_expired",
            "certificate_revoked",
            "unsupported_certificate",
            "unknown_ca",
            "access_denied",
            "no_certificate",
            "decrypt_error",
            "handshake_failure");

    /** {@code Received fatal alert: bad_certificate}, {@code SSLV3_ALERT_BAD_CERTIFICATE}, {@code TLSV13_ALERT_CERTIFICATE_REQUIRED}. */
    private static final Pattern ALERT = Pattern.compile("(?:alert: |_alert_)([a-z_]+)");

    private TlsFailure() {}

    /**
     * A half sentence about the server.
     *
     * @param askedForOurs whether the server has asked for a client certificate
     * @param ours what is configured
     */
    static Optional<String> words(@Nullable Throwable cause, boolean askedForOurs, Optional<String> ours) {
        boolean certificate = false;
        String last = "";
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof CertificateExpiredException) {
                return Optional.of("its certificate has expired: " + Words.of(at));
            }
            if (at instanceof CertificateNotYetValidException) {
                return Optional.of("its certificate is not valid yet: " + Words.of(at));
            }
            String said = Words.of(at);
            if (isOfAnotherHost(said)) {
                return Optional.of("its certificate is for another host: " + said);
            }
            certificate |= at instanceof CertificateException;
            last = said;
            Optional<String> alert = at instanceof SSLException ? alert(said, askedForOurs, ours) : Optional.empty();
            if (alert.isPresent()) {
                return alert;
            }
        }
        if (last.contains("valid certification path") || last.contains("PKIX path")) {
            return Optional.of("its certificate is of an authority that is not trusted here"
                    + " (orchestress.target.tls.ca): " + last);
        }
        return certificate ? Optional.of("its certificate is not accepted: " + last) : Optional.empty();
    }

    private static boolean isOfAnotherHost(String said) {
        return said.startsWith("No subject alternative")
                || said.startsWith("No name matching")
                || said.startsWith("Illegal given domain name");
    }

    private static Optional<String> alert(String said, boolean askedForOurs, Optional<String> ours) {
        Matcher found = ALERT.matcher(said.toLowerCase(Locale.ROOT));
        if (!askedForOurs || !found.find() || !ABOUT_CERTIFICATES.contains(found.group(1))) {
            return Optional.empty();
        }
        String alert = "alert " + found.group(1);
        return Optional.of(
                ours.isEmpty()
                        ? "it demands a client certificate, and " + NONE + ": " + alert
                        : "it refuses the client certificate " + ours.get() + ": " + alert);
    }
}
