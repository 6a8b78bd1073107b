package io.orchestress.metrics;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Every sample of a run. Any number of writers, one reader. */
public final class Measurements {
    /** Longest latency that is recorded: 24 hours, in microseconds. Longer ones are counted by {@link #overRange()}. */
    public static final long LONGEST_MICROS = 86_400_000_000L;

    /** Percentiles are within 0.1 % of the exact value. */
    public static final int SIGNIFICANT_DIGITS = 3;

    /** Detail of what is counted after 5,000 different things have been. */
    public static final String OTHERS = "(others)";

    /** Different names of one kind that answers may bring: steps, models, agents. */
    public static final int MOST_NAMES = 200;

    /** Stands for all requests in a record: none may bear it. */
    private static final String ALL = "*";

    private final int phases;
    private final Measurements all;
    private final String prefix;
    private final Tallies tallies;
    private final Map<String, Request> requests;
    private final LongAdder started = new LongAdder();
    private final LongAdder progress;
    private final EndedCounts ended = new EndedCounts();
    private final LongAdder ours = new LongAdder();
    private final LongAdder overRange = new LongAdder();
    private final EndedCounts disturbed = new EndedCounts();
    private final StartDelays starts;
    private final BoundedNames steps;
    private final Queue<Leftover> leftovers = new ConcurrentLinkedQueue<>();
    private final Histogram interval = new Histogram(1, LONGEST_MICROS, SIGNIFICANT_DIGITS);
    private volatile IntPredicate disturbedPhases = phase -> false;

    /** Of a phase that is over and forgotten, with a sample that came while it was. */
    private record Leftover(
            int phase,
            Request request,
            @Nullable FailureClass outcome,
            @Nullable Metric metric,
            IntervalRecorder recorder) {}

    /** @param phases number of phases of the run, at least 1 */
    public Measurements(int phases) {
        this.phases = phases;
        all = this;
        prefix = "";
        tallies = new Tallies();
        requests = new ConcurrentHashMap<>();
        progress = new LongAdder();
        starts = new StartDelays();
        steps = new BoundedNames("steps", MOST_NAMES);
    }

    private Measurements(Measurements all, String prefix) {
        this.phases = all.phases;
        this.all = all;
        this.prefix = prefix;
        tallies = all.tallies;
        requests = all.requests;
        progress = all.progress;
        starts = all.starts;
        steps = all.steps;
    }

    /**
     * A view on these for writers of one kind, the names of whose requests have something before them; what they write is drained and counted here.
     *
     * @param before such as the name of a tenant; empty: nothing
     */
    public Measurements named(String before) {
        return before.isEmpty() ? this : new Measurements(all, before);
    }

    /** The name as it is counted: a view puts its own before it. */
    private String recorded(String request) {
        return prefix.isEmpty() ? request : prefix + request;
    }

    /** The request of that name, which a scenario gave it; callers keep it, so that no sample costs a look-up. */
    public Request request(String name) {
        return requests.computeIfAbsent(recorded(name), full -> all.new Request(full));
    }

    /** Returns the request of a name that an answer gave, such as a step: one of {@value #MOST_NAMES}, or {@link #OTHERS}. */
    public Request namedByAnswer(String name) {
        String kept = steps.of(name);
        return request(kept.equals(ALL) ? "'" + ALL + "'" : kept);
    }

    /** A name that an answer gave, as it is counted, to be put together with others. */
    public String bounded(Counter tally, String name) {
        return tallies.bounded(tally, name);
    }

    /** Which bounds of what a target may invent were met, a phrase each; empty: none. */
    public List<String> boundsMet() {
        return Stream.concat(tallies.boundsMet(), steps.met().stream()).sorted().toList();
    }

    /**
     * Hands over all that was recorded since the last call, phase by phase; histograms are valid during the call only.
     *
     * @param isOver says of a phase whether nothing more can come of it, as good as surely: what held its samples is let go, and made
     *     anew should one come after all
     */
    public void drain(IntPredicate isOver, IntervalReader reader, MetricReader metricReader) {
        for (Leftover late = leftovers.poll(); late != null; late = leftovers.poll()) {
            read(late, reader, metricReader);
        }
        eachSeries((phase, request, series) -> {
            boolean over = isOver.test(phase);
            series.outcomes(over)
                    .forEach((outcome, recorder) ->
                            take(new Leftover(phase, request, outcome, null, recorder), over, reader, metricReader));
            series.metrics(over)
                    .forEach((metric, recorder) ->
                            take(new Leftover(phase, request, null, metric, recorder), over, reader, metricReader));
        });
    }

    private interface SeriesVisitor {
        void visit(int phase, Request request, RequestSeries series);
    }

    private void eachSeries(SeriesVisitor visitor) {
        List<Request> all = List.copyOf(requests.values());
        for (int phase = 0; phase < phases; phase++) {
            for (Request request : all) {
                RequestSeries series = request.byPhase.get(phase);
                if (series != null) {
                    visitor.visit(phase, request, series);
                }
            }
        }
    }

    private void take(Leftover of, boolean letGo, IntervalReader reader, MetricReader metricReader) {
        if (letGo) {
            of.recorder.letGo(() -> leftovers.add(of));
        }
        read(of, reader, metricReader);
    }

    private void read(Leftover of, IntervalReader reader, MetricReader metricReader) {
        if (of.recorder.drain(interval)) {
            if (of.outcome != null) {
                reader.read(of.phase, of.request.name, of.outcome, interval);
            } else if (of.metric != null) {
                metricReader.read(of.phase, of.request.name, of.metric, interval);
            }
        }
    }

