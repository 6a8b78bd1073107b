package io.orchestress.importer;

import io.orchestress.metrics.FailureClass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tells what JMeter's transaction controllers stand for. One that has rows of its samplers in the file is a task. One that has none,
 * since it was told to generate a parent sample, is all that is known of its requests: it is one.
 *
 * <p>JMeter writes a row when it ends: samplers, then their controller, thread by thread. Sorted by time, the controller comes first.
 * So a controller waits for the next row of its thread that tells.
 */
final class Transactions {
    private static final String FAILED = "transactionsFailed";
    private static final String REQUESTS = "transactionsAsRequests";
    private static final int MOST_THREADS = 100_000;

    /** No row that belongs to a controller is so much later than it. */
    private static final long LONGEST_WAIT_MICROS = 60_000_000;

    private static final Pattern THREAD = Pattern.compile(" \\d+-\\d+$");

    private final ImportEvents events;
    private final RunInfo.Builder facts;
    private final Map<String, OfThread> threads = new HashMap<>();
    private final Deque<Waiting> inOrder = new ArrayDeque<>();
    private long failedByThemselves;

    Transactions(ImportEvents events, RunInfo.Builder facts) {
        this.events = events;
        this.facts = facts;
    }

    /** A row: of a sampler or of a controller. */
    record Sample(String thread, String stage, String label, FailureClass outcome, long startMicros, long micros) {
        long endMicros() {
            return startMicros + micros;
        }

        /** Whether the other one lies in it; no controller is part of one of the same name. */
        boolean covers(Sample other) {
            return startMicros <= other.startMicros && endMicros() >= other.endMicros() && !label.equals(other.label);
        }
    }

    private static final class OfThread {
        private final String stage;

        OfThread(String name) {
            stage = THREAD.matcher(name).replaceFirst("");
        }

        /** The latest start of a request of the thread. */
        private long lastStart = Long.MIN_VALUE;

        private final List<Waiting> waiting = new ArrayList<>();
    }

    private static final class Waiting {
        private final Sample sample;
        private final boolean failedByItself;
        private boolean settled;

        Waiting(Sample sample, boolean failedByItself) {
            this.sample = sample;
            this.failedByItself = failedByItself;
        }
    }

    /** The thread group of a thread: its name without the numbers that JMeter adds. */
    String stage(String thread) {
        return thread(thread).stage;
    }

    void sampler(Sample sample) {
        events.request(sample.stage(), sample.label(), sample.outcome(), sample.startMicros(), sample.micros());
        settleOld(sample.startMicros());
        OfThread thread = thread(sample.thread());
        for (Waiting waiting : thread.waiting) {
            settle(thread, waiting, waiting.sample.covers(sample));
        }
        thread.waiting.clear();
        thread.lastStart = Math.max(thread.lastStart, sample.startMicros());
    }

    /**
     * @param samples that it says it is made of
     * @param failing of them that it says failed
     */
    void controller(Sample sample, long samples, long failing) {
        PlausibilityFilter.require(sample.label(), sample.startMicros(), sample.micros());
        settleOld(sample.startMicros());
        OfThread thread = thread(sample.thread());
        boolean hasRows = thread.lastStart >= sample.startMicros();
        for (Waiting waiting : List.copyOf(thread.waiting)) {
            boolean within = sample.covers(waiting.sample);
            if (within || !waiting.sample.covers(sample)) {
                settle(thread, waiting, false);
                thread.waiting.remove(waiting);
                hasRows |= within;
            }
        }
        Waiting controller = new Waiting(sample, failing == 0 || sample.thread().isEmpty());
        if (hasRows || samples == 0) {
            settle(thread, controller, true);
        } else {
            thread.waiting.add(controller);
            inOrder.add(controller);
        }
    }

    /** No more rows. */
    void end() {
        threads.values().forEach(Transactions.this::settleAll);
        if (facts.counted(FAILED) > 0) {
            facts.remark(facts.counted(FAILED) + " transactions failed whose requests have rows of their own:"
                    + " these are judged, the transactions are times of tasks.");
        }
        if (facts.counted(REQUESTS) > 0) {
            facts.remark(
                    facts.counted(REQUESTS) + " transactions have no rows of their samplers (generate parent sample):"
                            + " each was counted as one request.");
        }
        if (failedByThemselves > 0) {
            facts.doubt(failedByThemselves
                    + " transactions of JMeter failed although no request in them did: they are in no error rate, so nothing"
                    + " can pass.");
        }
    }

    private OfThread thread(String name) {
        OfThread known = threads.get(name);
        return known != null ? known : added(name);
    }

    private OfThread added(String name) {
        if (threads.size() >= MOST_THREADS) {
            threads.values().forEach(this::settleAll);
            threads.clear();
        }
        return threads.computeIfAbsent(name, OfThread::new);
    }

    private void settleOld(long nowMicros) {
        while (!inOrder.isEmpty()
                && (inOrder.peek().settled || inOrder.peek().sample.endMicros() < nowMicros - LONGEST_WAIT_MICROS)) {
            Waiting waiting = inOrder.poll();
            if (!waiting.settled) {
                OfThread thread = thread(waiting.sample.thread());
                settle(thread, waiting, false);
                thread.waiting.remove(waiting);
            }
        }
    }

    private void settleAll(OfThread thread) {
        thread.waiting.forEach(waiting -> settle(thread, waiting, false));
        thread.waiting.clear();
    }

    private void settle(OfThread thread, Waiting waiting, boolean hasRows) {
        waiting.settled = true;
        Sample sample = waiting.sample;
        if (hasRows) {
            events.task(sample.stage(), sample.label(), sample.startMicros(), sample.micros());
            if (!sample.outcome().equals(FailureClass.OK)) {
                facts.count(FAILED);
                failedByThemselves += waiting.failedByItself ? 1 : 0;
            }
        } else {
            events.request(sample.stage(), sample.label(), sample.outcome(), sample.startMicros(), sample.micros());
            facts.count(REQUESTS);
            thread.lastStart = Math.max(thread.lastStart, sample.startMicros());
        }
    }
}
