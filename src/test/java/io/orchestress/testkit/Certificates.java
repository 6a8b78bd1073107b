package io.orchestress.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** X.509 certificates (RFC 5280) with keys of P-256, made when they are needed, so that none in the repository ever expires. */
public final class Certificates {
    public static final String PASSWORD = "changeit";
    private static final AtomicLong SERIAL = new AtomicLong(1000);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final byte[] ECDSA_WITH_SHA256 = seq(oid(0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02));

    private Certificates() {}

    /** A certificate with its key, and whoever signed it. */
    public record Issued(X509Certificate certificate, KeyPair keys, X509Certificate[] chain) {
        public String pem() {
            StringBuilder all = new StringBuilder();
            for (X509Certificate one : chain) {
                all.append(Certificates.pem("CERTIFICATE", encoded(one)));
            }
            return all.toString();
        }

        public String keyPem() {
            return Certificates.pem("PRIVATE KEY", keys.getPrivate().getEncoded());
        }

        public KeyStore pkcs12(String password) throws GeneralSecurityException, IOException {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("own", keys.getPrivate(), password.toCharArray(), chain);
            return store;
        }

        /** Of a server that has this certificate, and asks clients for one of {@code clients}; null: for none. */
        public SSLContext context(Issued clients) throws GeneralSecurityException, IOException {
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(pkcs12(PASSWORD), PASSWORD.toCharArray());
            TrustManagerFactory trust = null;
            if (clients != null) {
                KeyStore trusted = KeyStore.getInstance("PKCS12");
                trusted.load(null, null);
                trusted.setCertificateEntry("ca", clients.certificate);
                trust = TrustManagerFactory.getInstance("PKIX");
                trust.init(trusted);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trust == null ? null : trust.getTrustManagers(), null);
            return context;
        }

        /** Writes the chain, and returns the file. */
        public String writtenTo(Path file) throws IOException {
            return Files.writeString(file, pem()).toString();
        }

        public String keyWrittenTo(Path file) throws IOException {
            return Files.writeString(file, keyPem()).toString();
        }
    }

    /** One that signs others. */
    public static Issued authority(String name) {
        return issue(name, null, null, Duration.ofDays(-1), Duration.ofDays(30), true);
    }

    /** Of a server for this host, or of a client. */
    public static Issued signedBy(Issued authority, String name) {
        return issue(name, name, authority, Duration.ofDays(-1), Duration.ofDays(30), false);
    }

    /** The same, in time from and until so long from now. */
    public static Issued signedBy(Issued authority, String name, Duration from, Duration until) {
        return issue(name, name, authority, from, until, false);
    }

    private static Issued issue(
            String name, String host, Issued authority, Duration from, Duration until, boolean signs) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair keys = generator.generateKeyPair();
            KeyPair signing = authority == null ? keys : authority.keys;
            byte[] subject = name(name);
            byte[] issuer = authority == null
                    ? subject
                    : authority.certificate.getSubjectX500Principal().getEncoded();
            Instant now = Instant.now();
            byte[] extensions = signs
                    ? extension(0x13, true, seq(element(0x01, new byte[] {(byte) 0xFF})))
                    : extension(0x11, false, seq(generalName(host)));
            byte[] tbs = seq(
                    element(0xA0, integer(2)),
                    integer(SERIAL.incrementAndGet()),
                    ECDSA_WITH_SHA256,
                    issuer,
                    seq(time(now.plus(from)), time(now.plus(until))),
                    subject,
                    keys.getPublic().getEncoded(),
                    element(0xA3, seq(extensions)));
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(signing.getPrivate());
            signature.update(tbs);
            X509Certificate made = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new java.io.ByteArrayInputStream(seq(tbs, ECDSA_WITH_SHA256, bits(signature.sign()))));
            return new Issued(made, keys, new X509Certificate[] {made});
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] generalName(String host) {
        return host.matches("[0-9.]+")
                ? element(0x87, address(host))
                : element(0x82, host.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] address(String host) {
        byte[] bytes = new byte[4];
        String[] parts = host.split("\\.", -1);
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return bytes;
    }

    private static byte[] extension(int last, boolean critical, byte[] value) {
        byte[] id = oid(0x55, 0x1D, last);
        byte[] octets = element(0x04, value);
        return critical ? seq(id, element(0x01, new byte[] {(byte) 0xFF}), octets) : seq(id, octets);
    }

    private static byte[] name(String commonName) {
        byte[] text = element(0x0C, commonName.getBytes(StandardCharsets.UTF_8));
        return seq(element(0x31, seq(oid(0x55, 0x04, 0x03), text)));
    }

    private static byte[] time(Instant at) {
        return element(0x18, TIME.format(at).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] integer(long value) {
        return element(0x02, BigInteger.valueOf(value).toByteArray());
    }

    private static byte[] bits(byte[] content) {
        byte[] all = new byte[content.length + 1];
        System.arraycopy(content, 0, all, 1, content.length);
        return element(0x03, all);
    }

    private static byte[] oid(int... bytes) {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return element(0x06, content);
    }

    private static byte[] seq(byte[]... contents) {
        return element(0x30, contents);
    }

    /** A DER element (X.690 §8.1). */
    public static byte[] element(int tag, byte[]... contents) {
        int length = Arrays.stream(contents).mapToInt(content -> content.length).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            byte[] bytes = BigInteger.valueOf(length).toByteArray();
            int from = bytes[0] == 0 ? 1 : 0;
            out.write(0x80 | bytes.length - from);
            out.write(bytes, from, bytes.length - from);
        }
        for (byte[] content : contents) {
            out.writeBytes(content);
        }
        return out.toByteArray();
    }
}
