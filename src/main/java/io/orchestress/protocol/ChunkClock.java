package io.orchestress.protocol;

import io.orchestress.text.Format;
import java.util.Arrays;
import java.util.Optional;

/** Notes when the chunks of one stream came. */
public final class ChunkClock {
    private final long startNanos;
    private long firstNanos;
    private long lastNanos;
    private long[] gaps = new long[32];
    private int chunks;

    /** @param startNanos when the request was sent */
    public ChunkClock(long startNanos) {
        this.startNanos = startNanos;
    }

    public void chunk(long nanos) {
        if (chunks == 0) {
            firstNanos = nanos;
        } else {
            if (chunks > gaps.length) {
                gaps = Arrays.copyOf(gaps, gaps.length * 2);
            }
            gaps[chunks - 1] = nanos - lastNanos;
        }
        lastNanos = nanos;
        chunks++;
    }

    public int chunks() {
        return chunks;
    }

    /** Returns the size of the kept times, in bytes. */
    public long keptBytes() {
        return (long) Long.BYTES * gaps.length;
    }

    /** For a stream that was cut off: what came of it, and how long nothing had come then. */
    String silentUntil(long nanos) {
        return chunks == 0
                ? ""
                : Format.count(chunks, "chunk") + " came, then nothing for "
                        + Format.duration((nanos - lastNanos) / 1e9);
    }

    /** Absent when no chunk came. */
    public Optional<StreamTimes> ended(long nanos) {
        return chunks == 0
                ? Optional.empty()
                : Optional.of(
                        new StreamTimes(firstNanos - startNanos, Arrays.copyOf(gaps, chunks - 1), nanos - startNanos));
    }
}
