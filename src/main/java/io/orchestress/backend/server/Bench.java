package io.orchestress.backend.server;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Where work is done that would hold an event loop up: reading large bodies, making many vectors. */
final class Bench implements AutoCloseable {
    /** Reading so many bytes of JSON takes about a millisecond. */
    static final int LARGE_BYTES = 128 << 10;

    private static final int MOST_WAITING = 1_024;

    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), work -> {
                Thread made = new Thread(work, "backend-bench");
                made.setDaemon(true);
                return made;
            });

    /** Whether it will be done; else too much waits. */
    boolean take(Runnable work) {
        try {
            thread.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
