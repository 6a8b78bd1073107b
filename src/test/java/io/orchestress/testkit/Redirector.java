package io.orchestress.testkit;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that sends whoever asks it elsewhere: {@code /301} … {@code /308}, {@code /refresh}, {@code /meta}; any other path in the way
 * that it is told. And the place that it names, which hears what arrives there: nothing must.
 */
public final class Redirector implements AutoCloseable {
    public static final List<String> WAYS = List.of("301", "302", "303", "307", "308", "refresh", "meta");

    private final HttpServer server;
    private final ServerSocket place;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile String way = "fine";
    private final Map<String, Headers> headers = new ConcurrentHashMap<>();
    private volatile String said = "{}";

    public Redirector() throws IOException {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        place = new ServerSocket(0, 50, here);
        server = HttpServer.create(new InetSocketAddress(here, 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        threads.execute(this::listen);
    }

    /** From now on every path without a way of its own answers in this one. */
    public Redirector by(String newWay) {
        way = newWay;
        return this;
    }

    /** From now on every path without a way of its own answers with this JSON. */
    public Redirector saying(String json) {
        said = json;
        return by("fine");
    }

    /** Where it answers. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Where it sends others. */
    public String place() {
        return "http://127.0.0.1:" + place.getLocalPort();
    }

    /** What arrived at the place where nothing must: the first line of each, or that a connection was opened. */
    public List<String> arrived() {
        return List.copyOf(arrived);
    }

    /** The paths that were asked for. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** The values of a header that the last request for a path had. */
    public List<String> header(String path, String name) {
        Headers of = headers.get(path);
        return of == null ? List.of() : of.getOrDefault(name, List.of());
    }

    private void listen() {
        while (!place.isClosed()) {
            try (Socket socket = place.accept()) {
                socket.setSoTimeout(2_000);
                arrived.add(firstLine(socket.getInputStream()));
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // closed, by them or by us
            }
        }
    }

    private static String firstLine(InputStream in) {
        StringBuilder line = new StringBuilder("connected: ");
        try {
            for (int c = in.read(); c > '\r'; c = in.read()) {
                line.append((char) c);
            }
        } catch (IOException e) {
            line.append("and nothing sent");
        }
        return line.toString();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        headers.put(path, exchange.getRequestHeaders());
        String own = path.substring(1);
        String how = WAYS.contains(own) ? own : own.equals("fine") ? "fine" : way;
        String to = place() + "/stolen";
        byte[] body = ("<html><head><meta http-equiv=\"refresh\" content=\"0; url=" + to + "\"></head></html>")
                .getBytes(StandardCharsets.UTF_8);
        int status = 200;
        switch (how) {
            case "refresh" -> exchange.getResponseHeaders().set("Refresh", "0; url=" + to);
            case "meta" -> exchange.getResponseHeaders().set("Content-Type", "text/html");
            case "fine" -> body = said.getBytes(StandardCharsets.UTF_8);
            default -> {
                status = Integer.parseInt(how);
                exchange.getResponseHeaders().set("Location", to);
            }
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        place.close();
        threads.shutdownNow();
    }
}
