package io.orchestress.recording;

import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** One recorder with what it takes to skip it while nothing is recorded: most phases are over or yet to come. */
final class IntervalRecorder {
    private final Recorder recorder = new Recorder(1, Measurements.LONGEST_MICROS, Measurements.SIGNIFICANT_DIGITS);
    private @Nullable Histogram interval;

    /** Set after each write, cleared before each read: a write that races with a read is at worst read once more, empty. */
    private volatile boolean written;

    void record(long micros, long count) {
        recorder.recordValueWithCount(micros, count);
        if (!written) {
            written = true;
        }
    }

    void drain(Consumer<Histogram> reader) {
        if (!written) {
            return;
        }
        written = false;
        interval = recorder.getIntervalHistogram(interval);
        if (interval.getTotalCount() > 0) {
            reader.accept(interval);
        }
    }
}
