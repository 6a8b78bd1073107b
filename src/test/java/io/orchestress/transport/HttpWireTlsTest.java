package io.orchestress.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a TLS server with a certificate of its own making. */
class HttpWireTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    @TempDir
    static Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersOverTls(boolean epoll) throws Exception {
        KeyStore keys = keys("localhost");
        try (RawServer server = server(keys);
                WireBench bench = bench(epoll, trusting(keys))) {
            assertThat(bench.exchange(WireBench.get(server.uri("/"))).body()).isEqualTo("{}");
            assertThat(bench.exchange(WireBench.get(server.uri("/"))).body()).isEqualTo("{}");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        KeyStore keys = keys("elsewhere.example");
        try (RawServer server = server(keys);
                WireBench bench = bench(true, trusting(keys))) {
            assertThat(bench.exchange(WireBench.get(server.uri("/"))).ending()).isEqualTo(Ending.TLS);
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() throws Exception {
        try (RawServer server = server(keys("localhost"));
                WireBench bench = WireBench.http()) {
            assertThat(bench.exchange(WireBench.get(server.uri("/"))).ending()).isEqualTo(Ending.TLS);
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    void aServerWithoutTls() throws Exception {
        try (RawServer server = RawServer.closingAfter(OK);
                WireBench bench = bench(true, trusting(keys("localhost")))) {
            assertThat(bench.exchange(WireBench.get(java.net.URI.create("https://localhost:" + server.port() + "/")))
                            .ending())
                    .isEqualTo(Ending.TLS);
        }
    }

    @Test
    void aHandshakeThatNeverEnds() throws Exception {
        try (RawServer server = new RawServer(RawServer.Peer::untilClosed);
                WireBench bench = bench(true, trusting(keys("localhost")))) {
            Heard heard = bench.send(
                    WireBench.get(java.net.URI.create("https://localhost:" + server.port() + "/")),
                    Duration.ofMillis(200),
                    new Heard());
            assertThat(heard.ending()).isEqualTo(Ending.TIMEOUT);
        }
    }

    private static WireBench bench(boolean epoll, SslContext context) {
        return new WireBench(epoll, loop -> {
            HttpConnections connections = new HttpConnections(
                    loop, Duration.ofSeconds(5), AnswerLimits.DEFAULT, NameResolver.SYSTEM, () -> context);
            return new HttpWire(connections);
        });
    }

    private static SslContext trusting(KeyStore keys) throws GeneralSecurityException, IOException {
        return SslContextBuilder.forClient()
                .trustManager((X509Certificate) keys.getCertificate("server"))
                .endpointIdentificationAlgorithm("HTTPS")
                .build();
    }

    private static RawServer server(KeyStore keys) throws GeneralSecurityException, IOException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new RawServer(
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                "https",
                peer -> {
                    while (peer.request()) {
                        peer.write(OK);
                    }
                });
    }

    /** Made by the JDK's keytool, so that no certificate in the repository ever expires. */
    private static KeyStore keys(String host) throws GeneralSecurityException, IOException, InterruptedException {
        File file = folder.resolve(host + ".p12").toFile();
        if (!file.exists()) {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "server",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=" + host,
                            "-ext",
                            "SAN=dns:" + host,
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            new String(PASSWORD))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("keytool.txt").toFile())
                    .start();
            assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file.toPath())) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }
}
