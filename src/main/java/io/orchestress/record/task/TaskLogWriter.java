package io.orchestress.record.task;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.orchestress.metrics.TimeSource;
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
 * Writes the log of tasks, on a thread of its own: whoever adds a row never waits. It is flushed at least once a second, so that what a killed
 * process leaves lacks a second at most.
 */
public final class TaskLogWriter implements Closeable {
    private static final System.Logger LOGGER = System.getLogger(TaskLogWriter.class.getName());
    private static final int MOST_WAITING = 1 << 17;
    private static final int BATCH = 4_096;
    private static final long LONGEST_WAIT_MILLIS = 100;
    private static final long LONGEST_CLOSE_MILLIS = 10_000;

    private final BlockingQueue<TaskRow> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final JsonGenerator out;
    private final Thread writer;
    private long written;
    private volatile boolean closing;

    private TaskLogWriter(JsonGenerator out) {
        this.out = out;
        writer = new Thread(this::write, "orchestress-tasks");
        writer.setDaemon(true);
    }

    /**
     * Begins the log of a record.
     *
     * @throws IOException when it cannot be written
     */
    public static TaskLogWriter open(Path record, TimeSource time) throws IOException {
        JsonGenerator out = new JsonFactory()
                .createGenerator(new BufferedOutputStream(Files.newOutputStream(record.resolve(TaskLog.FILE)), 1 << 16))
                .setRootValueSeparator(null);
        out.writeStartObject();
        out.writeNumberField("nanos", time.nanos());
        out.writeStringField("at", time.now().toString());
        out.writeEndObject();
        out.writeRaw('\n');
        TaskLogWriter log = new TaskLogWriter(out);
        log.writer.start();
        return log;
    }

    /** Called by any thread; neither blocks nor throws. */
    public void add(TaskRow row) {
        if (closing || !waiting.offer(row)) {
            lost.incrementAndGet();
        }
    }

    /** Rows that could not be written. */
    public long lost() {
        return lost.get();
    }

    private void write() {
        List<TaskRow> batch = new ArrayList<>(BATCH);
        try {
            while (!closing || !waiting.isEmpty()) {
                TaskRow first = waiting.poll(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch, BATCH - 1);
                    for (TaskRow row : batch) {
                        TaskLine.write(row, out);
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
            lost.addAndGet(batch.size() + (long) waiting.size());
            closing = true;
            LOGGER.log(Level.WARNING, "The log of tasks ends here: " + e.getMessage());
        } catch (InterruptedException e) {
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
                out.writeStartObject();
                out.writeNumberField("tasks", written);
                out.writeNumberField("lost", lost.get());
                out.writeEndObject();
                out.writeRaw('\n');
                out.close();
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The log of tasks could not be closed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
