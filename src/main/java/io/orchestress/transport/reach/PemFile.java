package io.orchestress.transport.reach;

import io.orchestress.transport.reach.UnusableFileException.Setting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of certificates or keys: the blocks of PEM (RFC 7468) in it, whatever stands between them, or else its bytes.
 *
 * @param blocks empty: it is no PEM
 */
record PemFile(String name, byte[] bytes, List<Block> blocks) {
    private static final int MOST_BYTES = 4 << 20;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*(?:-(?!----)[^-]*)*)-----END \\1-----");
    /** In headers of RFC 1421 within a block, as {@code openssl rsa -aes256 -traditional} writes it. */
    private static final String OLD_ENCRYPTION = "Proc-Type:";

    /**
     * One block.
     *
     * @param der what it encodes; empty where it is encrypted in the old way
     */
    record Block(String label, byte[] der, boolean encryptedInTheOldWay) {
        boolean isCertificate() {
            return label.equals("CERTIFICATE") || label.equals("X509 CERTIFICATE");
        }

        boolean isPrivateKey() {
            return label.endsWith("PRIVATE KEY");
        }
    }

    static PemFile read(Setting setting, String name) throws UnusableFileException {
        Path file;
        try {
            file = Path.of(name);
        } catch (InvalidPathException e) {
            throw new UnusableFileException(setting, "is not a path of a file");
        }
        String where = file.isAbsolute() ? name : name + " (in " + Path.of("").toAbsolutePath() + ")";
        try {
            if (Files.isDirectory(file)) {
                throw new UnusableFileException(setting, where + " is a folder; valid: a file");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new UnusableFileException(setting, where + " is larger than " + (MOST_BYTES >> 20) + " MiB");
            }
            byte[] bytes = Files.readAllBytes(file);
            return new PemFile(name, bytes, blocks(setting, name, new String(bytes, StandardCharsets.ISO_8859_1)));
        } catch (NoSuchFileException e) {
            throw new UnusableFileException(setting, "there is no file " + where);
        } catch (IOException e) {
            throw new UnusableFileException(
                    setting, where + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static List<Block> blocks(Setting setting, String name, String text) throws UnusableFileException {
        List<Block> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(text);
        while (found.find()) {
            boolean old = found.group(2).contains(OLD_ENCRYPTION);
            try {
                blocks.add(new Block(
                        found.group(1),
                        old ? new byte[0] : Base64.getMimeDecoder().decode(found.group(2)),
                        old));
            } catch (IllegalArgumentException e) {
                throw new UnusableFileException(
                        setting, name + " holds a block " + found.group(1) + " that is not in Base64");
            }
        }
        return blocks;
    }

    boolean isPem() {
        return !blocks.isEmpty();
    }

    /** The certificates in it, in their order; none where there are none. */
    List<X509Certificate> certificates(Setting setting) throws UnusableFileException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks) {
            if (block.isCertificate()) {
                try {
                    certificates.add((X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(block.der)));
                } catch (CertificateException e) {
                    throw new UnusableFileException(
                            setting, name + " holds a certificate that cannot be read: " + Words.of(e));
                }
            }
        }
        return certificates;
    }
}
