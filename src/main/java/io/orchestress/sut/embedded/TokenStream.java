package io.orchestress.sut.embedded;

/**
 * One client that watches one task. A chunk is written when the last of its tokens is due; who comes late is told at once what
 * has been missed. Everything here runs on the event loop of the client's connection and is paced by it, in world time.
 */
final class TokenStream {
    private final TokenStreams world;
    private final Task task;
    private final Exchange exchange;
    private final EventStream out;
    private final TokenStreams.Words words;
    private final Fate fate;
    private final StreamTotals.Meter meter;
    private int sent;
    private int chunks;
    private long stalledNanos;
    private boolean over;

    /**
     * What the faults have in store for it. Numbers of chunks are counted from 1; 0 is never.
     *
     * @param errorAfter the chunk that is followed by an error and the end
     * @param cutAfter the chunk that is followed by the end of the connection
     * @param stallAfter the chunk that is followed by a pause, by which everything after it is late
     * @param stallNanos length of that pause, from the write on
     */
    record Fate(int errorAfter, int cutAfter, int stallAfter, long stallNanos) {}

    TokenStream(
            TokenStreams world,
            Task task,
            Exchange exchange,
            EventStream out,
            TokenStreams.Words words,
            Fate fate,
            StreamTotals.Meter meter) {
        this.world = world;
        this.task = task;
        this.exchange = exchange;
        this.out = out;
        this.words = words;
        this.fate = fate;
        this.meter = meter;
    }

    void start() {
        task.started().thenRun(() -> exchange.onEventLoop(this::started));
        task.ended().thenRun(() -> exchange.onEventLoop(this::proceed));
    }

    private void started() {
        if (!over && exchange.clientIsThere()) {
            words.running();
            pace();
        }
    }

    /** Writes what is due, and comes back for the next chunk. */
    private void pace() {
        proceed();
        if (!over && sent < task.spec.tokensOut()) {
            long wait = task.nanosUntilToken(nextTo(task.spec.tokensOut()), world.timers.worldNanos()) + stalledNanos;
            exchange.later(Math.max(0, wait), () -> world.timers.whenThawed(() -> exchange.onEventLoop(this::pace)));
        }
    }

    private void proceed() {
        if (over || !exchange.clientIsThere()) {
            over = true;
            return;
        }
        TaskState state = task.state();
        long now = world.timers.worldNanos();
        int limit = state.ended() ? task.tokensAt(now) : task.spec.tokensOut();
        while (!over && sent < limit && isDue(nextTo(limit), state, now)) {
            write(nextTo(limit));
        }
        out.flush();
        if (!over && state.ended() && sent >= limit) {
            over = true;
            words.ended(world.engine.view(task));
            meter.completed();
            out.end();
        }
    }

    private boolean isDue(int token, TaskState state, long now) {
        return state == TaskState.CANCELLED || task.nanosUntilToken(token, now) + stalledNanos <= 0;
    }

    private int nextTo(int limit) {
        return Math.min(limit, sent + world.tokensPerChunk);
    }

    private void write(int to) {
        long now = world.clock.nanos();
        words.tokens(new TokenStreams.Chunk(sent + 1, to, Task.tokens(sent + 1, to), to == task.spec.tokensOut(), now));
        meter.chunk(now, to - sent);
        sent = to;
        chunks++;
        if (chunks == fate.cutAfter()) {
            over = true;
            out.flush();
            exchange.drop();
        } else if (chunks == fate.errorAfter()) {
            over = true;
            words.broken();
            out.end();
        } else if (chunks == fate.stallAfter()) {
            long late = -task.nanosUntilToken(to, world.timers.worldNanos());
            stalledNanos = fate.stallNanos() + Math.max(0, late);
        }
    }
}
