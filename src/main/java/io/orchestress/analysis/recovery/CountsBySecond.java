package io.orchestress.analysis.recovery;

import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.TimeSeriesRow;
import java.util.Arrays;

/**
 * Counts by second of a stretch of a run. A second is that in whose middle a row or an interval lies; what ended in it counts,
 * whenever it started.
 */
final class CountsBySecond {
    /** By how much seconds of the record may be off whole seconds of the run. */
    private static final double JITTER = 0.2;

    private final int first;
    final long[] ok;
    final long[] failed;
    /** Of {@link #ok}, those slower than the limit. */
    final long[] slow;

    private final double[] queue;
    private final double[] inFlight;

    /** The whole seconds between two moments of the run. */
    CountsBySecond(double from, double to) {
        first = (int) Math.ceil(from - JITTER);
        int count = Math.max(0, (int) Math.floor(to + JITTER) - first);
        ok = new long[count];
        failed = new long[count];
        slow = new long[count];
        queue = new double[count];
        inFlight = new double[count];
        Arrays.fill(queue, Double.NaN);
        Arrays.fill(inFlight, Double.NaN);
    }

    int count() {
        return ok.length;
    }

    /** Start of the first one. */
    int first() {
        return first;
    }

    /** Which second a moment lies in; −1: none. */
    int index(double atSeconds) {
        double index = Math.floor(atSeconds) - first;
        return index >= 0 && index < count() ? (int) index : -1;
    }

    void row(TimeSeriesRow row) {
        int i = index(row.atSeconds() - 0.5);
        if (i >= 0) {
            inFlight[i] = row.inFlight();
        }
    }

    void resource(ResourceRow row) {
        if (row.subject().equals(ResourceName.TARGET) && row.name().equals(ResourceName.QUEUE_DEPTH)) {
            int i = index(row.atSeconds() - 0.5);
            if (i >= 0) {
                queue[i] = row.value();
            }
        }
    }

    /** @param to index of the second after the last one wanted */
    double[] queue(int to) {
        return Arrays.copyOf(queue, Math.min(to, count()));
    }

    double[] inFlight(int to) {
        return Arrays.copyOf(inFlight, Math.min(to, count()));
    }
}
