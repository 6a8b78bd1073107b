package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.FailureCounts;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Redirector;
import io.orchestress.testkit.Runs;
import io.orchestress.trace.TraceContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load of a simulation of one's own stays at the target: no redirect is followed, no whole URL leads elsewhere. */
class RedirectsTest {
    @TempDir
    Path folder;

    @Test
    void nothingArrivesElsewhere() throws IOException {
        try (Redirector target = new Redirector().by("307");
                ServerSocket noTls = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            new Thread(() -> greet(noTls), "greeter").start();
            GatlingRun run = GatlingRun.of(
                    RedirectsSimulation.class,
                    folder,
                    GatlingRun.LONGEST,
                    Runs.steady(
                            3,
                            2,
                            100,
                            "target=" + target.url(),
                            "elsewhere=" + target.place(),
                            "noTls=https://127.0.0.1:" + noTls.getLocalPort(),
                            "orchestress.target.allowed-hosts=[\"127.0.0.1:1\", \"127.0.0.1:" + noTls.getLocalPort()
                                    + "\"]",
                            "orchestress.target.headers.Authorization=Bearer SECRET",
                            "orchestress.target.headers.baggage=team=a",
                            "orchestress.breaker.enabled=false"));

            assertThat(target.arrived()).as(run.output()).noneMatch(line -> line.contains("/"));
            RunRecord record = Runs.record(run);
            Map<String, Map<String, Long>> failures = record.phases().get(0).requests().stream()
                    .collect(Collectors.toMap(
                            RequestResult::name, request -> FailureCounts.byLabel(request.failures())));
            assertThat(failures)
                    .as(run.output())
                    .containsKeys("own whole URL", "308", "meta", "named", "built", "plain");
            assertThat(failures.get("own whole URL")).isEmpty();
            for (String way : List.of("301", "302", "303", "307", "308")) {
                assertThat(Objects.requireNonNull(failures.get(way)).keySet()).containsExactly("http-" + way);
            }
            for (String name : List.of("openai", "a2a", "langgraph")) {
                assertThat(Objects.requireNonNull(failures.get(name)).keySet()).containsExactly("http-307");
            }
            for (String name : List.of("refresh", "meta")) {
                assertThat(failures.get(name)).as(name).isEmpty();
            }
            for (String name : List.of("named", "built", "plain", "call")) {
                assertThat(Objects.requireNonNull(failures.get(name)).keySet()).containsExactly("elsewhere");
            }
            assertThat(target.header("/headers", "Accept")).containsExactly("text/plain");
            assertThat(target.header("/headers", "Accept-Encoding")).containsExactly("identity");
            assertThat(target.header("/headers", "Authorization")).containsExactly("Bearer SECRET");
            assertThat(target.header("/headers", "traceparent"))
                    .singleElement()
                    .satisfies(header -> assertThat(TraceContext.parse(header)).isPresent());
            assertThat(target.header("/headers", "baggage"))
                    .containsExactly("team=a,orchestress-run=" + record.runId());
            assertThat(Objects.requireNonNull(failures.get("no TLS there")).keySet())
                    .containsExactly("tls");
            assertThat(Objects.requireNonNull(failures.get("nothing there")).keySet())
                    .containsExactly("connection");
            assertThat(run.output())
                    .contains("!! first failure of 'named': elsewhere – not sent, " + target.place()
                            + " is not the target, " + target.url() + ": name 127.0.0.1:")
                    .doesNotContain("\tat ");
        }
    }

    /** Speaks first, and no TLS. */
    private static void greet(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write("SSH-2.0-Test\r\n".getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                // closed, by them or by us
            }
        }
    }
}
