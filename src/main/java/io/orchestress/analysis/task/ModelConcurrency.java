package io.orchestress.analysis.task;

import io.orchestress.record.BothSides.Concurrency;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * How many calls of models are under way at the same time. Mean of a window {@code [a, b]}: {@code Σ |[start, end] ∩ [a, b]| ÷ (b − a)}. The most there are is
 * reached just before one of them ends, or at the end of the window; so they are looked at from the last end to the first, and only those that are under way at that moment are held in
 * memory. Others wait in a file, 16 bytes each.
 */
final class ModelConcurrency implements Closeable {
    private static final int PAIR = 2 * Long.BYTES;
    private static final int PAIRS = 4_096;

    /**
     * A part of the run.
     *
     * @param fromNanos, toNanos of the clock of the calls
     */
    record Window(String phase, long fromNanos, long toNanos) {}

    private final List<Window> windows;
    private final double[] nanos;
    private final long[] most;
    private final boolean[] ended;
    private final @Nullable Path file;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private final DataOutputStream out;
    private long pairs;
    private byte[] kept = {};

    ModelConcurrency(List<Window> windows, boolean inMemory) throws IOException {
        this.windows = List.copyOf(windows);
        nanos = new double[windows.size()];
        most = new long[windows.size()];
        ended = new boolean[windows.size()];
        file = inMemory ? null : Files.createTempFile("orchestress-calls", "");
        out = new DataOutputStream(
                file == null ? memory : new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    }

    /** In the order of their ends, or about that. */
    void add(long start, long end) throws IOException {
        if (end <= start) {
            return; // it took no time
        }
        out.writeLong(start);
        out.writeLong(end);
        pairs++;
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] += Math.max(0, Math.min(end, windows.get(i).toNanos) - Math.max(start, windows.get(i).fromNanos));
        }
    }

    /** One for each window in which a call was under way. */
    List<Concurrency> results() throws IOException {
        out.flush();
        kept = memory.toByteArray();
        sweep();
        List<Concurrency> results = new ArrayList<>();
        for (int i = 0; i < nanos.length; i++) {
            Window window = windows.get(i);
            if (nanos[i] > 0) {
                results.add(new Concurrency(window.phase, nanos[i] / (window.toNanos - window.fromNanos), most[i]));
            }
        }
        return results;
    }

    private void sweep() throws IOException {
        PriorityQueue<Long> starts = new PriorityQueue<>(Comparator.reverseOrder());
        long before = Long.MAX_VALUE;
        for (long until = pairs; until > 0; until -= Math.min(until, PAIRS)) {
            ByteBuffer block = block(Math.max(0, until - PAIRS), until);
            for (int at = block.limit() - PAIR; at >= 0; at -= PAIR) {
                long start = block.getLong(at);
                long end = Math.min(before, block.getLong(at + Long.BYTES));
                atEnds(end, starts);
                while (!starts.isEmpty() && starts.peek() >= end) {
                    starts.remove();
                }
                if (start < end) {
                    starts.add(start);
                    before = end;
                    seen(end, starts.size());
                }
            }
        }
        atEnds(Long.MIN_VALUE, starts);
    }

    /** Calls under way at the end of each window that ends after this moment, and was not come to yet. */
    private void atEnds(long moment, PriorityQueue<Long> starts) {
        for (int i = 0; i < most.length; i++) {
            long to = windows.get(i).toNanos;
            if (!ended[i] && to > moment) {
                ended[i] = true;
                most[i] = starts.stream().filter(start -> start < to).count();
            }
        }
    }

    private void seen(long at, int underWay) {
        for (int i = 0; i < most.length; i++) {
            if (at > windows.get(i).fromNanos && at <= windows.get(i).toNanos) {
                most[i] = Math.max(most[i], underWay);
            }
        }
    }

    private ByteBuffer block(long from, long to) throws IOException {
        if (file == null) {
            return ByteBuffer.wrap(kept, (int) from * PAIR, (int) (to - from) * PAIR)
                    .slice();
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[(int) (to - from) * PAIR];
            in.seek(from * PAIR);
            in.readFully(bytes);
            return ByteBuffer.wrap(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
