package io.orchestress.protocol;

import java.util.Arrays;

/**
 * When the parts of one stream came. A chunk is an event with content in it: text, or a part of a tool call; an event that opens
 * the stream, reports progress or closes it is none.
 *
 * @param firstContentNanos from the request to the first chunk: TTFT
 * @param gapsNanos from each chunk to the next: one fewer than there are chunks
 * @param totalNanos from the request to the last event
 */
public record StreamTimes(long firstContentNanos, long[] gapsNanos, long totalNanos) {
    public int chunks() {
        return gapsNanos.length + 1;
    }

    /** From the request to the last chunk. */
    public long lastContentNanos() {
        return firstContentNanos + Arrays.stream(gapsNanos).sum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StreamTimes that
                && firstContentNanos == that.firstContentNanos
                && totalNanos == that.totalNanos
                && Arrays.equals(gapsNanos, that.gapsNanos);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(gapsNanos) + Long.hashCode(firstContentNanos + totalNanos);
    }

    @Override
    public String toString() {
        return chunks() + " chunks, the first after " + firstContentNanos + " ns, " + totalNanos + " ns in all";
    }
}
