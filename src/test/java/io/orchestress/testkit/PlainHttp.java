package io.orchestress.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** HTTP/1.1 by hand, where a client would not say what a test wants said. */
public final class PlainHttp implements AutoCloseable {
    private static final int LONGEST_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final StringBuilder ahead = new StringBuilder();

    private PlainHttp(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** To a port of this machine. */
    public static PlainHttp to(int port) {
        return to(port, 0);
    }

    /** @param receiveBytes of buffer, as far as the kernel obeys; 0: as it likes */
    public static PlainHttp to(int port, int receiveBytes) {
        try {
            Socket socket = new Socket();
            if (receiveBytes > 0) {
                socket.setReceiveBufferSize(receiveBytes);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LONGEST_MILLIS);
            socket.setSoTimeout(LONGEST_MILLIS);
            return new PlainHttp(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that a server answers to a request until it closes. */
    public static String ask(int port, String method, String path, String... headers) {
        try (PlainHttp http = to(port)) {
            http.send(method, path, headers);
            return http.rest();
        }
    }

    /** @param headers lines such as {@code Host: localhost}; without a Host it is localhost */
    public PlainHttp send(String method, String path, String... headers) {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
        boolean host = false;
        for (String header : headers) {
            request.append(header).append("\r\n");
            host = host || header.startsWith("Host:");
        }
        request.append(host ? "" : "Host: localhost\r\n");
        request.append(method.equals("POST") ? "Content-Length: 0\r\n" : "").append("\r\n");
        try {
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes up to a text, and it; what has come behind it is read by the next call. */
    public String until(String text) {
        byte[] buffer = new byte[8_192];
        int from = 0;
        try {
            while (ahead.indexOf(text, from) < 0) {
                from = Math.max(0, ahead.length() - text.length());
                int length = in.read(buffer);
                if (length < 0) {
                    throw new AssertionError("closed before '" + text + "': " + ahead);
                }
                ahead.append(new String(buffer, 0, length, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new AssertionError("no '" + text + "' in what came: " + ahead, e);
        }
        int end = ahead.indexOf(text, from) + text.length();
        String read = ahead.substring(0, end);
        ahead.delete(0, end);
        return read;
    }

    public String rest() {
        try {
            return ahead + new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
