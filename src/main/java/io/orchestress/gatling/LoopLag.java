package io.orchestress.gatling;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import io.orchestress.metrics.TimeSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long tasks wait in the event loops that the users run in: in each of them a task is due every {@value #EVERY_MILLIS} ms, and how
 * much later it runs is noted. What delays it delays every answer that is read there: other users' work, a pause of the JVM, a missing CPU.
 */
final class LoopLag {
    private static final long EVERY_MILLIS = 100;

    private final TimeSource time;
    private final List<Ticker> tickers = new CopyOnWriteArrayList<>();

    LoopLag(TimeSource time) {
        this.time = time;
    }

    /** Begins to tick in each loop, until it is shut down. */
    void watch(EventExecutorGroup loops) {
        for (EventExecutor loop : loops) {
            Ticker ticker = new Ticker(loop);
            tickers.add(ticker);
            ticker.next();
        }
    }

    /**
     * The longest wait in any loop since the last call, one that has not ended yet included; 0 when nothing is watched. For one reader.
     */
    long worstNanos() {
        long now = time.nanos();
        return tickers.stream().mapToLong(ticker -> ticker.worst(now)).max().orElse(0);
    }

    private final class Ticker implements Runnable {
        private final EventExecutor loop;
        private final AtomicLong worst = new AtomicLong();
        private volatile long dueNanos = Long.MAX_VALUE;

        Ticker(EventExecutor loop) {
            this.loop = loop;
        }

        void next() {
            dueNanos = time.nanos() + TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS);
            try {
                loop.schedule(this, EVERY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                dueNanos = Long.MAX_VALUE; // Gatling has ended
            }
        }

        @Override
        public void run() {
            worst.accumulateAndGet(time.nanos() - dueNanos, Math::max);
            next();
        }

        long worst(long now) {
            long overdue = dueNanos == Long.MAX_VALUE ? 0 : now - dueNanos;
            return Math.max(worst.getAndSet(0), Math.max(0, overdue));
        }
    }
}
