package io.orchestress.transport.reach;

import io.orchestress.transport.reach.UnusableFileException.Setting;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose signature makes a server believed. */
final class Authorities {
    private Authorities() {}

    /**
     * Of files, PEM or PKCS#12 without a password, and of the JVM.
     *
     * @param files of certificate authorities
     * @param andOfJvm whether those of the JVM are believed, too
     */
    static X509TrustManager of(List<String> files, boolean andOfJvm, Instant now) throws UnusableFileException {
        List<X509Certificate> all = new ArrayList<>();
        for (String file : files) {
            all.addAll(read(file, now));
        }
        try {
            if (andOfJvm) {
                all.addAll(Arrays.asList(manager(null).getAcceptedIssuers()));
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < all.size(); i++) {
                store.setCertificateEntry("ca-" + i, all.get(i));
            }
            return manager(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new UnusableFileException(
                    Setting.CA,
                    "the certificates of the JVM cannot be read (javax.net.ssl.trustStore?): " + Words.of(e));
        }
    }

    private static X509TrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no PKIX"));
    }

    private static List<X509Certificate> read(String name, Instant now) throws UnusableFileException {
        PemFile file = PemFile.read(Setting.CA, name);
        List<X509Certificate> found = file.isPem() ? file.certificates(Setting.CA) : ofPkcs12(file);
        if (found.isEmpty()) {
            throw new UnusableFileException(
                    Setting.CA, name + " holds no certificate; valid: PEM with those of certificate authorities");
        }
        List<X509Certificate> current = found.stream()
                .filter(certificate -> now.isBefore(certificate.getNotAfter().toInstant()))
                .toList();
        if (current.isEmpty()) {
            throw new UnusableFileException(
                    Setting.CA,
                    name + " expired on " + Words.day(found.get(0).getNotAfter()) + "; valid: a certificate of today");
        }
        return current;
    }

    private static List<X509Certificate> ofPkcs12(PemFile file) throws UnusableFileException {
        KeyStore store = ClientCertificate.Pkcs12.read(Setting.CA, file, "");
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    certificates.add(certificate);
                }
            }
        } catch (GeneralSecurityException e) {
            throw new UnusableFileException(Setting.CA, file.name() + " cannot be read: " + Words.of(e));
        }
        return certificates;
    }
}
