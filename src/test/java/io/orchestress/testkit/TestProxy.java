package io.orchestress.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy on loopback: tunnels and relays to another port of this machine, or does as it is told instead. */
public final class TestProxy implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int to;
    private final String answer;
    private final String wanted;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /**
     * @param to port on this machine to which all goes, whatever was asked for
     * @param answer instead of doing anything; empty: none. {@code close}: it closes
     * @param wanted value of Proxy-Authorization without which it answers 407; empty: none
     */
    private TestProxy(int to, String answer, String wanted) throws IOException {
        this.to = to;
        this.answer = answer;
        this.wanted = wanted;
        daemon(this::accept);
    }

    public static TestProxy to(int port) throws IOException {
        return new TestProxy(port, "", "");
    }

    public static TestProxy wanting(String authorization, int port) throws IOException {
        return new TestProxy(port, "", authorization);
    }

    public static TestProxy answering(String answer) throws IOException {
        return new TestProxy(0, answer, "");
    }

    public static TestProxy closing() throws IOException {
        return new TestProxy(0, "close", "");
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** What was asked of it, each request with its headers. */
    public List<String> heads() {
        return heads;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                daemon(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            while (true) {
                String head = head(client.getInputStream());
                if (head.isEmpty()) {
                    return;
                }
                heads.add(head);
                OutputStream out = client.getOutputStream();
                if (answer.equals("close")) {
                    return;
                }
                if (!answer.isEmpty()) {
                    out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    out.flush();
                    continue;
                }
                if (!wanted.isEmpty()
                        && !head.contains("roxy-authorization: " + wanted)
                        && !head.contains("roxy-Authorization: " + wanted)) {
                    out.write(("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\n"
                                    + "Content-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
                    out.flush();
                    continue;
                }
                try (Socket server = new Socket(InetAddress.getLoopbackAddress(), to)) {
                    open.add(server);
                    if (head.startsWith("CONNECT ")) {
                        out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                        out.flush();
                    } else {
                        server.getOutputStream().write(relayed(head).getBytes(StandardCharsets.ISO_8859_1));
                        server.getOutputStream().flush();
                    }
                    Thread back = daemon(() -> pump(server, client));
                    pump(client, server);
                    join(back);
                }
                return;
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    /** In origin form, without what is for the proxy. */
    private static String relayed(String head) {
        List<String> lines = new ArrayList<>(List.of(head.strip().split("\r\n", -1)));
        String[] first = lines.get(0).split(" ", -1);
        lines.set(0, first[0] + " " + URI.create(first[1]).getRawPath() + " " + first[2]);
        lines.removeIf(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("proxy-"));
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int c;
        while (!head.toString().endsWith("\r\n\r\n") && (c = in.read()) >= 0) {
            head.append((char) c);
        }
        return head.toString();
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // one of them has gone
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "test proxy");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
