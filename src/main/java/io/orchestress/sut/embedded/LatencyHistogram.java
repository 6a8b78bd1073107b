package io.orchestress.sut.embedded;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Durations from 1 µs to 24 h with three digits, in whole microseconds, rounded down. Writers do not wait for each other; what
 * lies outside is booked at the bound.
 */
final class LatencyHistogram {
    private static final long MAX_MICROS = TimeUnit.HOURS.toMicros(24);
    private static final int DIGITS = 3;

    private final Recorder recorder = new Recorder(1, MAX_MICROS, DIGITS);
    private final Histogram total = new Histogram(1, MAX_MICROS, DIGITS);

    void record(long nanos) {
        recorder.recordValue(Math.max(1, Math.min(MAX_MICROS, nanos / 1_000)));
    }

    synchronized void reset() {
        recorder.reset();
        total.reset();
    }

    /** Everything since the last reset. */
    synchronized Snapshot snapshot(boolean withHistogram) {
        total.add(recorder.getIntervalHistogram());
        boolean empty = total.getTotalCount() == 0;
        return new Snapshot(
                total.getTotalCount(),
                empty ? 0 : total.getMinValue(),
                total.getMean(),
                total.getValueAtPercentile(50),
                total.getValueAtPercentile(90),
                total.getValueAtPercentile(99),
                total.getValueAtPercentile(99.9),
                total.getMaxValue(),
                withHistogram ? encoded() : null);
    }

    private String encoded() {
        ByteBuffer buffer = ByteBuffer.allocate(total.getNeededByteBufferCapacity());
        int length = total.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    /**
     * What a histogram holds; all but the first in microseconds, 0 when it is empty.
     *
     * @param histogram HdrHistogram V2, compressed, base64
     */
    @JsonInclude(Include.NON_NULL)
    record Snapshot(
            long count,
            long min,
            double mean,
            long p50,
            long p90,
            long p99,
            long p999,
            long max,
            @Nullable String histogram) {}
}