    /** Requests alone; times of agents wait for {@link #drainMetrics}. */
    public void drain(IntervalReader reader) {
        eachSeries((phase, request, series) -> series.outcomes(false).forEach((outcome, recorder) -> {
            if (recorder.drain(interval)) {
                reader.read(phase, request.name, outcome, interval);
            }
        }));
    }

    /** Times of agents alone. */
    public void drainMetrics(MetricReader reader) {
        eachSeries((phase, request, series) -> series.metrics(false).forEach((metric, recorder) -> {
            if (recorder.drain(interval)) {
                reader.read(phase, request.name, metric, interval);
            }
        }));
    }

    /** How late the users started what they did. */
    public StartDelays starts() {
        return starts;
    }

    /** Counts since the start of the run. */
    public Counters counters() {
        return ended.with(started, ours);
    }

    /** Says in which phases the load is disturbed on purpose: what started in them is in {@link #disturbed()}, whenever it ends. */
    public void disturbIn(IntPredicate phaseIndex) {
        disturbedPhases = phaseIndex;
    }

    /** Of {@link #counters()}, what started in phases that are disturbed on purpose; {@code started} is not told apart and 0. */
    public Counters disturbed() {
        return disturbed.alone();
    }

    /** A part of an answer has come: whoever waits for the rest of it is not stalled. */
    public void progressed() {
        progress.increment();
    }

    /** How many parts of answers have come since the start of the run; to be compared with itself only. */
    public long progress() {
        return progress.sum();
    }

    /** Counts something that a request, or a task of that name, did in a phase. */
    public void count(int phase, String request, Counter tally, String detail, long amount) {
        tallies.count(phase, recorded(request), tally, detail, amount);
    }

    /** Sums since the start of the run. */
    public Map<TallyKey, Long> tallies() {
        return tallies.sums();
    }

    /** Samples longer than {@link #LONGEST_MICROS}: in no histogram. */
    public long overRange() {
        return overRange.sum();
    }

    /**
     * The key of a sum.
     *
     * @param detail such as a model; {@link #OTHERS} for those that came after too many others
     */
    public record TallyKey(int phase, String request, Counter tally, String detail) {
        private static final int PRIME = 31;

        /** As that of any record. It is asked several times for each request, and what the compiler makes of a record's own is at times not inlined: 8 % of a load's time. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof TallyKey key
                    && phase == key.phase
                    && tally == key.tally
                    && request.equals(key.request)
                    && detail.equals(key.detail);
        }

        @Override
        public int hashCode() {
            return ((phase * PRIME + tally.ordinal()) * PRIME + request.hashCode()) * PRIME + detail.hashCode();
        }
    }

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
        void read(int phase, String request, FailureClass outcome, Histogram interval);
    }

    /**
     * Cumulative counts.
     *
     * @param latencyMicros sum over all that ended
     * @param ours those that this side could not carry out, and those that their users left: neither ok nor failed
     */
    public record Counters(long ok, long failed, long timedOut, long latencyMicros, long started, long ours) {
        public Counters(long ok, long failed, long timedOut, long latencyMicros, long started) {
            this(ok, failed, timedOut, latencyMicros, started, 0);
        }

        /** Those that the target answered, or failed to. */
        public long ended() {
            return ok + failed;
        }

        public long inFlight() {
            return Math.max(0, started - ended() - ours);
        }
    }

    /** One request name. */
    public final class Request {
        private final String name;
        private final AtomicReferenceArray<@Nullable RequestSeries> byPhase = new AtomicReferenceArray<>(phases);

        private Request(String name) {
            this.name = name;
        }

        public String name() {
            return name;
        }

        /** Counts something that it did in a phase. */
        public void count(int phase, Counter tally, String detail, long amount) {
            tallies.count(phase, name, tally, detail, amount);
        }

        private RequestSeries in(int phase) {
            RequestSeries series = byPhase.get(phase);
            if (series == null) {
                RequestSeries made = new RequestSeries();
                RequestSeries other = byPhase.compareAndExchange(phase, null, made);
                series = other == null ? made : other;
            }
            return series;
        }

        /** To be called when a request is sent: without it the request is not in flight. */
        public void started() {
            started.increment();
        }

        /**
         * Records the end of a request. Wait-free, no allocation once the outcome has been seen in the phase.
         *
         * @param phase index of the phase in which it started
         * @param outcome {@link FailureClass#INJECTOR} and {@link FailureClass#LEFT} are neither counted nor timed: {@link Counter#NOT_SENT} and
         *     {@link Counter#REQUESTS_LEFT} are for them
         * @param micros latency; below 1 it counts as 1
         */
        public void ended(int phase, FailureClass outcome, long micros) {
            if (outcome == FailureClass.INJECTOR || outcome == FailureClass.LEFT) {
                ours.increment();
                return;
            }
            if (micros <= LONGEST_MICROS) {
                in(phase).record(outcome, Math.max(1, micros), 1);
            } else {
                overRange.increment();
            }
            ended.ended(outcome, micros);
            if (disturbedPhases.test(phase)) {
                disturbed.ended(outcome, micros);
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
                in(phase).record(FailureClass.CORRECTED, Math.max(1, micros), count);
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
            if (count > 0) {
                in(phase).record(metric, Math.min(LONGEST_MICROS, Math.max(1, micros)), count);
            }
        }
    }
}
