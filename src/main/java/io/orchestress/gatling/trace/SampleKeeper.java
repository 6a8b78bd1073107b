package io.orchestress.gatling.trace;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.sample.Sample;
import io.orchestress.trace.Span;
import io.orchestress.trace.TraceContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Keeps, of each series of each phase, the slowest successes and the first failures of each class. What it keeps does not grow with the length of the
 * run: there is a limit for all slowest, and one for all failures. Safe for use by any number of threads; nearly every span is known not to be
 * kept by one look.
 */
public final class SampleKeeper implements Span.Listener {
    /** Slowest that are kept of one run, and failures. */
    static final int MOST_OF_A_KIND = 3_000;

    /** Classes of failure of one series. */
    private static final int MOST_CLASSES = 20;

    private static final int LONGEST_MODEL = 100;
    private static final double NANOS = 1e9;

    private final int slowest;
    private final int failures;
    private final UnaryOperator<String> excerpt;
    private final Map<Key, Series> all = new ConcurrentHashMap<>();
    private final AtomicInteger slowestKept = new AtomicInteger();
    private final AtomicInteger failuresKept = new AtomicInteger();
    private final AtomicLong leftOut = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();

    private record Key(Span.Kind kind, int phase, String name) {}

    /**
     * @param slowest so many of each series of each phase
     * @param failures so many of each class there
     * @param excerpt of the words of a target: short, and without secrets
     */
    public SampleKeeper(int slowest, int failures, UnaryOperator<String> excerpt) {
        this.slowest = slowest;
        this.failures = failures;
        this.excerpt = excerpt;
    }

    @Override
    public void ended(Span span) {
        boolean wanted =
                span.isOk() ? slowest > 0 : failures > 0 && !span.outcome().equals(FailureClass.LEFT.label());
        if (!wanted) {
            return;
        }
        Key key = new Key(span.kind(), span.phase(), span.name());
        Series series = all.get(key);
        if (series == null) {
            series = all.computeIfAbsent(key, k -> new Series());
        }
        if (span.isOk()) {
            series.succeeded(span);
        } else {
            series.failed(span);
        }
    }

    /** Grows with each sample that is kept. */
    long changes() {
        return changes.get();
    }

    /** Samples that would have been kept, and exceeded a limit. */
    long leftOut() {
        return leftOut.get();
    }

    /**
     * What is kept, by phase, tasks before requests, and name; of each the slowest first, then failures in the order of their ends.
     *
     * @param phase names by their index
     */
    List<Sample> all(IntFunction<String> phase) {
        List<Sample> samples = new ArrayList<>();
        all.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparingInt(Key::phase)
                        .thenComparing(Key::kind)
                        .thenComparing(Key::name)))
                .forEach(entry -> entry.getValue().kept().forEach(kept -> samples.add(kept.sample(phase))));
        return samples;
    }

    /** One that is kept, with what is shown of its words. */
    private record Kept(Span span, String words) {
        Sample sample(IntFunction<String> phase) {
            TraceContext context = span.context();
            return new Sample(
                    span.kind() == Span.Kind.TASK,
                    phase.apply(span.phase()),
                    span.name(),
                    Math.max(0, span.startNanos() / NANOS),
                    Math.max(0, span.durationNanos() / NANOS),
                    span.firstNanos() == 0 ? 0 : Math.max(0, (span.firstNanos() - span.startNanos()) / NANOS),
                    span.outcome(),
                    span.status(),
                    context == null ? "" : context.trace().toString(),
                    context == null ? "" : context.span().toString(),
                    context != null && context.sampled(),
                    span.mark(),
                    span.model(),
                    span.inputTokens(),
                    span.outputTokens(),
                    words);
        }
    }

    /** Of one request of one phase. */
    private final class Series {
        private final Queue<Kept> slow = new PriorityQueue<>(
                Comparator.comparingLong((Kept kept) -> kept.span().durationNanos()));
        private final Map<String, List<Kept>> failed = new LinkedHashMap<>();
        private final Map<String, Boolean> fullClasses = new ConcurrentHashMap<>();
        private boolean isFull;

        /** A success that took no longer is not among the slowest. */
        private volatile long floorNanos = -1;

        void succeeded(Span span) {
            if (span.durationNanos() <= floorNanos) {
                return;
            }
            synchronized (this) {
                if (!isFull) {
                    isFull = !reserve(slowestKept);
                    floorNanos = isFull ? quickest() : floorNanos;
                }
                if (span.durationNanos() <= floorNanos) {
                    return;
                }
                if (isFull) {
                    slow.remove();
                }
                slow.add(kept(span));
                isFull |= slow.size() == slowest;
                floorNanos = isFull ? quickest() : floorNanos;
            }
        }

        /** Of those that are kept; without any nothing is slower. */
        private long quickest() {
            Kept quickest = slow.peek();
            return quickest == null ? Long.MAX_VALUE : quickest.span().durationNanos();
        }

        void failed(Span span) {
            String outcome = span.outcome();
            if (fullClasses.containsKey(outcome)) {
                return;
            }
            synchronized (this) {
                List<Kept> ofClass = failed.get(outcome);
                int size = ofClass == null ? 0 : ofClass.size();
                if (size == failures || (size == 0 && failed.size() == MOST_CLASSES) || !reserve(failuresKept)) {
                    if (fullClasses.size() < MOST_CLASSES) {
                        fullClasses.put(outcome, true);
                    }
                    return;
                }
                failed.computeIfAbsent(outcome, name -> new ArrayList<>(failures))
                        .add(kept(span));
            }
        }

        private boolean reserve(AtomicInteger kept) {
            if (kept.incrementAndGet() <= MOST_OF_A_KIND) {
                return true;
            }
            kept.decrementAndGet();
            leftOut.incrementAndGet();
            return false;
        }

        private Kept kept(Span span) {
            changes.incrementAndGet();
            String words = span.words().isEmpty() ? "" : excerpt.apply(span.words());
            String model = span.model().isEmpty() ? "" : excerpt.apply(span.model());
            return new Kept(
                    new Span(
                            span.kind(),
                            span.context(),
                            span.own(),
                            span.parent(),
                            span.phase(),
                            span.name(),
                            span.startNanos(),
                            span.firstNanos(),
                            span.endNanos(),
                            span.outcome(),
                            span.status(),
                            "",
                            model.length() <= LONGEST_MODEL ? model : model.substring(0, LONGEST_MODEL),
                            span.inputTokens(),
                            span.outputTokens(),
                            span.mark()),
                    words);
        }

        synchronized List<Kept> kept() {
            List<Kept> kept = new ArrayList<>(slow);
            kept.sort(Comparator.comparingLong((Kept one) -> one.span().durationNanos())
                    .reversed()
                    .thenComparingLong(one -> one.span().startNanos()));
            failed.values().forEach(kept::addAll);
            return kept;
        }
    }
}
