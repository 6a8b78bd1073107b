package io.orchestress.transport.reach;

import io.orchestress.transport.reach.UnusableFileException.Setting;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Private keys of PEM: PKCS#8, with a password or without (RFC 5958), and the older forms of OpenSSL for RSA (RFC 8017) and for elliptic
 * curves (RFC 5915), which are put into PKCS#8 because that is all that the JDK reads.
 */
final class PrivateKeys {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "DSA");
    private static final String PBES2 = "1.2.840.113549.1.5.13";

    private PrivateKeys() {}

    /** @param password empty: none */
    static PrivateKey of(String file, PemFile.Block block, String password) throws UnusableFileException {
        if (block.encryptedInTheOldWay()) {
            throw new UnusableFileException(
                    Setting.KEY,
                    file
                            + " is encrypted in the old form of OpenSSL; valid: PKCS#8, as openssl pkcs8 -topk8 writes it");
        }
        return switch (block.label()) {
            case "PRIVATE KEY" -> plain(file, block.der());
            case "ENCRYPTED PRIVATE KEY" -> encrypted(file, block.der(), password);
            case "RSA PRIVATE KEY" -> plain(file, Der.pkcs8(Der.RSA, block.der()));
            case "EC PRIVATE KEY" -> plain(file, Der.pkcs8(curve(file, block.der()), block.der()));
            default ->
                throw new UnusableFileException(
                        Setting.KEY, file + " holds a " + block.label() + "; valid: a key of RSA, EC or Ed25519");
        };
    }

    private static byte[] curve(String file, byte[] ecPrivateKey) throws UnusableFileException {
        return Der.algorithmOfEcKey(ecPrivateKey)
                .orElseThrow(() -> new UnusableFileException(
                        Setting.KEY,
                        file + " does not name its curve; valid: PKCS#8, as openssl pkcs8 -topk8 writes it"));
    }

    private static PrivateKey plain(String file, byte[] pkcs8) throws UnusableFileException {
        return key(file, new PKCS8EncodedKeySpec(pkcs8));
    }

    private static PrivateKey key(String file, KeySpec spec) throws UnusableFileException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // of another algorithm
            } catch (GeneralSecurityException e) {
                throw new UnusableFileException(Setting.KEY, "this JVM does not support " + algorithm);
            }
        }
        throw new UnusableFileException(
                Setting.KEY, file + " holds a private key that cannot be read; valid: a key of RSA, EC or Ed25519");
    }

    private static PrivateKey encrypted(String file, byte[] der, String password) throws UnusableFileException {
        if (password.isEmpty()) {
            throw new UnusableFileException(Setting.KEY, file + " is encrypted: key-password is missing");
        }
        KeySpec spec;
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
            AlgorithmParameters parameters = info.getAlgParameters();
            String name = info.getAlgName();
            String algorithm =
                    parameters != null && (name.equals(PBES2) || name.equals("PBES2")) ? parameters.toString() : name;
            SecretKey secret =
                    SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray()));
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, secret, parameters);
            spec = info.getKeySpec(cipher);
        } catch (InvalidKeySpecException e) {
            throw wrong(file);
        } catch (GeneralSecurityException e) {
            throw new UnusableFileException(
                    Setting.KEY,
                    file + " is encrypted in a way that this JVM does not know (" + Words.of(e)
                            + "); valid: PKCS#8 with PBES2 and AES, as openssl pkcs8 -topk8 writes it");
        } catch (IOException e) {
            throw new UnusableFileException(Setting.KEY, file + " holds an encrypted key that cannot be read");
        }
        try {
            return key(file, spec);
        } catch (UnusableFileException e) {
            throw wrong(file); // the padding was right by chance
        }
    }

    static UnusableFileException wrong(String file) {
        return new UnusableFileException(Setting.KEY_PASSWORD, "is not the password of " + file);
    }
}
