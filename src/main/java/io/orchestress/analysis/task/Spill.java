package io.orchestress.analysis.task;

import io.orchestress.analysis.task.JoinedTask.CallPart;
import io.orchestress.analysis.task.JoinedTask.Kind;
import io.orchestress.analysis.task.JoinedTask.TaskPart;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
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
    private static final byte TASK = 0;
    private static final byte CALL = 1;
    /** Of a task without its kind: its mark and two times, four numbers, one flag. */
    private static final int TASK_BYTES = 3 * Long.BYTES + 4 * Integer.BYTES + 1;
    /** Of a call: its mark, three times and two counts, eight numbers, its kind and one flag. */
    private static final int CALL_BYTES = 6 * Long.BYTES + 8 * Integer.BYTES + 2;

    private static final List<Kind> KINDS = List.of(Kind.values());

    private final ByteBuffer row = ByteBuffer.allocate(1 + CALL_BYTES);
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
            OutputStream out,
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
                parts.add(new Part(memory, memory, null));
            } else {
                Path file = folder.resolve(Integer.toString(i));
                parts.add(new Part(new BufferedOutputStream(Files.newOutputStream(file), 1 << 15), null, file));
            }
        }
    }

    int size() {
        return parts.size();
    }

    private OutputStream out(long mark) {
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
        row.clear()
                .put(TASK)
                .putLong(task.mark())
                .putInt(number(task.phase()))
                .putInt(number(task.request()))
                .putInt(number(task.size()))
                .putInt(task.place())
                .putLong(task.startNanos())
                .putLong(task.endNanos())
                .put(flag(task.ok()));
        write(task.mark());
    }

    void add(long mark, CallPart call) throws IOException {
        row.clear()
                .put(CALL)
                .putLong(mark)
                .put((byte) call.kind().ordinal())
                .putInt(number(call.name()))
                .putInt(number(call.script()))
                .putInt(call.turn())
                .putInt(call.said())
                .putInt(call.others())
                .putLong(call.startNanos())
                .putLong(call.firstNanos())
                .putLong(call.endNanos())
                .putInt(call.status())
                .putInt(number(call.outcome()))
                .put(flag(call.answered()))
                .putLong(call.tokensIn())
                .putLong(call.tokensOut())
                .putInt(call.toolsAsked());
        write(mark);
    }

    private void write(long mark) throws IOException {
        out(mark).write(row.array(), 0, row.position());
    }

    private static byte flag(boolean value) {
        return (byte) (value ? 1 : 0);
    }

    /** All rows of a part, in the order in which they came. */
    void read(int part, Rows rows) throws IOException {
        parts.get(part).out.flush();
        byte[] bytes = row.array();
        try (InputStream in = parts.get(part).in()) {
            for (int kind = in.read(); kind >= 0; kind = in.read()) {
                int length = kind == TASK ? TASK_BYTES : CALL_BYTES;
                if (in.readNBytes(bytes, 0, length) < length) {
                    throw new IOException("the temporary file of a join was cut");
                }
                row.clear();
                if (kind == TASK) {
                    rows.task(task());
                } else {
                    rows.call(row.getLong(), call());
                }
            }
        }
    }

    private TaskPart task() {
        return new TaskPart(
                row.getLong(),
                names.get(row.getInt()),
                names.get(row.getInt()),
                names.get(row.getInt()),
                row.getInt(),
                row.getLong(),
                row.getLong(),
                row.get() != 0);
    }

    private CallPart call() {
        return new CallPart(
                KINDS.get(row.get()),
                names.get(row.getInt()),
                names.get(row.getInt()),
                row.getInt(),
                row.getInt(),
                row.getInt(),
                row.getLong(),
                row.getLong(),
                row.getLong(),
                row.getInt(),
                names.get(row.getInt()),
                row.get() != 0,
                row.getLong(),
                row.getLong(),
                row.getInt());
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
