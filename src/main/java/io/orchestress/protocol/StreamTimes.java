package io.orchestress.protocol;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * When the parts of one stream came. A chunk is an event with content in it: text, or a part of a tool call; an event that opens
 * the stream, reports progress or closes it is none.
 *
 * @param firstContentNanos from the request to the first chunk: TTFT
 * @param gapsNanos from each chunk to the next: one fewer than there are chunks
 * @param totalNanos from the request to the last event
 */
public record StreamTimes(long firstContentNanos, long[] gapsNanos, long totalNanos) {
    private static final int FEW = 4;

    public int chunks() {
        return gapsNanos.length + 1;
    }

    /** From the request to the last chunk. */
    public long lastContentNanos() {
        return firstContentNanos + Arrays.stream(gapsNanos).sum();
    }

    /** How many times something was read in which there were chunks: what comes in one read has one time. */
    public int reads() {
        return 1 + (int) Arrays.stream(gapsNanos).filter(gap -> gap > 0).count();
    }

    /** Whether all of several chunks came at once: who held them back, target or proxy, did not stream them. */
    public boolean inOneRead() {
        return chunks() > 1 && reads() == 1;
    }

    /** Whether most chunks came together with others: the gaps between them say nothing, those between reads do. */
    public boolean inBursts() {
        return 2 * (reads() - 1) < gapsNanos.length;
    }

    /** The meaning of the gaps between chunks. */
    public enum Gaps {
        /** Between tokens. */
        TOKENS,
        /** Between chunks of several tokens each, or of unknown ones. */
        CHUNKS,
        /** Between bursts: only those above 0 say anything. */
        READS
    }

    /**
     * Each chunk is a token when there are as many. Some servers count the token that ends an answer, which no chunk brings; among few
     * chunks one more may as well be a chunk of two.
     *
     * @param tokens that were sent; below 0: not told
     */
    public Gaps gaps(long tokens) {
        if (inBursts()) {
            return Gaps.READS;
        }
        long more = tokens - chunks();
        return more == 0 || (more == 1 && chunks() >= FEW) ? Gaps.TOKENS : Gaps.CHUNKS;
    }

    /**
     * Time per output token after the first.
     *
     * @param tokens that were sent, not those that were thought in secret
     * @return (last chunk − first chunk) ÷ (tokens − 1); absent where less than two were told, or all came in one read
     */
    public OptionalLong timePerTokenNanos(long tokens) {
        return tokens < 2 || reads() == 1
                ? OptionalLong.empty()
                : OptionalLong.of((lastContentNanos() - firstContentNanos) / (tokens - 1));
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
