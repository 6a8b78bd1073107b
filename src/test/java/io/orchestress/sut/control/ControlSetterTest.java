package io.orchestress.sut.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.orchestress.config.ControlSettings;
import io.orchestress.metrics.TimeSource;
import io.orchestress.testkit.MoreTime;
import io.orchestress.testkit.Ports;
import io.orchestress.transport.http.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against real sockets and real programs. */
class ControlSetterTest {
    @TempDir
    Path folder;

    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private int status = 200;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = server(Ports.reserved());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private HttpServer server(int port) throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        started.createContext("/", exchange -> {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8) + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        started.start();
        return started;
    }

    @Test
    void aPathIsOneOfTheTargetAndGetsItsHeaders() throws Exception {
        assertThat(request("PUT", "/scale/#{value}", "{\"n\": #{value}}", 5_000).to("3 x"))
                .isEmpty();
        assertThat(seen).containsExactly("PUT /scale/3%20x {\"n\": 3 x} secret");
    }

    @Test
    void awholeUrlDoesNotGetTheHeadersOfTheTarget() throws Exception {
        assertThat(request("POST", url() + "/scale", "", 5_000).to("3")).isEmpty();
        assertThat(seen).containsExactly("POST /scale  null");
    }

    @ParameterizedTest
    @CsvSource({"404", "500", "302"})
    void anyOtherAnswerIsAFailure(int answer) throws Exception {
        status = answer;
        assertThat(request("PUT", "/scale?key=hidden", "", 5_000).to("3")).contains("PUT /scale returned " + answer);
        assertThat(seen).as("no redirect is followed, nothing is tried again").hasSize(1);
    }

    @Test
    void aTargetThatIsOnItsWayBackIsWaitedFor() throws Exception {
        int port = server.getAddress().getPort();
        server.stop(0);
        RequestSetter setter = request("PUT", "/scale", "", 30_000);
        CompletableFuture<Void> back = CompletableFuture.runAsync(() -> {
            try {
                Thread.sleep(300);
                server = server(port);
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });

        assertThat(setter.to("3")).isEmpty();
        back.join();
    }

    @Test
    void nobodyThereIsAFailureWhenTheTimeIsOver() throws Exception {
        server.stop(0);
        MoreTime.than(
                Duration.ofMillis(300),
                limit -> assertThat(
                                request("PUT", "/scale", "", limit.toMillis()).to("3"))
                        .hasValueSatisfying(why -> assertThat(why).startsWith("nothing listens at 127.0.0.1:")));
    }

    @Test
    void noAnswerIsAFailureWhenTheTimeIsOver() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            ControlSettings.Request control = control("PUT", "/scale", "", 300);
            URI target = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            assertThat(new RequestSetter(control, target, Map::of, Http.direct(), TimeSource.SYSTEM::nanos).to("3"))
                    .contains("PUT /scale did not respond in time");
        }
    }

    @Test
    void aProgramGetsTheValueAsItIsWithoutAShell() throws Exception {
        Path file = folder.resolve("out");
        CommandSetter setter = command(5_000, "sh", "-c", "printf %s \"$1\" > " + file, "sh", "n=#{value}");

        assertThat(setter.to("$(id); 4")).isEmpty();
        assertThat(Files.readString(file)).isEqualTo("n=$(id); 4");
    }

    @Test
    void aProgramThatFailsSaysWhy() throws Exception {
        assertThat(command(5_000, "sh", "-c", "echo no such deployment >&2; exit 3")
                        .to("4"))
                .contains("sh ended with 3: no such deployment");
        assertThat(command(5_000, "/no/such/program").to("4")).contains("/no/such/program could not be started");
        assertThat(command(200, "sleep", "30").to("4")).contains("sleep did not end within 200 ms and was killed");
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private RequestSetter request(String method, String address, String body, long timeoutMillis) {
        return new RequestSetter(
                control(method, address, body, timeoutMillis),
                URI.create(url()),
                () -> Map.of("Authorization", "secret"),
                Http.direct(),
                TimeSource.SYSTEM::nanos);
    }

    private static ControlSettings.Request control(String method, String address, String body, long timeoutMillis) {
        return new ControlSettings.Request(
                "key", "origin", method, address, body, Map.of(), Duration.ofMillis(timeoutMillis), Optional.empty());
    }

    private static CommandSetter command(long timeoutMillis, String... command) {
        return new CommandSetter(new ControlSettings.Command(
                "key", "origin", List.of(command), Duration.ofMillis(timeoutMillis), Optional.empty()));
    }
}
