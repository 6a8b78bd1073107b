package io.orchestress.sut.embedded;

import io.orchestress.sut.embedded.Draws.Purpose;
import java.util.function.Supplier;

/** Writes the tokens of tasks to clients that watch them, in the words of whatever protocol they speak. */
final class TokenStreams {
    static final ApiError BROKEN = new ApiError("injected", "the stream broke, as faults.streamErrorRate asks for");

    final TaskEngine engine;
    final PausableTimers timers;
    final ServerClock clock;
    final int tokensPerChunk;
    private final Supplier<Faults> faults;
    private final Draws draws;
    private final StreamTotals totals;

    TokenStreams(
            TaskEngine engine,
            PausableTimers timers,
            ServerClock clock,
            int tokensPerChunk,
            Supplier<Faults> faults,
            Draws draws,
            StreamTotals totals) {
        this.engine = engine;
        this.timers = timers;
        this.clock = clock;
        this.tokensPerChunk = tokensPerChunk;
        this.faults = faults;
        this.draws = draws;
        this.totals = totals;
    }

    /**
     * The tokens {@code from} to {@code to}, counted from 1, of what a task puts out; what an agent says at once counts as one.
     *
     * @param last whether it is known to be the last chunk
     * @param sentNanos when it is written, {@link System#nanoTime()}
     */
    record Chunk(int from, int to, String text, boolean last, long sentNanos) {}

    /** The words of a protocol; called on the event loop of the client's connection. */
    interface Words {
        /** A slot was given, now or before the client came. */
        void running();

        /** A chunk. It need not be flushed: chunks that are due at the same time leave together. */
        void tokens(Chunk chunk);

        /** The task has ended and its tokens are written; the stream is ended after this. */
        void ended(TaskView whole);

        /** Something broke, as {@code faults.streamErrorRate} asks for; the stream is ended after this. */
        void broken();
    }

    /** Begins a stream; to be called on the event loop of the client's connection. */
    void start(Task task, Exchange exchange, EventStream out, Words words) {
        if (faults.get().holdStreams()) {
            out.hold();
        }
        StreamTotals.Meter meter = totals.open(exchange.arrivedNanos);
        Speech speech = task.speech();
        if (speech == null) {
            new TokenStream(this, task, exchange, out, words, fate(task), meter).start();
        } else {
            new SpeechStream(this, task, speech, exchange, out, words, fate(task), meter, engine.bugs()).start();
        }
    }

    /** What a completion counts beside what it sends. */
    int hiddenTokens() {
        return (int) faults.get().hiddenTokens();
    }

    private TokenStream.Fate fate(Task task) {
        Faults f = faults.get();
        int half = Math.max(1, (task.spec.tokensOut() + tokensPerChunk - 1) / tokensPerChunk / 2);
        boolean error = draws.happens(f.streamErrorRate(), Purpose.STREAM_ERROR, task.number);
        boolean truncate = draws.happens(f.streamTruncateRate(), Purpose.STREAM_TRUNCATE, task.number);
        boolean stall = draws.happens(f.streamStallRate(), Purpose.STREAM_STALL, task.number);
        return new TokenStream.Fate(
                error ? half : 0,
                truncate ? half : 0,
                stall ? (int) f.streamStallAfterChunks() : 0,
                f.streamStallMillis() * 1_000_000);
    }
}
