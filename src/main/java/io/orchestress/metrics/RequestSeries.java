package io.orchestress.metrics;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All samples of one request name in one phase: a wait-free recorder for each outcome and each metric that occurred. Recording
 * allocates only when one is seen for the first time.
 */
final class RequestSeries {
    private final Map<FailureClass, IntervalRecorder> outcomes = new ConcurrentHashMap<>(4);
    private final Map<Metric, IntervalRecorder> metrics = new ConcurrentHashMap<>(4);

    void record(FailureClass outcome, long micros, long count) {
        IntervalRecorder recorder = outcomes.get(outcome);
        if (recorder == null) {
            recorder = outcomes.computeIfAbsent(outcome, o -> new IntervalRecorder());
        }
        recorder.record(micros, count);
    }

    void record(Metric metric, long micros, long count) {
        IntervalRecorder recorder = metrics.get(metric);
        if (recorder == null) {
            recorder = metrics.computeIfAbsent(metric, m -> new IntervalRecorder());
        }
        recorder.record(micros, count);
    }

    /**
     * In the order of {@link FailureClass#index()}.
     *
     * @param forget whether they are looked up no more: further samples get new ones
     */
    Map<FailureClass, IntervalRecorder> outcomes(boolean forget) {
        Map<FailureClass, IntervalRecorder> ordered = new TreeMap<>(Comparator.comparingInt(FailureClass::index));
        ordered.putAll(outcomes);
        if (forget) {
            outcomes.keySet().removeAll(ordered.keySet());
        }
        return ordered;
    }

    /** As above. */
    Map<Metric, IntervalRecorder> metrics(boolean forget) {
        Map<Metric, IntervalRecorder> ordered = new TreeMap<>(metrics);
        if (forget) {
            metrics.keySet().removeAll(ordered.keySet());
        }
        return ordered;
    }
}
