package io.orchestress.metrics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file of rows, a line of JSON each, that a thread of its own writes: whoever adds a row never waits. It is flushed at least once a second, so
 * that what a killed process leaves lacks a second at most.
 *
 * <p>The first line, {@code {"nanos":…,"at":"…"}}, is one moment by both clocks. The last one, {@code {"<rows>":…,"lost":…}}, counts the rows
 * before it and those that could not be written: a file without it ended before its writer did.
 *
 * @param <R> a row
 */
public final class RowLog<R> implements Closeable {
    private static final System.Logger LOGGER = System.getLogger(RowLog.class.getName());
    private static final int MOST_WAITING = 1 << 17;
    private static final int BATCH = 4_096;
    private static final long LONGEST_WAIT_MILLIS = 100;
    private static final long LONGEST_CLOSE_MILLIS = 10_000;

    private final BlockingQueue<R> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final String rows;
    private final Form<R> form;
    private final JsonGenerator out;
    private final Thread writer;
    private long written;
    private volatile boolean closing;

    /** How a row is written. */
    @FunctionalInterface
    public interface Form<R> {
        /** Writes one object. */
        void write(R row, JsonGenerator out) throws IOException;
    }

    private RowLog(String rows, Form<R> form, JsonGenerator out) {
        this.rows = rows;
        this.form = form;
        this.out = out;
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
        JsonGenerator out = new JsonFactory()
                .createGenerator(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))
                .setRootValueSeparator(null);
        out.writeStartObject();
        out.writeNumberField("nanos", time.nanos());
        out.writeStringField("at", time.now().toString());
        out.writeEndObject();
        out.writeRaw('\n');
        RowLog<R> log = new RowLog<>(rows, form, out);
        log.writer.start();
        return log;
    }

    /** Called by any thread; neither blocks nor throws. */
    public void add(R row) {
        if (closing || !waiting.offer(row)) {
            lost.incrementAndGet();
        }
    }

    /** Rows that could not be written. */
    public long lost() {
        return lost.get();
    }

    private void write() {
        List<R> batch = new ArrayList<>(BATCH);
        long taken = 0;
        try {
            while (!closing || !waiting.isEmpty()) {
                R first = waiting.poll(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch, BATCH - 1);
                    taken += batch.size();
                    for (R row : batch) {
                        form.write(row, out);
                        out.writeRaw('\n');
                        written++;
                    }
                    batch.clear();
                }
                if (waiting.isEmpty()) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            lost.addAndGet(taken - written);
            closing = true;
            LOGGER.log(Level.WARNING, "The log of " + rows + " ends here: " + e.getMessage());
        } catch (InterruptedException e) {
            closing = true;
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when all that was added is in the file, and its last line says how much that is. */
    @Override
    public void close() {
        closing = true;
        try {
            writer.join(LONGEST_CLOSE_MILLIS);
            if (!writer.isAlive()) {
                lost.addAndGet(waiting.drainTo(new ArrayList<>()));
                out.writeStartObject();
                out.writeNumberField(rows, written);
                out.writeNumberField("lost", lost.get());
                out.writeEndObject();
                out.writeRaw('\n');
                out.close();
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The log of " + rows + " could not be closed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
