package io.orchestress.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.testkit.Certificates;
import io.orchestress.testkit.Certificates.Issued;
import io.orchestress.testkit.Ports;
import io.orchestress.testkit.TestProxy;
import io.orchestress.testkit.TlsServer;
import io.orchestress.transport.http.Http;
import io.orchestress.transport.http.HttpAnswer;
import io.orchestress.transport.http.NoAnswerException;
import io.orchestress.transport.http.Question;
import io.orchestress.transport.http.Wanted;
import io.orchestress.transport.reach.ConnectTo;
import io.orchestress.transport.reach.Proxy;
import io.orchestress.transport.reach.Reach;
import io.orchestress.transport.reach.Tls;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The wire of the load and the client of all else reach a target in the same way, and say the same of it when they do not. */
class ReachedTest {
    private static final Issued AUTHORITY = Certificates.authority("own authority");
    private static final Issued OTHER = Certificates.authority("other authority");
    private static final Issued SERVER = Certificates.signedBy(AUTHORITY, "localhost");
    private static final String PASSWORD = "Basic dXNlcjpwYXNz"; // user:pass

    @TempDir
    static Path folder;

    private static String ca;

    @BeforeAll
    static void written() throws Exception {
        ca = AUTHORITY.writtenTo(folder.resolve("ca.pem"));
    }

    /** Says {@code STATUS}, or how it ended and why. */
    enum Client {
        WIRE {
            @Override
            String ask(Reach reach, URI url) {
                try (WireBench bench = new WireBench(
                        true, loop -> new HttpWire(loop, Duration.ofSeconds(5), AnswerLimits.DEFAULT, reach))) {
                    Heard heard = bench.exchange(WireBench.get(url));
                    return heard.ending() == Ending.COMPLETE
                            ? Integer.toString(heard.status())
                            : heard.ending().name().toLowerCase(Locale.ROOT) + ": " + heard.why();
                }
            }
        },
        OTHER_CALLS {
            @Override
            String ask(Reach reach, URI url) throws Exception {
                try {
                    HttpAnswer answer = Http.by(reach)
                            .ask(Question.get(url, Map.of()), Duration.ofSeconds(5), Wanted.whole(1 << 20));
                    return Integer.toString(answer.status());
                } catch (NoAnswerException e) {
                    return e.kind().name().toLowerCase(Locale.ROOT) + ": " + e.why();
                }
            }
        };

        abstract String ask(Reach reach, URI url) throws Exception;
    }

    private static Reach with(Tls tls) {
        return new Reach(tls, Optional.empty(), ConnectTo.NOTHING);
    }

    private static Tls trusting() throws Exception {
        return Tls.of(new Tls.Files(List.of(ca), false, "", "", ""), Instant.now());
    }

    private static Tls withClient(Issued client) throws Exception {
        return Tls.of(
                new Tls.Files(
                        List.of(ca),
                        true,
                        client.writtenTo(folder.resolve("client.pem")),
                        client.keyWrittenTo(folder.resolve("client.key")),
                        ""),
                Instant.now());
    }

    private static Reach by(TestProxy proxy, Tls tls, String user, String password) {
        return by(proxy.port(), tls, user, password);
    }

    private static Reach by(int proxy, Tls tls, String user, String password) {
        return new Reach(tls, Optional.of(new Proxy("localhost", proxy, user, password, List.of())), ConnectTo.NOTHING);
    }

    private static URI at(int port) {
        return URI.create("https://localhost:" + port + "/");
    }

    private static void refusedAsTls(String said, String... words) {
        assertThat(said).startsWith("tls: ").contains(words);
    }

