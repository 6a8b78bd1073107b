package io.orchestress.protocol.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.testkit.Certificates;
import io.orchestress.testkit.Certificates.Issued;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetAccessTest {
    private static final String SECRET = "hush-hush";
    private static final Issued AUTHORITY = Certificates.authority("own authority");
    private static final Issued CLIENT = Certificates.signedBy(AUTHORITY, "tester");

    @TempDir
    static Path folder;

    @BeforeAll
    static void files() throws Exception {
        AUTHORITY.writtenTo(folder.resolve("ca.pem"));
        CLIENT.writtenTo(folder.resolve("client.pem"));
        CLIENT.keyWrittenTo(folder.resolve("client.key"));
        Files.writeString(folder.resolve("both.pem"), "# ours\n" + CLIENT.keyPem() + "\nand\n" + CLIENT.pem());
        Certificates.signedBy(AUTHORITY, "other").keyWrittenTo(folder.resolve("other.key"));
        Certificates.signedBy(AUTHORITY, "old", Duration.ofDays(-9), Duration.ofDays(-2))
                .writtenTo(folder.resolve("expired.pem"));
        Certificates.signedBy(AUTHORITY, "early", Duration.ofDays(2), Duration.ofDays(9))
                .writtenTo(folder.resolve("early.pem"));
        Issued expired = Certificates.signedBy(AUTHORITY, "old", Duration.ofDays(-9), Duration.ofDays(-2));
        Files.writeString(folder.resolve("expired.pem"), expired.pem() + expired.keyPem());
        Issued early = Certificates.signedBy(AUTHORITY, "early", Duration.ofDays(2), Duration.ofDays(9));
        Files.writeString(folder.resolve("early.pem"), early.pem() + early.keyPem());
        Files.writeString(
                folder.resolve("encrypted.key"), encrypted(CLIENT.keys().getPrivate()));
        Files.writeString(
                folder.resolve("sec1.key"), sec1((ECPrivateKey) CLIENT.keys().getPrivate()));
        Files.writeString(folder.resolve("text.txt"), "no certificate at all\n");
        Files.writeString(
                folder.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Files.writeString(
                folder.resolve("base64.pem"), "-----BEGIN CERTIFICATE-----\nAAA*A\u0000\n-----END CERTIFICATE-----\n");
        Files.writeString(
                folder.resolve("old-form.key"),
                "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END EC PRIVATE KEY-----\n");
        Files.createDirectory(folder.resolve("folder"));
        pkcs12(CLIENT.pkcs12(SECRET), "client.p12", SECRET);
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        pkcs12(empty, "empty.p12", SECRET);
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        Files.writeString(folder.resolve("pkcs1.key"), pkcs1((RSAPrivateCrtKey)
                rsa.generateKeyPair().getPrivate()));
    }

    private static void pkcs12(KeyStore store, String name, String password) throws Exception {
        try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
            store.store(out, password.toCharArray());
        }
    }

    private static String encrypted(PrivateKey key) throws Exception {
        String algorithm = "PBEWithHmacSHA256AndAES_256";
        SecretKey secret = SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(SECRET.toCharArray()));
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.ENCRYPT_MODE, secret);
        AlgorithmParameters parameters = cipher.getParameters();
        byte[] pbes2 = {0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x05, 0x0D};
        return Certificates.pem(
                "ENCRYPTED PRIVATE KEY",
                Certificates.element(
                        0x30,
                        Certificates.element(0x30, pbes2, parameters.getEncoded()),
                        Certificates.element(0x04, cipher.doFinal(key.getEncoded()))));
    }

    /** RFC 5915, with the curve P-256. */
    private static String sec1(ECPrivateKey key) {
        byte[] number = key.getS().toByteArray();
        byte[] padded = new byte[32];
        int length = Math.min(32, number.length);
        System.arraycopy(number, number.length - length, padded, 32 - length, length);
        byte[] curve = {0x06, 0x08, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x03, 0x01, 0x07};
        return Certificates.pem(
                "EC PRIVATE KEY",
                Certificates.element(
                        0x30,
                        Certificates.element(0x02, new byte[] {1}),
                        Certificates.element(0x04, padded),
                        Certificates.element(0xA0, curve)));
    }

    /** RFC 8017 §A.1.2. */
    private static String pkcs1(RSAPrivateCrtKey key) {
        byte[][] numbers = Arrays.stream(new BigInteger[] {
                    BigInteger.ZERO,
                    key.getModulus(),
                    key.getPublicExponent(),
                    key.getPrivateExponent(),
                    key.getPrimeP(),
                    key.getPrimeQ(),
                    key.getPrimeExponentP(),
                    key.getPrimeExponentQ(),
                    key.getCrtCoefficient()
                })
                .map(number -> Certificates.element(0x02, number.toByteArray()))
                .toArray(byte[][]::new);
        return Certificates.pem("RSA PRIVATE KEY", Certificates.element(0x30, numbers));
    }

    private static Settings load(String target) throws IOException {
        Path file = Files.writeString(
                Files.createTempFile(folder, "own", ".conf"),
                "orchestress.target {\n" + target.replace("DIR/", folder + "/") + "\n}\n");
        Properties properties = new Properties();
        properties.setProperty("config", file.toString());
        return SettingsLoader.load(properties);
    }

    private static TargetAccess access(String target) throws IOException {
        return load(target).part(TargetAccess.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "certificate = \"DIR/client.pem\", key = \"DIR/client.key\"",
                "certificate = \"DIR/both.pem\"",
                "certificate = \"DIR/client.p12\", key-password = hush-hush",
                "certificate = \"DIR/client.pem\", key = \"DIR/encrypted.key\", key-password = hush-hush",
                "certificate = \"DIR/client.pem\", key = \"DIR/sec1.key\"",
                "certificate = \"DIR/both.pem\", ca = [\"DIR/ca.pem\"], jvm-ca = false"
            })
    void formsOfCertificatesAndKeys(String tls) throws IOException {
        TargetAccess access = access("tls { " + tls + " }");
        assertThat(access.clientCertificate(URI.create("https://agents.test/")).orElseThrow())
                .startsWith("CN=tester, valid until 20");
        assertThat(access.clientCertificate(URI.create("http://agents.test/"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ca = ["DIR/gone.pem"]                                   | ca           | there is no file
            ca = ["DIR/folder"]                                     | ca           | is a folder; valid: a file
            ca = ["DIR/text.txt"]                                   | ca           | is neither PEM nor PKCS#12
            ca = ["DIR/client.key"]                                 | ca           | holds no certificate
            ca = ["DIR/broken.pem"]                                 | ca           | holds a certificate that cannot be read
            ca = ["DIR/expired.pem"]                                | ca           | expired on 20
            jvm-ca = false                                          | jvm-ca       | no server would be trusted
            key = "DIR/client.key"                                  | key          | needs a certificate
            key-password = hush-hush                                | key-password | needs a certificate
            certificate = "DIR/gone.pem"                            | certificate  | there is no file
            certificate = "DIR/text.txt"                            | certificate  | is neither PEM nor PKCS#12
            certificate = "DIR/client.key"                          | certificate  | holds no certificate
            certificate = "DIR/base64.pem"                          | certificate  | cannot be read
            certificate = "DIR/expired.pem"                         | certificate  | expired on 20
            certificate = "DIR/early.pem"                           | certificate  | is valid from 20
            certificate = "DIR/client.pem"                          | certificate  | holds no private key: key must
            certificate = "DIR/client.pem", key = "DIR/gone.key"    | key          | there is no file
            certificate = "DIR/client.pem", key = "DIR/ca.pem"      | key          | holds no private key; valid: PEM with one
            certificate = "DIR/client.pem", key = "DIR/other.key"   | key          | is not the key of the certificate in
            certificate = "DIR/client.pem", key = "DIR/pkcs1.key"   | key          | is not the key of the certificate in
            certificate = "DIR/client.pem", key = "DIR/old-form.key" | key         | encrypted in the old form of OpenSSL
            certificate = "DIR/client.p12", key = "DIR/client.key", key-password = hush-hush | key | is not needed
            certificate = "DIR/client.p12"                          | certificate  | key-password is missing
            certificate = "DIR/client.p12", key-password = hush-hush-2 | key-password | is not the password of
            certificate = "DIR/empty.p12", key-password = hush-hush | certificate  | holds no private key with a certificate
            certificate = "DIR/client.pem", key = "DIR/encrypted.key" | key | key-password is missing
            certificate = "DIR/client.pem", key = "DIR/encrypted.key", key-password = hush-hush-2 | key-password | is not the password of
            """)
    void filesThatCannotBeUsedAreSaidBeforeARequest(String tls, String key, String message) {
        refused("tls {\n " + tls + " }", "orchestress.target.tls." + key, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            proxy.url = "localhost:3128"                       | proxy.url      | expected something like http://proxy.example:3128
            proxy.url = "https://proxy.test:3128"              | proxy.url      | plain HTTP; valid: http://HOST:PORT
            proxy.url = "http://proxy.test"                    | proxy.url      | names no port
            proxy.url = "http://proxy.test:3128/a"             | proxy.url      | must not have a path
            proxy.url = "http://user:hush-hush@proxy.test:3128" | proxy.url     | a user or a password
            proxy.username = me                                | proxy.username | needs a url
            proxy { url = "http://p.test:1", password = hush-hush } | proxy.password | needs a username
            proxy { url = "http://p.test:1", username = "a:b" } | proxy.username | must not have a colon
            proxy { url = "http://p.test:1", no-proxy = ["http://a"] } | proxy.no-proxy | is no host
            connect-to { "a b" = "127.0.0.1:1" }               | connect-to.a b | the key is not a host
            connect-to { "a.test:443" = "127.0.0.1:99999" }    | connect-to.a.test:443 | is no address
            connect-to { "a.test:443" = "http://127.0.0.1:1" } | connect-to.a.test:443 | is no address
            connect-to { "localhost:80" = "10.0.0.5:80" }      | connect-to.localhost:80 | is not this machine: name it in orchestress.target.allowed-hosts
            connect-to { "localhost:80" = "prod.test" }        | connect-to.localhost:80 | is not this machine
            allowed-hosts = ["10.0.0.5:81"], connect-to { "localhost:80" = "10.0.0.5" } | connect-to.localhost:80 | is not this machine
            token { command = ["/no/such/program"] }           | token.command | there is no program
            token { command = ["/bin/true"], url = "http://login.test/" } | token.url | exclude each other
            token { url = "login.test" }                       | token.url     | expected something like https://login.example/oauth/token
            token { url = "https://me:hush-hush@login.test/" } | token.url     | a user or a password
            token { url = "https://login.test/" }              | token.url     | needs a client-id
            token { url = "https://login.test/", client-id = me } | token.client-id | needs a client-secret
            token { client-secret = hush-hush }                | token.client-secret | needs a url
            token { command = ["/bin/true"], auth = both }     | token.auth    | expected one of header, body
            token { command = ["/bin/true"], refresh = often } | token.refresh | unit
            token { command = ["/bin/true"], refresh = 1 ms }  | token.refresh | must be at least 100 ms
            token { command = ["/bin/true"], timeout = 0 s }   | token.timeout | must be at least 100 ms
            token { command = ["/bin/true"], header = "a b" }  | token.header  | is no header
            token { command = ["/bin/true"], header = Host }   | token.header  | is no header
            headers { authorization = hush-hush }, token { command = ["/bin/true"] } | headers.authorization | is the header of target.token, too
            token { command = ["/bin/true"], prefix = "a b" }  | token.prefix  | is no word
            """)
    void otherWaysThatCannotBeUsed(String target, String key, String message) {
        refused(target, "orchestress.target." + key, message);
    }

    private static void refused(String target, String key, String message) {
        InvalidConfigException refused = catchThrowableOfType(InvalidConfigException.class, () -> load(target));
        assertThat(refused).isNotNull();
        assertThat(refused.problems()).anySatisfy(problem -> {
            assertThat(problem.key()).isEqualTo(key);
            assertThat(problem.message()).contains(message);
            assertThat(problem.origin()).matches(".*own\\d+\\.conf: \\d+");
        });
        assertThat(refused.problems().toString()).doesNotContain(SECRET);
    }

    @Test
    void whatIsInUseIsDescribedWithoutASecret() throws IOException {
        Settings settings = load("""
                allowed-hosts = ["10.0.0.5:8443", "[2001:db8::1]"]
                proxy { url = "http://proxy.test:3128", username = me, password = hush-hush, no-proxy = [".internal.test"] }
                connect-to { "a.test:443" = "10.0.0.5:8443", b.test = "[2001:db8::1]", "c.test:1" = localhost }
                """);
        TargetAccess access = settings.part(TargetAccess.class);
        assertThat(way(access, "https://a.test/")).isEqualTo("10.0.0.5:8443 by proxy.test:3128");
        assertThat(way(access, "http://b.test:81/")).isEqualTo("[2001:db8::1]:81 by proxy.test:3128");
        assertThat(way(access, "http://c.test:1/")).isEqualTo("localhost:1");
        assertThat(way(access, "http://x.internal.test/")).isEqualTo("x.internal.test:80");
        assertThat(way(access, "http://a.test:444/")).isEqualTo("a.test:444 by proxy.test:3128");
        assertThat(access.connected(URI.create("https://b.test/"))).hasToString("https://[2001:db8::1]:443");
        assertThat(settings.effective().toString()).doesNotContain(SECRET).contains("proxy.test");
    }

    @Test
    void aTokenIsNeitherRecordedNorAskedForByReadingTheConfiguration() throws Exception {
        Path asked = folder.resolve("asked");
        Settings settings = load("""
                url = "http://127.0.0.1:1"
                token { command = [/bin/sh, -c, "echo x >> DIR/asked; echo hush-hush"], refresh = 7 s, header = X-Token, prefix = "" }
                """);
        assertThat(asked).doesNotExist();
        assertThat(settings.effective())
                .containsEntry("target.token.refresh", "7 s")
                .containsEntry("target.token.header", "X-Token")
                .containsEntry("target.token.client-secret", "");
        assertThat(settings.effective().get("target.token.command"))
                .contains("/bin/sh")
                .doesNotContain(SECRET);
        TargetAccess access = settings.part(TargetAccess.class);
        access.open();
        access.open();
        assertThat(Files.readString(asked)).hasLineCount(1);
        assertThat(access.withToken(Map.of("a", "b"))).containsOnly(Map.entry("X-Token", SECRET), Map.entry("a", "b"));
        assertThat(access.token().orElseThrow().source()).hasToString("the command /bin/sh");
        access.token().orElseThrow().close();
        assertThat(load("token { url = \"https://login.test/a\", client-id = me, client-secret = hush-hush }")
                        .effective()
                        .toString())
                .contains("https://login.test/a")
                .doesNotContain(SECRET);
    }

    @Test
    void withoutASettingNothingIsInUse() throws IOException {
        TargetAccess access = access("url = embedded");
        assertThat(way(access, "https://a.test/")).isEqualTo("a.test:443");
        assertThat(access.clientCertificate(URI.create("https://a.test/"))).isEmpty();
    }

    private static String way(TargetAccess access, String url) {
        URI to = URI.create(url);
        return access.dialled(to)
                + access.proxyFor(to).map(proxy -> " by " + proxy).orElse("");
    }
}
