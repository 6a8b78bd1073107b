package io.orchestress.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orchestress.testkit.MoreTime;
import io.orchestress.testkit.Ports;
import io.orchestress.text.Format;
import io.orchestress.transport.http.NoAnswerException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against raw sockets. It changes the JVM's proxy. */
class OneExchangeTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final String ENDLESS = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: hello\n";

    private final AtomicInteger connections = new AtomicInteger();
    private ServerSocket server;
    private volatile String answer = "";
    private volatile boolean endless;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Thread thread = new Thread(() -> answer(socket));
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            socket.getInputStream().read();
            OutputStream out = socket.getOutputStream();
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            while (endless) {
                out.write(new byte[64 << 10]);
            }
            if (!answer.endsWith("close")) {
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            // they have gone
        }
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/secret?key=secret");
    }

    private HttpAnswer ask(Duration within, Wanted wanted) throws NoAnswerException, InterruptedException {
        return Http.direct().ask(Question.get(url(), Map.of("X-Key", "secret")), within, wanted);
    }

    @Test
    void theStatusIsEnoughOfAnAnswerThatNeverEnds() throws Exception {
        answer = ENDLESS;
        endless = true;

        HttpAnswer head = ask(PATIENT, Wanted.STATUS);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("content-type")).isEqualTo("text/event-stream");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void someOfAnAnswerIsAsFarAsItCame() throws Exception {
        answer = ENDLESS;
        MoreTime.than(
                Duration.ofMillis(300),
                limit -> assertThat(ask(limit, Wanted.some(1000)).text()).isEqualTo(": hello\n"));

        endless = true;
        assertThat(ask(PATIENT, Wanted.some(1000)).body()).hasSize(1000);
    }

    @Test
    void theWholeOfAnAnswerIsAllOrNothing() throws Exception {
        answer = "HTTP/1.1 203 x\r\nContent-Length: 2\r\n\r\nok";
        assertThat(ask(PATIENT, Wanted.whole(2)).text()).isEqualTo("ok");

        answer = ENDLESS;
        MoreTime.than(
                Duration.ofMillis(300),
                limit -> assertThat(none(limit, Wanted.whole(1000)).why())
                        .isEqualTo("no complete response within " + Format.limit(limit.toMillis(), "ms")));

        endless = true;
        NoAnswerException tooLarge = none(PATIENT, Wanted.whole(2 << 20));
        assertThat(tooLarge.kind()).isEqualTo(Kind.BROKEN);
        assertThat(tooLarge.why()).isEqualTo("its response exceeds 2 MiB");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SSH-2.0-x\\r\\n\\r\\nclose                        | BROKEN",
                "HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\nclose | BROKEN",
                "close                                        | BROKEN",
                "''                                           | TIME_OUT",
            })
    void whatIsNoAnswerIsSaid(String sent, Kind kind) {
        answer = sent.replace("\\r\\n", "\r\n");

        NoAnswerException none = none(Duration.ofMillis(kind == Kind.TIME_OUT ? 200 : 20_000), Wanted.whole(1000));

        assertThat(none.kind()).isEqualTo(kind);
        assertThat(none.why()).isNotBlank().doesNotContain("secret").doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void nothingListensAndNobodyKnowsTheName() throws IOException {
        try (Ports.Closed nobody = Ports.closed()) {
            NoAnswerException refused = catchThrowableOfType(
                    NoAnswerException.class,
                    () -> Http.direct().ask(Question.get(URI.create(nobody.url()), Map.of()), PATIENT, Wanted.STATUS));
            assertThat(refused.kind()).isEqualTo(Kind.NOTHING_LISTENS);
        }

        NoAnswerException unknown = catchThrowableOfType(
                NoAnswerException.class,
                () -> Http.direct()
                        .ask(Question.get(URI.create("http://name.invalid/"), Map.of()), PATIENT, Wanted.STATUS));
        assertThat(unknown.why()).isEqualTo("the host name is unknown");
    }

    @Test
    void aHeaderThatCannotBeSentIsNamedWithoutItsValue() {
        Question question = Question.get(url(), Map.of("Authorization", "Bearer SECRETü€\n", "Host", "left out"));

        NoAnswerException none = catchThrowableOfType(
                NoAnswerException.class, () -> Http.direct().ask(question, PATIENT, Wanted.STATUS));

        assertThat(none.kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(none.why()).contains("Authorization").doesNotContain("SECRET");
        assertThat(none.getCause()).isNull();
    }

    @Test
    void aProxyIsAskedOnlyWhereThatIsWanted() throws Exception {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        ProxySelector before = ProxySelector.getDefault();
        try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.getLocalPort())));
            ask(PATIENT, Wanted.STATUS);
            assertThat(connections).hasValue(1);

            NoAnswerException silent = catchThrowableOfType(
                    NoAnswerException.class,
                    () -> Http.byProxyOfTheJvm()
                            .ask(Question.get(url(), Map.of()), Duration.ofMillis(300), Wanted.STATUS));
            assertThat(silent.kind()).isEqualTo(Kind.TIME_OUT);
            assertThat(connections).as("the proxy was asked instead").hasValue(1);
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    private NoAnswerException none(Duration within, Wanted wanted) {
        return catchThrowableOfType(NoAnswerException.class, () -> ask(within, wanted));
    }
}
