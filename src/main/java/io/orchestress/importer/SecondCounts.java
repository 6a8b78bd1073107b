package io.orchestress.importer;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.TimeSeriesRow;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/** The seconds of a run, counted in any order. Second {@code s} is everything after {@code s} up to and with {@code s + 1}. */
final class SecondCounts {
    private static final int UNKNOWN = -1;
    private static final int PERCENTILES = 4;

    private final double runSeconds;
    private final int count;
    private final int[] usersChanged;
    private final int[] usersAlive;
    private final int[] started;
    private final int[] ended;
    private final long[] ok;
    private final long[] failed;
    private final long[] timedOut;
    private final int[] overRange;
    /** p50, p95, p99 and maximum of each second, 0 when nothing ended in it. */
    private final long[] latencies;

    private boolean usersKnown;

    SecondCounts(double runSeconds) {
        this.runSeconds = runSeconds;
        this.count = Math.max(1, (int) Math.ceil(runSeconds));
        usersChanged = new int[count];
        usersAlive = new int[count];
        java.util.Arrays.fill(usersAlive, UNKNOWN);
        started = new int[count];
        ended = new int[count];
        ok = new long[count];
        failed = new long[count];
        timedOut = new long[count];
        overRange = new int[count];
        latencies = new long[PERCENTILES * count];
    }

    int count() {
        return count;
    }

    /** The second of a time since the load started. */
    int at(long micros) {
        long second = (micros + 999_999) / 1_000_000 - 1;
        return (int) Math.max(0, Math.min(count - 1L, second));
    }

    /** Where a second ends: the last one with the run. */
    double end(int second) {
        return second == count - 1 ? Math.max(runSeconds, second + 0.001) : second + 1.0;
    }

    void flight(int startSecond, int endSecond) {
        started[startSecond]++;
        ended[endSecond]++;
    }

    void outcome(int second, FailureClass outcome, long requests) {
        if (outcome.equals(FailureClass.OK)) {
            ok[second] += requests;
        } else {
            failed[second] += requests;
            timedOut[second] += outcome.equals(FailureClass.TIMEOUT) ? requests : 0;
        }
    }

    void overRange(int second) {
        overRange[second]++;
    }

    void userChanged(int second, int change) {
        usersChanged[second] += change;
        usersKnown = true;
    }

    void usersAlive(int second, int users) {
        usersAlive[second] = users;
        usersKnown = true;
    }

    void latencies(int second, Histogram all) {
        if (all.getTotalCount() > 0) {
            int at = PERCENTILES * second;
            latencies[at] = all.getValueAtPercentile(50);
            latencies[at + 1] = all.getValueAtPercentile(95);
            latencies[at + 2] = all.getValueAtPercentile(99);
            latencies[at + 3] = all.getMaxValue();
        }
    }

    boolean usersKnown() {
        return usersKnown;
    }

    /** Takes one second. */
    interface RowConsumer<E extends Exception> {
        void accept(int second, TimeSeriesRow row) throws E;
    }

    /** Every second in order; users are those of the last time that the file told, until it tells again. */
    <E extends Exception> void forEach(PhaseLayout layout, RowConsumer<E> consumer) throws E {
        long users = 0;
        long inFlight = 0;
        for (int s = 0; s < count; s++) {
            users = usersAlive[s] == UNKNOWN ? Math.max(0, users + usersChanged[s]) : usersAlive[s];
            inFlight += started[s] - ended[s];
            double middle = (s + end(s)) / 2;
            int at = PERCENTILES * s;
            consumer.accept(
                    s,
                    new TimeSeriesRow(
                            end(s),
                            layout.name(layout.phaseAt(middle)),
                            users,
                            inFlight,
                            ok[s],
                            failed[s],
                            timedOut[s],
                            overRange[s],
                            known(at),
                            known(at + 1),
                            known(at + 2),
                            known(at + 3)));
        }
    }

    private OptionalLong known(int index) {
        return latencies[index] == 0 ? OptionalLong.empty() : OptionalLong.of(latencies[index]);
    }
}
