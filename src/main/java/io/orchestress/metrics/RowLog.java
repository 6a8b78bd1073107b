package io.orchestress.metrics;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A file of rows, a line of JSON each, that a thread of its own writes: whoever adds a row never waits, takes no lock, and wakes nobody: the writer looks for rows
 * four times a second, for to be woken for each row cost both sides more than the row. What a killed process leaves lacks a second at most.
 *
 * <p>The first line, {@code {"nanos":…,"at":"…"}}, is one moment by both clocks. The last one, {@code {"<rows>":…,"lost":…}}, counts the rows
 * before it and those that could not be written: a file without it ended before its writer did.
 *
 * @param <R> a row
 */
public final class RowLog<R> implements Closeable {
    private static final System.Logger LOGGER = System.getLogger(RowLog.class.getName());
    private static final int MOST_WAITING = 1 << 17;
    private static final int MANY_WAITING = MOST_WAITING / 4;
    /** Rows after which those that may wait are counted anew. */
    private static final int CREDITED = 1 << 10;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LONGEST_CLOSE_MILLIS = 10_000;

    private final Queue<R> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();
    private final String rows;
    private final Form<R> form;
    private final OutputStream file;
    private final JsonLine line = new JsonLine();
    private final Thread writer;
    private long written;
    private volatile boolean closing;
    private final Map<String, Long> said = new ConcurrentSkipListMap<>();

    /** How a row is written. */
    @FunctionalInterface
    public interface Form<R> {
        /** Writes the members of one object. */
        void write(R row, JsonLine out) throws IOException;
    }

    private RowLog(String rows, Form<R> form, OutputStream file) {
        this.rows = rows;
        this.form = form;
        this.file = file;
        writer = new Thread(this::write, "orchestress-" + rows);
        writer.setDaemon(true);
    }

    /**
     * Begins a file, over one that is there.
     *
     * @param rows what they are, in the plural: the name of their count in the last line
     * @throws IOException when it cannot be written
     */
    public static <R> RowLog<R> open(Path file, String rows, Form<R> form, TimeSource time) throws IOException {
        RowLog<R> log = new RowLog<>(rows, form, Files.newOutputStream(file));
        log.line.begins();
        log.line.number(new JsonLine.Name("nanos"), time.nanos());
        log.line.text(new JsonLine.Name("at"), time.now().toString());
        log.line.ends(log.file);
        log.line.flush(log.file);
        log.writer.start();
        return log;
    }

    /** Called by any thread; neither blocks nor throws. */
    public void add(R row) {
        if (closing) {
            lost.incrementAndGet();
            return;
        }
        int now = count.incrementAndGet();
        if (now > MOST_WAITING) {
            count.decrementAndGet();
            lost.incrementAndGet();
            return;
        }
        waiting.add(row);
        if (now == MANY_WAITING) {
            LockSupport.unpark(writer);
        }
    }

    /** Rows that could not be written. */
    public long lost() {
        return lost.get();
    }

    private void write() {
        try {
            while (!closing) {
                writeWaiting();
                LockSupport.parkNanos(PAUSE_NANOS);
                if (Thread.currentThread().isInterrupted()) {
                    closing = true;
                }
            }
            writeWaiting();
        } catch (IOException | RuntimeException e) {
            lost.incrementAndGet();
            line.isDropped();
            closing = true;
            LOGGER.log(Level.WARNING, "The log of " + rows + " ends here: " + e.getMessage());
        }
    }

    private void writeWaiting() throws IOException {
        int before = 0;
        for (R row = waiting.poll(); row != null; row = waiting.poll()) {
            line.begins();
            form.write(row, line);
            line.ends(file);
            written++;
            before++;
            if (before == CREDITED) {
                count.addAndGet(-before);
                before = 0;
            }
        }
        count.addAndGet(-before);
        line.flush(file);
    }

    /** The last line says this, too. */
    public void says(String name, long value) {
        said.put(name, value);
    }

    /** Returns when all that was added is in the file, and its last line says how much that is. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(writer);
        try {
            writer.join(LONGEST_CLOSE_MILLIS);
            if (!writer.isAlive()) {
                while (waiting.poll() != null) {
                    lost.incrementAndGet();
                }
                line.begins();
                line.number(new JsonLine.Name(rows), written);
                line.number(new JsonLine.Name("lost"), lost.get());
                said.forEach((name, value) -> line.number(new JsonLine.Name(name), value));
                line.ends(file);
                line.flush(file);
                file.close();
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The log of " + rows + " could not be closed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
