package io.orchestress.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports of loopback for tests beside which others start servers, in this process and in others. */
public final class Ports {
    /** Below what kernels give to who asks for any port (RFC 6335: from 49152; Linux: from 32768). */
    private static final int FIRST = 20_000;

    private static final int OF_A_PROCESS = 100;
    private static final int PROCESSES = 120;
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
        for (int tried = 0; tried < OF_A_PROCESS; tried++) {
            int port = Ours.FIRST_PORT + NEXT.getAndIncrement() % OF_A_PROCESS;
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException taken) {
                // the next one
            }
        }
        throw new IllegalStateException("no port of " + Ours.FIRST_PORT + " and above is free");
    }

    /** The ports of this process: its by the lock of a file, which the kernel lets go when the process ends. */
    private static final class Ours {
        private static final List<FileChannel> HELD =
                new ArrayList<>(); // one that nobody holds is closed, and its lock gone
        static final int FIRST_PORT = first();

        private static int first() {
            try {
                Path folder = Files.createDirectories(
                        Path.of(System.getProperty("java.io.tmpdir"), "orchestress-ports-of-tests"));
                for (int process = 0; process < PROCESSES; process++) {
                    FileChannel file = FileChannel.open(
                            folder.resolve(process + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    if (file.tryLock() != null) {
                        HELD.add(file);
                        return FIRST + process * OF_A_PROCESS;
                    }
                    file.close();
                }
                throw new IllegalStateException(PROCESSES + " processes of tests hold ports");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
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
