package io.orchestress.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.testkit.Orchestrator;
import java.util.ArrayList;
import java.util.List;

/** The server's own counts of answers, asked for every few milliseconds: how many had ended by when. */
final class ServerCounts implements AutoCloseable {
    private static final long BETWEEN_MILLIS = 20;

    private final Thread asker;
    private final List<Count> counts = new ArrayList<>();
    private volatile boolean closed;

    /**
     * Cumulative counts.
     *
     * @param at seconds since the epoch, in the middle between question and answer
     */
    record Count(double at, long answered, long failed) {}

    ServerCounts(Orchestrator orchestrator) {
        asker = new Thread(() -> ask(orchestrator), "server-counts");
        asker.setDaemon(true);
        asker.start();
    }

    private void ask(Orchestrator orchestrator) {
        try {
            while (!closed) {
                double before = Measuring.epochSeconds();
                JsonNode truth = orchestrator.truth("");
                add(count((before + Measuring.epochSeconds()) / 2, truth));
                Thread.sleep(BETWEEN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Count count(double at, JsonNode truth) {
        long ok = 0;
        for (JsonNode operation : truth.path("operations")) {
            ok += operation.path("byStatus").path("200").asLong();
        }
        long answered = truth.path("requestsAnswered").asLong();
        return new Count(at, answered, Math.max(0, answered - ok));
    }

    private synchronized void add(Count count) {
        counts.add(count);
    }

    /** Returns when nothing is asked for any more. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        asker.join();
    }

    synchronized List<Count> counts() {
        return List.copyOf(counts);
    }

    /**
     * When more than {@code limit} of what ended in the last {@code window} seconds had failed, for the first time.
     *
     * @throws IllegalStateException when it never was so
     */
    static double firstAbove(double limit, double window, List<Count> counts) {
        int start = 0;
        for (Count now : counts) {
            while (counts.get(start + 1).at() <= now.at() - window) {
                start++;
            }
            Count from = counts.get(start);
            long ended = now.answered() - from.answered();
            if (ended > 0 && (double) (now.failed() - from.failed()) / ended > limit) {
                return now.at();
            }
        }
        throw new IllegalStateException("never more than " + limit + " failed");
    }

    /** When the last of all answers had been given. */
    static double lastAnswer(List<Count> counts) {
        long all = counts.get(counts.size() - 1).answered();
        return counts.stream()
                .filter(count -> count.answered() == all)
                .findFirst()
                .orElseThrow()
                .at();
    }
}
