package io.orchestress.sut;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.protocol.access.TargetAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivenessTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    /** Who speaks something else is named by what came first. */
    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "00001204000000000000030000006400040010000000060001000000, HTTP/2 only",
        "15030100020246, it speaks TLS: the URL begins with https",
        "5353482d322e302d4f70656e5353485f392e360d0a, SSH"
    })
    void whoSpeaksNoHttpIsNamed(String hex, String says) throws IOException {
        try (ServerSocket server = saying(HexFormat.of().parseHex(hex))) {
            assertThatThrownBy(() -> Liveness.check(url("http", server), TargetAccess.PLAIN, LONG))
                    .isInstanceOf(TargetUnavailableException.class)
                    .hasMessageContaining("does not respond in HTTP")
                    .hasMessageContaining(says);
        }
    }

    @Test
    void whoSpeaksNoTlsIsNamed() throws IOException {
        try (ServerSocket server =
                saying("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII))) {
            assertThatThrownBy(() -> Liveness.check(url("https", server), TargetAccess.PLAIN, LONG))
                    .isInstanceOf(TargetUnavailableException.class)
                    .hasMessageContaining("it does not speak TLS: check whether its URL should begin with http");
        }
    }

    @Test
    void anyAnswerWillDo() throws IOException {
        try (ServerSocket server =
                saying("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII))) {
            assertThatCode(() -> Liveness.check(url("http", server), TargetAccess.PLAIN, LONG))
                    .doesNotThrowAnyException();
        }
    }

    private static URI url(String scheme, ServerSocket server) {
        return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + "/");
    }

    /** Says that to whoever has asked, and closes. */
    private static ServerSocket saying(byte[] bytes) throws IOException {
        ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read(new byte[4_096]);
                    socket.getOutputStream().write(bytes);
                } catch (IOException e) {
                    // the next one
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }
}
