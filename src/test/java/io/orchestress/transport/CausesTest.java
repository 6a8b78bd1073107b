package io.orchestress.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words are those of Linux (strerror, gai_strerror), of the JDK and of Netty; Gatling shortens the names of packages. */
class CausesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    j.n.BindException: Cannot assign requested address                                    | INJECTOR
                    i.n.c.AbstractChannel$AnnotatedSocketException: Cannot assign requested address: localhost/127.0.0.1:8080 | INJECTOR
                    j.n.BindException: Address already in use                                             | INJECTOR
                    j.n.SocketException: Too many open files                                              | INJECTOR
                    i.n.c.u.Errors$NativeIoException: newSocketStream(..) failed: Too many open files     | INJECTOR
                    j.i.IOException: No buffer space available                                            | INJECTOR
                    j.i.IOException: Cannot allocate memory                                               | INJECTOR
                    j.l.OutOfMemoryError: Java heap space                                                 | INJECTOR
                    i.n.u.i.OutOfDirectMemoryError: failed to allocate 4194304 byte(s) of direct memory   | INJECTOR
                    j.n.UnknownHostException: agents.test: Name or service not known                      | DNS
                    j.n.UnknownHostException: agents.test: No address associated with hostname            | DNS
                    j.n.UnknownHostException: agents.test                                                 | DNS
                    j.n.UnknownHostException: Failed to resolve 'agents.test' [A(1), AAAA(28)]            | DNS
                    j.n.UnknownHostException: agents.test: Temporary failure in name resolution           | INJECTOR
                    j.n.UnknownHostException: agents.test: Non-recoverable failure in name resolution     | INJECTOR
                    i.n.h.s.NotSslRecordException                                                         | TLS
                    j.n.s.SSLHandshakeException: PKIX path building failed: unable to find valid certification path | TLS
                    j.n.s.SSLHandshakeException: Received fatal alert: protocol_version                   | TLS
                    j.n.s.SSLException: closed engine without receiving the close alert message           | TLS
                    i.n.h.s.SslHandshakeTimeoutException: handshake timed out after 10000ms               | TLS
                    j.s.c.CertificateException: No subject alternative names present                      | TLS
                    j.n.ConnectException: Connection refused                                              | CONNECTION
                    j.n.ConnectException: finishConnect(..) failed: Connection refused                    | CONNECTION
                    j.n.SocketException: Connection reset                                                 | CONNECTION
                    j.i.IOException: Premature close                                                      | CONNECTION
                    i.n.c.ConnectTimeoutException: connection timed out after 10000 ms: /127.0.0.1:8080   | CONNECTION
                    j.n.NoRouteToHostException: No route to host                                          | CONNECTION
                    ''                                                                                    | CONNECTION
                    """)
    void wordsSayWhoseFaultItIs(String said, Ending expected) {
        assertThat(Causes.of(said)).isEqualTo(expected);
    }
}
