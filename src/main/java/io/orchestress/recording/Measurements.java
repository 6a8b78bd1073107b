package io.orchestress.recording;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/** Every sample of a run. Any number of writers, one reader. */
public final class Measurements {
    /** Longest latency that is recorded: 24 hours, in microseconds. Longer ones are counted by {@link #overRange()}. */
    public static final long LONGEST_MICROS = 86_400_000_000L;

    /** Percentiles are within 0.1 % of the exact value. */
    public static final int SIGNIFICANT_DIGITS = 3;

    /** Detail of what is counted after {@value #MAX_TALLIES} different things have been. */
    public static final String OTHERS = "(others)";

    private static final int MAX_TALLIES = 5_000;
    private static final int METRICS = Metric.values().length;

    private final int phases;
    private final Map<TallyKey, LongAdder> tallies = new ConcurrentHashMap<>();
    private final Map<String, Request> requests = new ConcurrentHashMap<>();
    private final LongAdder started = new LongAdder();
    private final LongAdder ok = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder timedOut = new LongAdder();
    private final LongAdder latencyMicros = new LongAdder();
    private final LongAdder overRange = new LongAdder();
    private final Starts starts = new Starts();

    /** @param phases number of phases of the run, at least 1 */
    public Measurements(int phases) {
        this.phases = phases;
    }

    /** The request of that name; callers keep it, so that no sample costs a look-up. */
    public Request request(String name) {
        return requests.computeIfAbsent(name, Request::new);
    }

    /** Hands over all that was recorded since the last call, phase by phase; histograms are valid during the call only. */
    public void drain(IntervalReader reader) {
        List<Request> all = List.copyOf(requests.values());
        for (int phase = 0; phase < phases; phase++) {
            for (Request request : all) {
                int at = phase;
                request.byPhase[phase].drain((outcome, interval) -> reader.read(at, request.name, outcome, interval));
            }
        }
    }

    /** How late the users started what they did. */
    public Starts starts() {
        return starts;
    }

    /** Counts since the start of the run. */
    public Counters counters() {
        // Ended before started: a request between the two reads can only make in-flight larger, never negative.
        long okNow = ok.sum();
        long failedNow = failed.sum();
        return new Counters(okNow, failedNow, timedOut.sum(), latencyMicros.sum(), started.sum());
    }

    /**
     * Hands over every time of agents that was recorded since the last call; histograms are valid during the call only.
     */
    public void drainMetrics(MetricReader reader) {
        for (Request request : List.copyOf(requests.values())) {
            for (int phase = 0; phase < phases; phase++) {
                for (Metric metric : Metric.values()) {
                    IntervalRecorder recorder = request.metrics.get(phase * METRICS + metric.ordinal());
                    if (recorder != null) {
                        int at = phase;
                        recorder.drain(interval -> reader.read(at, request.name, metric, interval));
                    }
                }
            }
        }
    }

    /** Counts something that a request, or a task of that name, did in a phase. */
    public void count(int phase, String request, Tally tally, String detail, long amount) {
        TallyKey key = new TallyKey(phase, request, tally, detail);
        LongAdder adder = tallies.get(key);
        if (adder == null) {
            // Details come from the target: one that invents names without end must not fill the memory.
            TallyKey bounded = tallies.size() < MAX_TALLIES ? key : new TallyKey(phase, request, tally, OTHERS);
            adder = tallies.computeIfAbsent(bounded, k -> new LongAdder());
        }
        adder.add(amount);
    }

    /** Sums since the start of the run. */
    public Map<TallyKey, Long> tallies() {
        Map<TallyKey, Long> sums = new HashMap<>();
        tallies.forEach((key, adder) -> sums.put(key, adder.sum()));
        return sums;
    }

    /** Samples longer than {@link #LONGEST_MICROS}: in no histogram. */
    public long overRange() {
        return overRange.sum();
    }

    /**
     * What is counted.
     *
     * @param detail such as a model; {@link #OTHERS} for those that came after too many others
     */
    public record TallyKey(int phase, String request, Tally tally, String detail) {}

    /** Receives intervals of a metric. */
    public interface MetricReader {
        /**
         * @param phase index of the phase in which the request started
         * @param interval never empty; microseconds
         */
        void read(int phase, String request, Metric metric, Histogram interval);
    }

    /** Receives intervals. */
    public interface IntervalReader {
        /**
         * @param phase index of the phase in which the requests started
         * @param interval never empty
         */
        void read(int phase, String request, Outcome outcome, Histogram interval);
    }

    /**
     * Cumulative counts.
     *
     * @param latencyMicros sum over all that ended
     */
    public record Counters(long ok, long failed, long timedOut, long latencyMicros, long started) {
        public long ended() {
            return ok + failed;
        }

        public long inFlight() {
            return Math.max(0, started - ended());
        }
    }

    /** One request name. */
    public final class Request {
        private final String name;
        private final RequestSeries[] byPhase = new RequestSeries[phases];
        private final AtomicReferenceArray<IntervalRecorder> metrics = new AtomicReferenceArray<>(phases * METRICS);

        private Request(String name) {
            this.name = name;
            for (int i = 0; i < phases; i++) {
                byPhase[i] = new RequestSeries();
            }
        }

        /** To be called when a request is sent: without it the request is not in flight. */
        public void started() {
            started.increment();
        }

        /**
         * Records the end of a request. Wait-free, no allocation once the outcome has been seen in the phase.
         *
         * @param phase index of the phase in which it started
         * @param micros latency; below 1 it counts as 1
         */
        public void ended(int phase, Outcome outcome, long micros) {
            if (micros <= LONGEST_MICROS) {
                byPhase[phase].record(outcome, Math.max(1, micros), 1);
            } else {
                overRange.increment();
            }
            latencyMicros.add(micros);
            if (outcome == Outcome.OK) {
                ok.increment();
            } else {
                failed.increment();
                if (outcome == Outcome.TIMEOUT) {
                    timedOut.increment();
                }
            }
        }

        /**
         * Records the second view of requests, from their intended starts: no count of requests holds them.
         *
         * @param phase index of the phase of those starts
         * @param micros below 1 it counts as 1; above {@link #LONGEST_MICROS} it is in no histogram
         * @param count how many starts had that latency; with 0 nothing is recorded
         */
        public void corrected(int phase, long micros, long count) {
            if (micros <= LONGEST_MICROS && count > 0) {
                byPhase[phase].record(Outcome.CORRECTED, Math.max(1, micros), count);
            }
        }

        /** As below, once. */
        public void metric(int phase, Metric metric, long micros) {
            metric(phase, metric, micros, 1);
        }

        /**
         * Records times of agents.
         *
         * @param phase index of the phase in which the request started
         * @param micros below 1 it counts as 1, above {@link #LONGEST_MICROS} as that
         * @param count how many there were; with 0 nothing is recorded
         */
        public void metric(int phase, Metric metric, long micros, long count) {
            if (count == 0) {
                return;
            }
            int at = phase * METRICS + metric.ordinal();
            IntervalRecorder recorder = metrics.get(at);
            if (recorder == null) {
                metrics.compareAndSet(at, null, new IntervalRecorder());
                recorder = metrics.get(at);
            }
            recorder.record(Math.min(LONGEST_MICROS, Math.max(1, micros)), count);
        }
    }
}
