package io.orchestress.transport;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does exactly what it is told on each connection, HTTP or not. */
final class RawServer implements AutoCloseable {
    /** What happens on one connection; it is closed after it. */
    interface Behaviour {
        void serve(Peer peer) throws IOException, InterruptedException;
    }

    private final ServerSocket listening;
    private final String scheme;
    private final Behaviour behaviour;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final List<String> heads = new CopyOnWriteArrayList<>();

    RawServer(Behaviour behaviour) {
        this(plain(), "http", behaviour);
    }

    RawServer(ServerSocket listening, String scheme, Behaviour behaviour) {
        this.listening = listening;
        this.scheme = scheme;
        this.behaviour = behaviour;
        Thread thread = new Thread(this::accept, "raw server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers every request on every connection with the same bytes. */
    static RawServer answering(String answer) {
        return new RawServer(peer -> {
            while (peer.request()) {
                peer.write(answer);
            }
        });
    }

    /** Answers the first request of every connection, and closes. */
    static RawServer closingAfter(String answer) {
        return new RawServer(peer -> {
            if (peer.request()) {
                peer.write(answer);
            }
        });
    }

    private static ServerSocket plain() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                int number = connections.incrementAndGet();
                Thread thread = new Thread(() -> serve(socket, number), "raw connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            socket.setTcpNoDelay(true);
            behaviour.serve(new Peer(socket, number));
        } catch (IOException | InterruptedException e) {
            // the client has gone, which some tests want
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    URI uri(String path) {
        return URI.create(scheme + "://localhost:" + port() + path);
    }

    int connections() {
        return connections.get();
    }

    int requests() {
        return requests.get();
    }

    /** Request line and headers of every request, as they came. */
    List<String> heads() {
        return heads;
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server's end of a connection. */
    final class Peer {
        private final Socket socket;
        private final int number;
        private final InputStream in;
        private final OutputStream out;

        private Peer(Socket socket, int number) throws IOException {
            this.socket = socket;
            this.number = number;
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        }

        /** Connections are numbered from 1. */
        int number() {
            return number;
        }

        Socket socket() {
            return socket;
        }

        /** Reads one request; false when the client has closed. */
        boolean request() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                head.append((char) next);
            }
            in.readNBytes(contentLength(head.toString()));
            heads.add(head.toString());
            requests.incrementAndGet();
            return true;
        }

        private int contentLength(String head) {
            for (String line : head.split("\r\n", 0)) {
                if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                    return Integer.parseInt(line.substring(15).strip());
                }
            }
            return 0;
        }

        /** Waits until the client closes. */
        void untilClosed() throws IOException {
            while (in.read() >= 0) {
                // whatever comes
            }
        }

        /** ISO 8859-1: a character is a byte. */
        void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** Closes with a reset instead of an orderly end. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
