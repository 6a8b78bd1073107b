package io.orchestress.text;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A console for which nobody has to wait. What is printed is written by a thread of its own; while it cannot be, because the terminal is
 * held (Ctrl-S) or nobody reads the pipe, at most {@value #MOST_BYTES} bytes wait, and lines beyond are left out and counted.
 */
public final class ConsoleThread {
    /** That wait to be written. */
    static final int MOST_BYTES = 1 << 20;

    private static final long LOOK_MILLIS = 5;

    /** For which a JVM that ends waits for its console. */
    private static final Duration AT_THE_END = Duration.ofSeconds(10);

    private final BlockingQueue<Piece> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicLong leftOut = new AtomicLong();

    private record Piece(OutputStream to, byte[] bytes) {}

    public ConsoleThread() {
        Thread writer = new Thread(this::write, "orchestress-console");
        writer.setDaemon(true);
        writer.start();
    }

    /** From now on nobody who prints to the standard output, or the standard error, of this JVM waits for it. */
    public static ConsoleThread takeOver() {
        ConsoleThread console = new ConsoleThread();
        System.setOut(console.to(System.out, charset("stdout.encoding")));
        System.setErr(console.to(System.err, charset("stderr.encoding")));
        Runtime.getRuntime().addShutdownHook(new Thread(console::atTheEnd, "orchestress-console-end"));
        return console;
    }

    private void atTheEnd() {
        try {
            awaitWritten(AT_THE_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Charset charset(String property) {
        String name = System.getProperty(property);
        return name == null ? Charset.defaultCharset() : Charset.forName(name);
    }

    /** A stream that never blocks, and never fails. */
    PrintStream to(OutputStream out, Charset charset) {
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        add(out, new byte[] {(byte) b});
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) {
                        byte[] copy = new byte[length];
                        System.arraycopy(bytes, from, copy, 0, length);
                        add(out, copy);
                    }
                },
                true,
                charset);
    }

    private void add(OutputStream out, byte[] bytes) {
        if (waitingBytes.get() + bytes.length > MOST_BYTES) {
            for (byte b : bytes) {
                if (b == '\n') {
                    leftOut.incrementAndGet();
                }
            }
            return;
        }
        waitingBytes.addAndGet(bytes.length);
        waiting.add(new Piece(out, bytes));
    }

    private void write() {
        try {
            while (true) {
                Piece piece = waiting.take();
                write(piece.to(), piece.bytes());
                long missing = leftOut.getAndSet(0);
                if (missing > 0) {
                    String note = "(" + missing + " lines were left out: the console could not be written to)\n";
                    write(piece.to(), note.getBytes(StandardCharsets.US_ASCII));
                }
                waitingBytes.addAndGet(-piece.bytes().length);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(OutputStream to, byte[] bytes) {
        try {
            to.write(bytes);
            to.flush();
        } catch (IOException e) {
            // nobody reads it any more: the run goes on
        }
    }

    /** Waits until all is written that was printed, at most so long; returns whether it is. */
    public boolean awaitWritten(Duration most) throws InterruptedException {
        for (long leftMillis = most.toMillis(); waitingBytes.get() > 0; leftMillis -= LOOK_MILLIS) {
            if (leftMillis <= 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return true;
    }
}
