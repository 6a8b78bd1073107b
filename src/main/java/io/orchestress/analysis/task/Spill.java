package io.orchestress.analysis.task;

import io.orchestress.analysis.task.JoinedTask.CallPart;
import io.orchestress.analysis.task.JoinedTask.Kind;
import io.orchestress.analysis.task.JoinedTask.TaskPart;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tasks and calls by parts of marks, so that a part has all of a task and fits into memory, however long the run was (a Grace hash join). Small records
 * are kept in memory, others in files beside the temporary ones of this machine, about 65 bytes a row.
 */
final class Spill implements Closeable {
    private static final int MOST_PARTS = 256;
    private static final long BYTES_PER_PART = 64L << 20;
    private static final int MOST_NAMES = 10_000;
    private static final String OTHER = "(others)";
    private static final int TASK = 0;
    private static final int CALL = 1;

    private final List<Part> parts = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final @Nullable Path folder;

    /** What takes a row that is read back. */
    interface Rows {
        void task(TaskPart task);

        void call(long mark, CallPart call);
    }

    private record Part(
            DataOutputStream out,
            @Nullable ByteArrayOutputStream memory,
            @Nullable Path file) {
        InputStream in() throws IOException {
            return memory != null
                    ? new ByteArrayInputStream(memory.toByteArray())
                    : new BufferedInputStream(Files.newInputStream(Objects.requireNonNull(file)), 1 << 16);
        }
    }

    /** @param bytes of both files */
    Spill(long bytes) throws IOException {
        this((int) Math.min(MOST_PARTS, 1 + bytes / BYTES_PER_PART));
    }

    Spill(int number) throws IOException {
        folder = number == 1 ? null : Files.createTempDirectory("orchestress-join");
        for (int i = 0; i < number; i++) {
            if (folder == null) {
                ByteArrayOutputStream memory = new ByteArrayOutputStream();
                parts.add(new Part(new DataOutputStream(memory), memory, null));
            } else {
                Path file = folder.resolve(Integer.toString(i));
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 15);
                parts.add(new Part(new DataOutputStream(out), null, file));
            }
        }
    }

    int size() {
        return parts.size();
    }

    private DataOutputStream out(long mark) {
        long mixed = mark * 0x9E3779B97F4A7C15L;
        return parts.get((int) Long.remainderUnsigned(mixed ^ (mixed >>> 32), parts.size())).out;
    }

    private int number(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        String kept = names.size() < MOST_NAMES ? name : OTHER;
        int number = kept.equals(OTHER) && numbers.containsKey(OTHER) ? numbers.getOrDefault(OTHER, 0) : names.size();
        if (number == names.size()) {
            names.add(kept);
            numbers.put(kept, number);
        }
        return number;
    }

    void add(TaskPart task) throws IOException {
        DataOutputStream out = out(task.mark());
        out.writeByte(TASK);
        out.writeLong(task.mark());
        out.writeInt(number(task.phase()));
        out.writeInt(number(task.request()));
        out.writeInt(number(task.size()));
        out.writeInt(task.place());
        out.writeLong(task.startNanos());
        out.writeLong(task.endNanos());
        out.writeBoolean(task.ok());
    }

    void add(long mark, CallPart call) throws IOException {
        DataOutputStream out = out(mark);
        out.writeByte(CALL);
        out.writeLong(mark);
        out.writeByte(call.kind().ordinal());
        out.writeInt(number(call.name()));
        out.writeInt(number(call.script()));
        out.writeInt(call.turn());
        out.writeInt(call.said());
        out.writeInt(call.others());
        out.writeLong(call.startNanos());
        out.writeLong(call.firstNanos());
        out.writeLong(call.endNanos());
        out.writeInt(call.status());
        out.writeInt(number(call.outcome()));
        out.writeBoolean(call.answered());
        out.writeLong(call.tokensIn());
        out.writeLong(call.tokensOut());
        out.writeInt(call.toolsAsked());
    }

    /** All rows of a part, in the order in which they came. */
    void read(int part, Rows rows) throws IOException {
        parts.get(part).out.flush();
        try (DataInputStream in = new DataInputStream(parts.get(part).in())) {
            for (int kind = in.read(); kind >= 0; kind = in.read()) {
                if (kind == TASK) {
                    rows.task(task(in));
                } else {
                    rows.call(in.readLong(), call(in));
                }
            }
        } catch (EOFException e) {
            throw new IOException("the temporary file of a join was cut", e);
        }
    }

    private TaskPart task(DataInputStream in) throws IOException {
        return new TaskPart(
                in.readLong(),
                names.get(in.readInt()),
                names.get(in.readInt()),
                names.get(in.readInt()),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readBoolean());
    }

    private CallPart call(DataInputStream in) throws IOException {
        return new CallPart(
                Kind.values()[in.readByte()],
                names.get(in.readInt()),
                names.get(in.readInt()),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                names.get(in.readInt()),
                in.readBoolean(),
                in.readLong(),
                in.readLong(),
                in.readInt());
    }

    @Override
    public void close() throws IOException {
        for (Part part : parts) {
            part.out.close();
            if (part.file != null) {
                Files.deleteIfExists(part.file);
            }
        }
        if (folder != null) {
            Files.deleteIfExists(folder);
        }
    }
}
