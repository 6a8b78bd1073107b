package io.orchestress.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** The JDK's HTTPS server; it answers all with {@code {}} and keeps what it was sent. */
public final class TlsServer implements AutoCloseable {
    private static final int KEPT = 1_000;

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> hosts = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();

    /** What is done with a request. */
    public interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    /** @param clients whose signature a client's certificate must have; null: none is asked for */
    public TlsServer(Certificates.Issued own, Certificates.Issued clients) {
        this(own, clients, exchange -> answer(exchange, 200, "{}"));
    }

    public TlsServer(Certificates.Issued own, Certificates.Issued clients, Handler handler) {
        try {
            SSLContext context = own.context(clients);
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            server.setHttpsConfigurator(new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters tls = context.getDefaultSSLParameters();
                    tls.setNeedClientAuth(clients != null);
                    parameters.setSSLParameters(tls);
                }
            });
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            if (hosts.size() < KEPT) {
                hosts.add(String.valueOf(exchange.getRequestHeaders().getFirst("Host")));
                headers.add(exchange.getRequestHeaders().entrySet().toString());
            }
            handler.handle(exchange);
        });
        server.start();
    }

    public static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The Host of each request, of the first thousand. */
    public List<String> hosts() {
        return hosts;
    }

    /** All headers of the same. */
    public List<String> headers() {
        return headers;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
