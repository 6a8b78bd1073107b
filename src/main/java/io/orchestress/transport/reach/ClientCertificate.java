package io.orchestress.transport.reach;

import io.orchestress.transport.reach.UnusableFileException.Setting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The certificate by which this side makes itself known, and the key that belongs to it.
 *
 * @param chain its own first
 */
record ClientCertificate(List<X509Certificate> chain, PrivateKey key) {
    private static final byte[] TO_BE_SIGNED =
            "does this key belong to this certificate?".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    ClientCertificate {
        chain = List.copyOf(chain);
    }

    /**
     * Reads PEM, with the key in a file of its own or in that of the certificate, or PKCS#12, which holds both.
     *
     * @param keyFile empty: none of its own
     * @param password of the key; empty: none
     */
    static ClientCertificate read(String certificateFile, String keyFile, String password, Instant now)
            throws UnusableFileException {
        PemFile file = PemFile.read(Setting.CERTIFICATE, certificateFile);
        ClientCertificate read = file.isPem() ? ofPem(file, keyFile, password) : ofPkcs12(file, keyFile, password);
        read.check(certificateFile, keyFile.isEmpty() ? certificateFile : keyFile, now);
        return read;
    }

    private static ClientCertificate ofPem(PemFile file, String keyFile, String password) throws UnusableFileException {
        List<X509Certificate> chain = file.certificates(Setting.CERTIFICATE);
        if (chain.isEmpty()) {
            throw new UnusableFileException(
                    Setting.CERTIFICATE, file.name() + " holds no certificate; valid: PEM with one, or PKCS#12");
        }
        PemFile keys = keyFile.isEmpty() ? file : PemFile.read(Setting.KEY, keyFile);
        PemFile.Block key = keys.blocks().stream()
                .filter(PemFile.Block::isPrivateKey)
                .findFirst()
                .orElseThrow(() -> new UnusableFileException(
                        keyFile.isEmpty() ? Setting.CERTIFICATE : Setting.KEY,
                        keyFile.isEmpty()
                                ? file.name() + " holds no private key: key must name its file"
                                : keyFile + " holds no private key; valid: PEM with one"));
        return new ClientCertificate(chain, PrivateKeys.of(keys.name(), key, password));
    }

    private static ClientCertificate ofPkcs12(PemFile file, String keyFile, String password)
            throws UnusableFileException {
        KeyStore store = Pkcs12.read(Setting.CERTIFICATE, file, password);
        if (!keyFile.isEmpty()) {
            throw new UnusableFileException(
                    Setting.KEY, "is not needed: " + file.name() + " is PKCS#12 and has its key");
        }
        try {
            for (String alias : Collections.list(store.aliases())) {
                Certificate[] chain = store.getCertificateChain(alias);
                if (store.isKeyEntry(alias)
                        && chain != null
                        && store.getKey(alias, password.toCharArray()) instanceof PrivateKey key) {
                    return new ClientCertificate(
                            Arrays.stream(chain)
                                    .map(X509Certificate.class::cast)
                                    .toList(),
                            key);
                }
            }
        } catch (UnrecoverableKeyException e) {
            throw PrivateKeys.wrong(file.name());
        } catch (GeneralSecurityException e) {
            throw new UnusableFileException(Setting.CERTIFICATE, file.name() + " cannot be read: " + Words.of(e));
        }
        throw new UnusableFileException(Setting.CERTIFICATE, file.name() + " holds no private key with a certificate");
    }

    private void check(String certificateFile, String keyFile, Instant now) throws UnusableFileException {
        if (!isKeyOfCertificate()) {
            throw new UnusableFileException(
                    Setting.KEY, keyFile + " is not the key of the certificate in " + certificateFile);
        }
        X509Certificate own = chain.get(0);
        if (now.isAfter(own.getNotAfter().toInstant())) {
            throw new UnusableFileException(
                    Setting.CERTIFICATE,
                    certificateFile + " expired on " + Words.day(own.getNotAfter())
                            + "; valid: a certificate of today");
        }
        if (now.isBefore(own.getNotBefore().toInstant())) {
            throw new UnusableFileException(
                    Setting.CERTIFICATE,
                    certificateFile + " is valid from " + Words.day(own.getNotBefore()) + " on only");
        }
    }

    /** Something is signed by the one and verified by the other. */
    private boolean isKeyOfCertificate() {
        String algorithm = key.getAlgorithm();
        String signature = switch (algorithm) {
            case "RSA", "DSA" -> "SHA256with" + algorithm;
            case "EC" -> "SHA256withECDSA";
            default -> algorithm;
        };
        try {
            Signature by = Signature.getInstance(signature);
            by.initSign(key);
            by.update(TO_BE_SIGNED);
            byte[] signed = by.sign();
            by.initVerify(chain.get(0).getPublicKey());
            by.update(TO_BE_SIGNED);
            return by.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // of another algorithm
        }
    }

    /** What may be shown of it. */
    String described() {
        X509Certificate own = chain.get(0);
        return Words.of(own.getSubjectX500Principal().getName()) + ", valid until " + Words.day(own.getNotAfter());
    }

    /** PKCS#12 (RFC 7292). */
    static final class Pkcs12 {
        private Pkcs12() {}

        static KeyStore read(Setting setting, PemFile file, String password) throws UnusableFileException {
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(new ByteArrayInputStream(file.bytes()), password.toCharArray());
                return store;
            } catch (IOException e) {
                if (e.getCause() instanceof UnrecoverableKeyException) {
                    throw password.isEmpty()
                            ? new UnusableFileException(setting, file.name() + " is encrypted: key-password is missing")
                            : PrivateKeys.wrong(file.name());
                }
                throw new UnusableFileException(setting, file.name() + " is neither PEM nor PKCS#12");
            } catch (GeneralSecurityException e) {
                throw new UnusableFileException(setting, file.name() + " cannot be read: " + Words.of(e));
            }
        }
    }
}
