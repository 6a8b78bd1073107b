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

    /** The depth that 95 % of the readings between two moments do not exceed; 0 where there is none. */
    static long usual(double from, double to, List<Depth> depths) {
        List<Long> sorted = depths.stream()
                .filter(depth -> depth.at() >= from && depth.at() < to)
                .map(Depth::tasks)
                .sorted()
                .toList();
        return sorted.isEmpty() ? 0 : sorted.get(Measuring.rank(95, sorted.size()));
    }

    /** When no more than {@code usual} waited for the first time after more did, from a moment on; infinite: never. */
    static double backAfter(double from, long usual, List<Depth> depths) {
        boolean more = false;
        for (Depth depth : depths) {
            if (depth.at() >= from) {
                more |= depth.tasks() > usual;
                if (more && depth.tasks() <= usual) {
                    return depth.at();
                }
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}
