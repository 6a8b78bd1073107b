package io.orchestress.text;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

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
    private final Screen screen;
    private final AtomicReference<@Nullable String> line = new AtomicReference<>();

    private record Piece(@Nullable OutputStream to, byte[] bytes) {}

    /** Says that {@link #line} has changed; of the states between two looks only the last one is shown. */
    private static final Piece LINE = new Piece(null, new byte[1]);

    ConsoleThread() {
        this(new Screen(OutputStream.nullOutputStream(), null, StandardCharsets.UTF_8, 0));
    }

    ConsoleThread(Screen screen) {
        this.screen = screen;
        Thread writer = new Thread(this::write, "orchestress-console");
        writer.setDaemon(true);
        writer.start();
    }

    /** From now on nobody who prints to the standard output, or the standard error, of this JVM waits for it. */
    public static ConsoleThread takeOver() {
        Terminal terminal = Terminal.ofThisProcess(Terminal.OUT);
        ConsoleThread console = new ConsoleThread(new Screen(
                System.out,
                Terminal.isOne(Terminal.ERR) ? System.err : null,
                charset("stdout.encoding"),
                terminal.columns()));
        System.setOut(console.to(System.out, charset("stdout.encoding")));
        System.setErr(console.to(System.err, charset("stderr.encoding")));
        Runtime.getRuntime().addShutdownHook(new Thread(console::atTheEnd, "orchestress-console-end"));
        Console.liveLineIs(console.liveLine());
        return console;
    }

    private void atTheEnd() {
        try {
            awaitWritten(AT_THE_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Charset charset(String property) {
        String name = System.getProperty(property);
        return name == null ? Charset.defaultCharset() : Charset.forName(name);
    }

    /** In place on the terminal; who changes it never waits. */
    LiveLine liveLine() {
        return screen.columns() == 0
                ? LiveLine.NONE
                : new LiveLine() {
                    @Override
                    public int columns() {
                        return screen.columns();
                    }

                    @Override
                    public void show(String text) {
                        if (line.getAndSet(text) == null) {
                            waitingBytes.addAndGet(LINE.bytes().length);
                            waiting.add(LINE);
                        }
                    }
                };
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
                OutputStream to = piece.to();
                if (to == null) {
                    screen.show(Objects.requireNonNullElse(line.getAndSet(null), ""));
                } else {
                    write(to, piece.bytes());
                    long missing = leftOut.getAndSet(0);
                    if (missing > 0) {
                        String note = "(" + missing + " lines were left out: the console could not be written to)\n";
                        write(to, note.getBytes(StandardCharsets.US_ASCII));
                    }
                }
                waitingBytes.addAndGet(-piece.bytes().length);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(OutputStream to, byte[] bytes) {
        try {
            screen.print(to, bytes, 0, bytes.length);
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
