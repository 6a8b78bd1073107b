package io.orchestress.recording;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import org.HdrHistogram.Histogram;

/**
 * All samples of one request name in one phase, a wait-free recorder for each outcome that occurred. Recording allocates only
 * when an outcome is seen for the first time.
 */
final class RequestSeries {
    private final AtomicReferenceArray<IntervalRecorder> byOutcome = new AtomicReferenceArray<>(Outcome.COUNT);

    void record(Outcome outcome, long micros, long count) {
        IntervalRecorder recorder = byOutcome.get(outcome.index());
        if (recorder == null) {
            recorder = first(outcome);
        }
        recorder.record(micros, count);
    }

    private IntervalRecorder first(Outcome outcome) {
        byOutcome.compareAndSet(outcome.index(), null, new IntervalRecorder());
        return byOutcome.get(outcome.index());
    }

    /** Hands over what was recorded since the last call; the histogram is valid during the call only. */
    void drain(BiConsumer<Outcome, Histogram> reader) {
        for (int i = 0; i < byOutcome.length(); i++) {
            IntervalRecorder recorder = byOutcome.get(i);
            if (recorder != null) {
                Outcome outcome = Outcome.all().get(i);
                recorder.drain(interval -> reader.accept(outcome, interval));
            }
        }
    }
}
