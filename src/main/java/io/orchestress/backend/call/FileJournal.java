package io.orchestress.backend.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.orchestress.metrics.TimeSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A journal in a file of JSON lines, the first of which relates its clock to the wall clock. One thread writes it; it is flushed at least once
 * a second, so that what a killed process leaves lacks a second at most.
 */
public final class FileJournal implements Journal {
    private static final System.Logger LOGGER = System.getLogger(FileJournal.class.getName());
    private static final int MOST_WAITING = 1 << 17;
    private static final int BATCH = 4_096;
    private static final long LONGEST_CLOSE_MILLIS = 10_000;

    private final BlockingQueue<Call> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final JsonGenerator out;
    private final Thread writer;
    private volatile boolean closing;

    private FileJournal(JsonGenerator out) {
        this.out = out;
        writer = new Thread(this::write, "backend-journal");
        writer.setDaemon(true);
    }

    /**
     * Begins a file, over one that is there.
     *
     * @throws IOException when it cannot be written
     */
    public static FileJournal open(Path file, TimeSource time) throws IOException {
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        JsonGenerator out = new JsonFactory()
                .createGenerator(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))
                .setRootValueSeparator(null);
        out.writeStartObject();
        out.writeNumberField("nanos", time.nanos());
        out.writeStringField("at", time.now().toString());
        out.writeEndObject();
        out.writeRaw('\n');
        FileJournal journal = new FileJournal(out);
        journal.writer.start();
        return journal;
    }

    @Override
    public void add(Call call) {
        if (closing || !waiting.offer(call)) {
            lost.incrementAndGet();
        }
    }

    @Override
    public long lost() {
        return lost.get();
    }

    private void write() {
        List<Call> batch = new ArrayList<>(BATCH);
        try {
            while (!closing || !waiting.isEmpty()) {
                Call first = waiting.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch, BATCH - 1);
                    for (Call call : batch) {
                        write(call);
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
            LOGGER.log(Level.WARNING, "The journal of calls ends here: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Call call) throws IOException {
        out.writeStartObject();
        out.writeNumberField("n", call.number());
        out.writeStringField("kind", call.kind().name().toLowerCase(Locale.ROOT));
        out.writeStringField("name", call.name());
        if (call.identity().isBooked()) {
            out.writeStringField("task", call.identity().task());
            out.writeStringField("by", call.identity().by().name().toLowerCase(Locale.ROOT));
        }
        if (!call.identity().others().isEmpty()) {
            out.writeFieldName("others");
            out.writeStartArray();
            for (String other : call.identity().others()) {
                out.writeString(other);
            }
            out.writeEndArray();
        }
        if (!call.identity().trace().isEmpty()) {
            out.writeStringField("trace", call.identity().trace());
        }
        if (!call.script().isEmpty()) {
            out.writeStringField("script", call.script());
        }
        if (call.turn() >= 0) {
            out.writeNumberField("turn", call.turn());
        }
        if (call.said() != 0) {
            out.writeStringField("said", HexFormat.of().toHexDigits(call.said()));
        }
        out.writeNumberField("start", call.startNanos());
        out.writeNumberField("first", call.firstNanos());
        out.writeNumberField("end", call.endNanos());
        out.writeNumberField("status", call.status());
        out.writeStringField("outcome", call.outcome().name().toLowerCase(Locale.ROOT));
        out.writeNumberField("in", call.tokensIn());
        out.writeNumberField("out", call.tokensOut());
        if (call.toolsAsked() > 0) {
            out.writeNumberField("asked", call.toolsAsked());
        }
        if (call.effect()) {
            out.writeBooleanField("effect", true);
        }
        if (!call.fault().isEmpty()) {
            out.writeStringField("fault", call.fault());
        }
        out.writeEndObject();
        out.writeRaw('\n');
    }

    @Override
    public void close() {
        closing = true;
        try {
            writer.join(LONGEST_CLOSE_MILLIS);
            out.close();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The journal of calls could not be closed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
