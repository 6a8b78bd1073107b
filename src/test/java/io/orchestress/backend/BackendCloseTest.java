package io.orchestress.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.sut.embedded.EmbeddedOrchestrator;
import io.orchestress.sut.embedded.EmbeddedSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that ends while connections come in: each that came about is closed, also one that was accepted at the last moment. */
@Timeout(120)
class BackendCloseTest {
    private static final int ROUNDS = 30;
    private static final int LONGEST_MILLIS = 10_000;

    /** Starts a server. */
    private interface Start {
        Server start() throws IOException;
    }

    private record Server(String url, AutoCloseable server) {}

    static Stream<Arguments> servers() {
        return Stream.of(
                Arguments.of("backend", (Start) () -> {
                    Backend backend = Backend.start(Scripts.settings("", "threads=3"));
                    return new Server(backend.url(), backend);
                }),
                Arguments.of("embedded orchestrator", (Start) () -> {
                    EmbeddedOrchestrator orchestrator = EmbeddedOrchestrator.start(
                            EmbeddedSettings.builder().build());
                    return new Server(orchestrator.url(), orchestrator);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void noConnectionStaysOpen(String name, Start start) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Server server = start.start();
                int port = URI.create(server.url()).getPort();
                CountDownLatch connected = new CountDownLatch(2 + round % 20);
                List<Future<List<Socket>>> all = new ArrayList<>();
                for (int client = 0; client < 2; client++) {
                    all.add(clients.submit(() -> connections(port, connected)));
                }
                connected.await();
                server.server().close();
                for (Future<List<Socket>> sockets : all) {
                    for (Socket socket : sockets.get()) {
                        assertThat(isClosed(socket)).as("round " + round).isTrue();
                    }
                }
            }
        } finally {
            clients.shutdownNow();
        }
    }

    /** As many as come about before the port is closed. */
    private static List<Socket> connections(int port, CountDownLatch connected) {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 2_000; i++) {
                sockets.add(new Socket(InetAddress.getLoopbackAddress(), port));
                connected.countDown();
            }
        } catch (IOException e) {
            // closed, as it should be
        }
        return sockets;
    }

    /** A kernel that has not yet told of a connection that it was refused at the last moment does when something is sent; a server that has it open does not answer. */
    private static boolean isClosed(Socket socket) throws IOException {
        try (socket) {
            socket.setSoTimeout(LONGEST_MILLIS);
            socket.getOutputStream().write('x');
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true; // reset
        }
    }
}