    @ParameterizedTest
    @EnumSource
    void anOwnAuthorityIsTrustedAndNobodyElse(Client client) throws Exception {
        try (TlsServer server = new TlsServer(SERVER, null)) {
            assertThat(client.ask(with(trusting()), at(server.port()))).isEqualTo("200");
            refusedAsTls(client.ask(Reach.PLAIN, at(server.port())), "authority that is not trusted", "target.tls.ca");
            assertThat(server.hosts()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void certificatesOfServers(Client client) throws Exception {
        Issued expired = Certificates.signedBy(AUTHORITY, "localhost", Duration.ofDays(-9), Duration.ofDays(-2));
        Issued early = Certificates.signedBy(AUTHORITY, "localhost", Duration.ofDays(2), Duration.ofDays(9));
        Issued elsewhere = Certificates.signedBy(AUTHORITY, "elsewhere.example");
        try (TlsServer server = new TlsServer(expired, null)) {
            refusedAsTls(client.ask(with(trusting()), at(server.port())), "certificate has expired");
        }
        try (TlsServer server = new TlsServer(early, null)) {
            refusedAsTls(client.ask(with(trusting()), at(server.port())), "certificate is not valid yet");
        }
        try (TlsServer server = new TlsServer(elsewhere, null)) {
            refusedAsTls(client.ask(with(trusting()), at(server.port())), "certificate is for another host");
            assertThat(server.hosts()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatDemandsAClientCertificate(Client client) throws Exception {
        try (TlsServer server = new TlsServer(SERVER, AUTHORITY)) {
            assertThat(client.ask(with(withClient(Certificates.signedBy(AUTHORITY, "tester"))), at(server.port())))
                    .isEqualTo("200");
            assertThat(client.ask(with(trusting()), at(server.port())))
                    .contains("client certificate, and none is configured (orchestress.target.tls.certificate)");
            assertThat(server.hosts()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientCertificateThatTheServerDoesNotWant(Client client) throws Exception {
        try (TlsServer server = new TlsServer(SERVER, AUTHORITY)) {
            assertThat(client.ask(with(withClient(Certificates.signedBy(OTHER, "stranger"))), at(server.port())))
                    .doesNotStartWith("200")
                    .doesNotContain("none is configured");
            assertThat(server.hosts()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectToKeepsHostAndName(Client client) throws Exception {
        Issued named = Certificates.signedBy(AUTHORITY, "orchestrator.example");
        try (TlsServer server = new TlsServer(named, null)) {
            for (String from :
                    List.of("orchestrator.example:443", "orchestrator.example", "ORCHESTRATOR.example:443")) {
                for (String to : List.of("localhost:" + server.port(), "127.0.0.1:" + server.port())) {
                    Reach reach = new Reach(
                            trusting(),
                            Optional.empty(),
                            ConnectTo.of(Map.of(
                                    ConnectTo.parsed(from).orElseThrow(),
                                    ConnectTo.parsed(to).orElseThrow())));
                    assertThat(client.ask(reach, URI.create("https://orchestrator.example/a?b=c")))
                            .isEqualTo("200");
                    assertThat(client.ask(reach, URI.create("https://other.example/")))
                            .as("no entry for it")
                            .doesNotStartWith("200");
                }
            }
            assertThat(server.hosts()).hasSize(6).containsOnly("orchestrator.example");
        }
    }

    /** The certificate is for the address, but the URL names a host. */
    @ParameterizedTest
    @EnumSource
    void connectToNeverMakesTheAddressTheNameOfTheCertificate(Client client) throws Exception {
        try (TlsServer server = new TlsServer(Certificates.signedBy(AUTHORITY, "127.0.0.1"), null)) {
            Reach reach = new Reach(
                    trusting(),
                    Optional.empty(),
                    ConnectTo.of(Map.of(
                            ConnectTo.parsed("orchestrator.example").orElseThrow(),
                            ConnectTo.parsed("127.0.0.1:" + server.port()).orElseThrow())));
            refusedAsTls(client.ask(reach, URI.create("https://orchestrator.example/")), "is for another host");
        }
    }

    @ParameterizedTest
    @EnumSource
    void byAProxyHttpsIsTunnelledAndHttpHandedOver(Client client) throws Exception {
        Issued named = Certificates.signedBy(AUTHORITY, "orchestrator.example");
        try (TlsServer server = new TlsServer(named, null);
                TestProxy proxy = TestProxy.wanting(PASSWORD, server.port());
                RawServer plain = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
                TestProxy relay = TestProxy.wanting(PASSWORD, plain.port())) {
            assertThat(client.ask(by(proxy, trusting(), "user", "pass"), URI.create("https://orchestrator.example/")))
                    .isEqualTo("200");
            assertThat(proxy.heads())
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT orchestrator.example:443 HTTP/1.1");
            assertThat(server.headers()).singleElement().asString().doesNotContainIgnoringCase("proxy-");
            assertThat(client.ask(
                            by(relay, trusting(), "user", "pass"), URI.create("http://orchestrator.example/a?b=c")))
                    .isEqualTo("200");
            assertThat(relay.heads())
                    .singleElement()
                    .asString()
                    .startsWith("GET http://orchestrator.example/a?b=c HTTP/1.1")
                    .contains("ost: orchestrator.example\r\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void thisMachineIsNeverAskedForByAProxy(Client client) throws Exception {
        try (TlsServer server = new TlsServer(SERVER, null);
                TestProxy proxy = TestProxy.closing()) {
            assertThat(client.ask(by(proxy, trusting(), "", ""), at(server.port())))
                    .isEqualTo("200");
            assertThat(proxy.heads()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void proxiesThatDoNotLetItThrough(Client client) throws Exception {
        for (String scheme : List.of("http", "https")) {
            URI url = URI.create(scheme + "://orchestrator.example/");
            try (TestProxy proxy = TestProxy.wanting(PASSWORD, 1)) {
                assertThat(client.ask(by(proxy, trusting(), "", ""), url))
                        .startsWith("proxy: the proxy localhost:" + proxy.port())
                        .contains("asks for a user and a password: 407", "orchestress.target.proxy.username is empty");
                assertThat(client.ask(by(proxy, trusting(), "user", "hush-hush"), url))
                        .startsWith("proxy: ")
                        .contains("does not accept the user and the password: 407")
                        .doesNotContain("hush-hush");
            }
            try (TestProxy proxy = TestProxy.closing()) {
                assertThat(client.ask(by(proxy, trusting(), "", ""), url)).startsWith("proxy: ");
            }
            try (Ports.Closed nobody = Ports.closed()) {
                assertThat(client.ask(by(nobody.port(), trusting(), "", ""), url))
                        .startsWith("proxy: no connection to the proxy localhost:" + nobody.port());
            }
        }
        try (TestProxy proxy = TestProxy.answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(client.ask(by(proxy, trusting(), "", ""), URI.create("https://orchestrator.example/")))
                    .startsWith("proxy: ")
                    .contains("does not let it through: 403");
        }
        try (TestProxy proxy = TestProxy.answering("SSH-2.0-OpenSSH\r\n\r\n")) {
            assertThat(client.ask(by(proxy, trusting(), "", ""), URI.create("https://orchestrator.example/")))
                    .startsWith("proxy: ");
        }
    }
}
