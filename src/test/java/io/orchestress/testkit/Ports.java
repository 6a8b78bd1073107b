package io.orchestress.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports of loopback for tests beside which others start servers, in this process and in others. */
public final class Ports {
    /** Below what kernels give to who asks for any port (RFC 6335: from 49152; Linux: from 32768). */
    private static final int FIRST = 20_000;

    private static final int OF_A_PROCESS = 1_000;
    private static final AtomicInteger NEXT = new AtomicInteger();

    private Ports() {}

    /** A port at which nothing listens, and that nobody else is given until it is closed. */
    public static Closed closed() {
        try {
            SocketChannel bound = SocketChannel.open();
            bound.bind(new InetSocketAddress(0));
            return new Closed(bound);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For a server that is yet to start, or that stops and comes back: free now, given neither to who asks the kernel for any port nor, by this, to another JVM of tests. */
    public static int reserved() {
        int fork = Integer.getInteger("surefire.forkNumber", 0) % 12;
        for (int tried = 0; tried < OF_A_PROCESS; tried++) {
            int port = FIRST + fork * OF_A_PROCESS + NEXT.getAndIncrement() % OF_A_PROCESS;
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException taken) {
                // the next one
            }
        }
        throw new IllegalStateException("no port of " + FIRST + " and above is free");
    }

    public static final class Closed implements AutoCloseable {
        private final SocketChannel bound;

        private Closed(SocketChannel bound) {
            this.bound = bound;
        }

        public int port() {
            return bound.socket().getLocalPort();
        }

        public String url() {
            return "http://127.0.0.1:" + port();
        }

        @Override
        public void close() {
            try {
                bound.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
