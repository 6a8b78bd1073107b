package io.orchestress.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.testkit.Certificates;
import io.orchestress.transport.reach.ConnectTo;
import io.orchestress.transport.reach.Reach;
import io.orchestress.transport.reach.Tls;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a TLS server with a certificate of its own making. */
class HttpWireTlsTest {
    private static final Certificates.Issued AUTHORITY = Certificates.authority("own authority");
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    @TempDir
    static Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersOverTls(boolean epoll) throws Exception {
        try (RawServer server = server("localhost");
                WireBench bench = bench(epoll, AUTHORITY)) {
            assertThat(bench.exchange(WireBench.get(server.uri("/"))).body()).isEqualTo("{}");
            assertThat(bench.exchange(WireBench.get(server.uri("/"))).body()).isEqualTo("{}");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        try (RawServer server = server("elsewhere.example");
                WireBench bench = bench(true, AUTHORITY)) {
            assertThat(bench.exchange(WireBench.get(server.uri("/"))).ending()).isEqualTo(Ending.TLS);
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() throws Exception {
        try (RawServer server = server("localhost");
                WireBench bench = WireBench.http()) {
            assertThat(bench.exchange(WireBench.get(server.uri("/"))).ending()).isEqualTo(Ending.TLS);
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    void aServerWithoutTls() throws Exception {
        try (RawServer server = RawServer.closingAfter(OK);
                WireBench bench = bench(true, AUTHORITY)) {
            assertThat(bench.exchange(WireBench.get(java.net.URI.create("https://localhost:" + server.port() + "/")))
                            .ending())
                    .isEqualTo(Ending.TLS);
        }
    }

    @Test
    void aHandshakeThatNeverEnds() throws Exception {
        try (RawServer server = new RawServer(RawServer.Peer::untilClosed);
                WireBench bench = bench(true, AUTHORITY)) {
            Heard heard = bench.send(
                    WireBench.get(java.net.URI.create("https://localhost:" + server.port() + "/")),
                    Duration.ofMillis(200),
                    new Heard());
            assertThat(heard.ending()).isEqualTo(Ending.TIMEOUT);
        }
    }

    private static WireBench bench(boolean epoll, Certificates.Issued trusted) throws Exception {
        Tls tls = Tls.of(
                new Tls.Files(List.of(trusted.writtenTo(folder.resolve("trusted.pem"))), false, "", "", ""),
                Instant.now());
        Reach reach = new Reach(tls, Optional.empty(), ConnectTo.NOTHING);
        return new WireBench(epoll, loop -> new HttpWire(loop, Duration.ofSeconds(5), AnswerLimits.DEFAULT, reach));
    }

    private static RawServer server(String host) throws Exception {
        SSLContext context = Certificates.signedBy(AUTHORITY, host).context(null);
        return new RawServer(
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                "https",
                peer -> {
                    while (peer.request()) {
                        peer.write(OK);
                    }
                });
    }
}
