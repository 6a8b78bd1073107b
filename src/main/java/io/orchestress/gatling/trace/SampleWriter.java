package io.orchestress.gatling.trace;

import io.orchestress.record.ExceptionText;
import io.orchestress.record.sample.SampleFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Writes what a keeper keeps into the record, on a thread of its own: every few seconds in which something came, and at the end. A killed run lacks
 * those seconds. What cannot be written is said once, and is no reason for anything else; the next attempt may succeed.
 */
public final class SampleWriter {
    /** Between two writings. */
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final SampleKeeper keeper;
    private final Path record;
    private final IntFunction<String> phase;
    private final Consumer<String> unwritten;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private long written;
    private boolean told;

    /**
     * @param record its folder
     * @param phase names by their index
     * @param unwritten is told in a sentence why samples cannot be written, the first time
     */
    public SampleWriter(SampleKeeper keeper, Path record, IntFunction<String> phase, Consumer<String> unwritten) {
        this.keeper = keeper;
        this.record = record;
        this.phase = phase;
        this.unwritten = unwritten;
        thread = new Thread(this::write, "orchestress-samples");
        thread.setDaemon(true);
        thread.start();
    }

    private void write() {
        try {
            while (!closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                writeOnce();
            }
            writeOnce();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes the file, if something has come since the last time. */
    void writeOnce() {
        long changes = keeper.changes();
        if (changes == written) {
            return;
        }
        try {
            SampleFile.write(record, keeper.all(phase), keeper.leftOut());
            written = changes;
        } catch (IOException e) {
            if (!told) {
                told = true;
                unwritten.accept(SampleFile.FILE + " cannot be written: " + ExceptionText.inWords(e)
                        + "; examples of slow and failed requests are missing from the report");
            }
        }
    }

    /** Returns when the last samples are in the file, or when so much time has passed. */
    public void close(Duration longest) {
        closing.countDown();
        try {
            thread.join(longest.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
