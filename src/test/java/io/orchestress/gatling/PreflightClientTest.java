package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.FirstAnswer;
import io.orchestress.protocol.Reply;
import io.orchestress.testkit.MoreTime;
import io.orchestress.text.Format;
import io.orchestress.transport.Outbound;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A target that keeps a start waiting: all calls before the load together have the time of one. */
@Timeout(180)
@Tag("slow")
class PreflightClientTest {
    private static final String DRIP =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n";
    private static final String EVENTS = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

    /** Says the beginning once, and then the rest again and again, on every connection. */
    private static final class Endless implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final List<String> asked = new CopyOnWriteArrayList<>();

        Endless(String beginning, String again) throws IOException {
            Thread thread = new Thread(() -> accept(beginning, again), "endless");
            thread.setDaemon(true);
            thread.start();
        }

        private void accept(String beginning, String again) {
            try {
                while (true) {
                    Socket socket = server.accept();
                    Thread thread = new Thread(() -> serve(socket, beginning, again), "endless peer");
                    thread.setDaemon(true);
                    thread.start();
                }
            } catch (IOException e) {
                // closed: the test is over
            }
        }

        private void serve(Socket socket, String beginning, String again) {
            try (socket) {
                asked.add(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine());
                OutputStream out = socket.getOutputStream();
                out.write(beginning.getBytes(StandardCharsets.US_ASCII));
                while (true) {
                    out.write(again.getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    Thread.sleep(10);
                }
            } catch (IOException | InterruptedException e) {
                // the client has gone
            }
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + server.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private final List<String> told = new CopyOnWriteArrayList<>();

    private PreflightClient inquiry(URI url, Duration limit) {
        Properties given = new Properties();
        given.setProperty("orchestress.target.url", url.toString());
        given.setProperty("orchestress.target.request-timeout", limit.toMillis() + " ms");
        Settings settings = SettingsLoader.load(given);
        return new PreflightClient(
                settings,
                new CallRecorder(settings, List.of(), () -> {
                    throw new AssertionError("nothing is said besides");
                }),
                50,
                told::add);
    }

    private static Call call(URI url, String path) {
        return FirstAnswer.to(
                new Call(new Outbound.Http("GET", url.resolve(path + "?key=secret"), Map.of(), new byte[0]), () -> {
                    throw new AssertionError("only its first answer is looked at");
                }));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"100 Continue for ever", "103 Early Hints for ever", "a body byte by byte", "comments for ever"})
    void theFirstThatIsNotAnsweredIsTheLastThatIsAsked(String how) throws Exception {
        String beginning = how.startsWith("a body") ? DRIP : how.startsWith("comments") ? EVENTS : "";
        String again = how.startsWith("a body")
                ? " "
                : how.startsWith("comments") ? ": wait\n\n" : "HTTP/1.1 " + how.replace(" for ever", "") + "\r\n\r\n";
        MoreTime.than(Duration.ofSeconds(1), limit -> {
            try (Endless target = new Endless(beginning, again);
                    PreflightClient inquiry = inquiry(target.url(), limit)) {
                told.clear();
                Reply first = inquiry.ask(call(target.url(), "/a"));
                Reply second = inquiry.ask(call(target.url(), "/b"));

                assertThat(first.outcome()).isEqualTo(FailureClass.TIMEOUT);
                assertThat(second.outcome()).isEqualTo(FailureClass.TIMEOUT);
                assertThat(second.detail())
                        .isEqualTo("not sent: GET " + target.url() + "/a?… took all of the "
                                + Format.limit(limit.toSeconds(), "s")
                                + " (orchestress.target.request-timeout), the total for requests before the load");
                assertThat(target.asked).containsExactly("GET /a?key=secret HTTP/1.1");
                assertThat(told.get(0))
                        .startsWith("Before the load: waiting for the response to GET " + target.url() + "/a?…, for ")
                        .endsWith(" of at most " + Format.limit(limit.toSeconds(), "s") + ".");
            }
        });
    }

    /** Such as the end of a session, or the question for an era that old servers do not know. */
    @Test
    void aCallWithALimitOfItsOwnTakesNothingFromTheOthers() throws Exception {
        MoreTime.than(Duration.ofSeconds(1), limit -> {
            try (Endless target = new Endless("", "HTTP/1.1 100 Continue\r\n\r\n");
                    PreflightClient inquiry = inquiry(target.url(), limit)) {
                Call brief = call(target.url(), "/brief").within(limit.dividedBy(10));

                assertThat(inquiry.ask(brief).detail()).doesNotStartWith("not sent");
                assertThat(inquiry.ask(call(target.url(), "/a")).detail()).doesNotStartWith("not sent");
                assertThat(inquiry.ask(brief).detail()).doesNotStartWith("not sent");
                assertThat(inquiry.ask(call(target.url(), "/b")).detail()).startsWith("not sent");
                assertThat(target.asked).hasSize(3);
            }
        });
    }
}
