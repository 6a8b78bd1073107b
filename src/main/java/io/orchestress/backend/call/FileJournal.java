package io.orchestress.backend.call;

import com.fasterxml.jackson.core.JsonGenerator;
import io.orchestress.metrics.RowLog;
import io.orchestress.metrics.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;

/** A journal in a file: a {@link RowLog} of calls. */
public final class FileJournal implements Journal {
    private final RowLog<Call> log;

    private FileJournal(RowLog<Call> log) {
        this.log = log;
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
        return new FileJournal(RowLog.open(file, "calls", FileJournal::write, time));
    }

    @Override
    public void add(Call call) {
        log.add(call);
    }

    @Override
    public long lost() {
        return log.lost();
    }

    private static void write(Call call, JsonGenerator out) throws IOException {
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
    }

    @Override
    public void close() {
        log.close();
    }
}
