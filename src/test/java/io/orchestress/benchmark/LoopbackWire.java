package io.orchestress.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * What one call spends between two who talk over loopback, as two threads with blocking sockets see it: from before its bytes are handed to the socket until the
 * other one has read them, and the same on the way back. Nothing of the product is in it. Used by one thread.
 */
final class LoopbackWire implements AutoCloseable {
    private static final int REQUEST_BYTES = 1_500;
    private static final int ANSWER_BYTES = 600;
    private static final int HOLD_MILLIS = 10;

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Socket socket;
    private final List<Long> nanos = new ArrayList<>();
    private volatile long receivedNanos;
    private volatile long answeredNanos;

    LoopbackWire() throws IOException {
        Thread other = new Thread(this::answer, "wire");
        other.setDaemon(true);
        other.start();
        socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
        socket.setTcpNoDelay(true);
    }

    /** One call, which the other one holds for a while as a model does. */
    void call() throws IOException {
        long start = System.nanoTime();
        socket.getOutputStream().write(new byte[REQUEST_BYTES]);
        read(socket, ANSWER_BYTES);
        long end = System.nanoTime();
        nanos.add(receivedNanos - start + end - answeredNanos);
    }

    private void answer() {
        try (Socket accepted = listener.accept()) {
            accepted.setTcpNoDelay(true);
            while (true) {
                read(accepted, REQUEST_BYTES);
                receivedNanos = System.nanoTime();
                Thread.sleep(HOLD_MILLIS);
                answeredNanos = System.nanoTime();
                accepted.getOutputStream().write(new byte[ANSWER_BYTES]);
            }
        } catch (EOFException e) {
            // closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void read(Socket from, int bytes) throws IOException {
        InputStream in = from.getInputStream();
        if (in.readNBytes(bytes).length < bytes) {
            throw new EOFException();
        }
    }

    /** Of each call so far. */
    List<Long> nanos() {
        return List.copyOf(nanos);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        listener.close();
    }
}
