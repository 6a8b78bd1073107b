package io.orchestress.benchmark;

import io.orchestress.testkit.Orchestrator;
import java.util.ArrayList;
import java.util.List;

/** The server's own queue depth, asked for every few milliseconds. */
final class QueueDepths implements AutoCloseable {
    private static final long BETWEEN_MILLIS = 50;

    private final Thread asker;
    private final List<Depth> depths = new ArrayList<>();
    private volatile boolean closed;

    /** @param at seconds since the epoch, in the middle between question and answer */
    record Depth(double at, long tasks) {}

    QueueDepths(Orchestrator orchestrator) {
        asker = new Thread(() -> ask(orchestrator), "queue-depths");
        asker.setDaemon(true);
        asker.start();
    }

    private void ask(Orchestrator orchestrator) {
        try {
            while (!closed) {
                double before = Measuring.epochSeconds();
                long tasks = orchestrator.queueDepth();
                add(new Depth((before + Measuring.epochSeconds()) / 2, tasks));
                Thread.sleep(BETWEEN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void add(Depth depth) {
        depths.add(depth);
    }

    /** Returns when nothing is asked for any more. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        asker.join();
    }

    synchronized List<Depth> depths() {
        return List.copyOf(depths);
    }

    /** When nothing waited any more for the first time from a moment on at which something did; infinite: never. */
    static double emptyAfter(double from, List<Depth> depths) {
        boolean some = false;
        for (Depth depth : depths) {
            if (depth.at() >= from) {
                some |= depth.tasks() > 0;
                if (some && depth.tasks() == 0) {
                    return depth.at();
                }
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}
