package io.orchestress.sut.embedded;

import java.util.concurrent.atomic.LongAdder;

/**
 * Streams of tokens, of whatever protocol: how many, and when their chunks were written. Counts are since the start for
 * {@code /metrics} and since its last reset for {@code /truth}.
 */
final class StreamTotals {
    private final LongAdder started = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder chunks = new LongAdder();
    private final LongAdder tokens = new LongAdder();
    private final LatencyHistogram ttft = new LatencyHistogram();
    private final LatencyHistogram gaps = new LatencyHistogram();
    private volatile Counts atReset = new Counts(0, 0, 0, 0);

    /**
     * @param started streams whose answer has begun
     * @param completed those of them that were written to their end
     * @param chunks written with content
     * @param tokens in them
     */
    record Counts(long started, long completed, long chunks, long tokens) {
        private Counts since(Counts earlier) {
            return new Counts(
                    started - earlier.started,
                    completed - earlier.completed,
                    chunks - earlier.chunks,
                    tokens - earlier.tokens);
        }
    }

    /**
     * @param ttftMicros request complete at the socket → first chunk with content written
     * @param gapMicros from one chunk with content to the next of the same stream
     */
    record Report(
            long started,
            long completed,
            long chunks,
            long tokens,
            LatencyHistogram.Snapshot ttftMicros,
            LatencyHistogram.Snapshot gapMicros) {}

    /** Books a new stream. */
    Meter open(long arrivedNanos) {
        started.increment();
        return new Meter(arrivedNanos);
    }

    /** Since the start. */
    Counts counts() {
        return new Counts(started.sum(), completed.sum(), chunks.sum(), tokens.sum());
    }

    void reset() {
        atReset = counts();
        ttft.reset();
        gaps.reset();
    }

    /** Since the last reset. */
    Report report(boolean withHistograms) {
        Counts counts = counts().since(atReset);
        return new Report(
                counts.started,
                counts.completed,
                counts.chunks,
                counts.tokens,
                ttft.snapshot(withHistograms),
                gaps.snapshot(withHistograms));
    }

    /** Books one stream; used by one thread. */
    final class Meter {
        private long lastNanos;
        private boolean first = true;

        private Meter(long arrivedNanos) {
            lastNanos = arrivedNanos;
        }

        void chunk(long nowNanos, int tokensInIt) {
            chunks.increment();
            tokens.add(tokensInIt);
            (first ? ttft : gaps).record(nowNanos - lastNanos);
            first = false;
            lastNanos = nowNanos;
        }

        void completed() {
            completed.increment();
        }
    }
}
