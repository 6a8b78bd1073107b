package io.orchestress.analysis.injector;

import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceRow;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** What was read of the injector over some seconds; as large after a week as after a minute, but for seconds in trouble. */
final class InjectorReadings {
    private static final double MICROS_PER_SECOND = 1e6;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final int SIGNIFICANT_DIGITS = 3;

    private final double lagLimitSeconds;
    private final Mean cpu = new Mean();
    private final Mean quota = new Mean();
    private final Mean gcPause = new Mean();
    private final Mean hostCpu = new Mean();
    private final Mean targetCpu = new Mean();
    private final Histogram lagMicros = new Histogram(SIGNIFICANT_DIGITS);
    private final Histogram lateMicros = new Histogram(SIGNIFICANT_DIGITS);
    private final TroubledSeconds lagging = new TroubledSeconds();
    private final TroubledSeconds late = new TroubledSeconds();
    private long startReadings;
    private long starts;
    private long dropped;

    /** Of what is read once a second. */
    static final class Mean {
        private double sum;
        private long count;

        void add(double value) {
            sum += value;
            count++;
        }

        long count() {
            return count;
        }

        /** Empty with fewer readings than asked for. */
        Optional<Double> of(long leastReadings) {
            return count >= Math.max(1, leastReadings) ? Optional.of(sum / count) : Optional.empty();
        }
    }

    InjectorReadings(InjectorLimits limits) {
        lagLimitSeconds = limits.loopLagMillis() / MILLIS_PER_SECOND;
    }

    void add(ResourceRow row) {
        switch (row.subject()) {
            case ResourceName.INJECTOR -> ofInjector(row);
            case ResourceName.HOST -> addCpu(hostCpu, row);
            case ResourceName.TARGET -> addCpu(targetCpu, row);
            default -> {}
        }
    }

    private static void addCpu(Mean mean, ResourceRow row) {
        if (row.name().equals(ResourceName.CPU)) {
            mean.add(row.value());
        }
    }

    private void ofInjector(ResourceRow row) {
        double value = row.value();
        switch (row.name()) {
            case ResourceName.CPU -> cpu.add(value);
            case ResourceName.CPU_QUOTA -> quota.add(value);
            case ResourceName.GC_PAUSE -> gcPause.add(value);
            case ResourceName.LOOP_LAG -> {
                lagMicros.recordValue(micros(value));
                lagging.add(row, value > lagLimitSeconds ? 1 : 0);
            }
            case ResourceName.LATE_START -> lateMicros.recordValue(micros(value));
            case ResourceName.STARTS -> {
                starts += Math.round(value);
                startReadings++;
            }
            case ResourceName.LATE_STARTS -> late.add(row, Math.round(value));
            case ResourceName.DROPPED -> dropped += Math.round(value);
            default -> {}
        }
    }

    private static long micros(double seconds) {
        return Math.round(Math.max(0, seconds) * MICROS_PER_SECOND);
    }

    /** Mean share of {@code cpus}, or of the part of them that it is let have. */
    Optional<Double> cpu(int cpus, long leastReadings) {
        double allowed = quota.of(1).map(least -> Math.min(least, cpus)).orElse((double) cpus);
        return cpu.of(leastReadings).map(share -> allowed > 0 ? share * cpus / allowed : share);
    }

    Mean gcPause() {
        return gcPause;
    }

    Mean hostCpu() {
        return hostCpu;
    }

    Mean targetCpu() {
        return targetCpu;
    }

    /** Seconds in which the event loops were looked at. */
    long lagReadings() {
        return lagMicros.getTotalCount();
    }

    TroubledSeconds lagging() {
        return lagging;
    }

    Optional<Double> lagP99Millis() {
        return p99Millis(lagMicros);
    }

    Optional<Double> lateP99Millis() {
        return p99Millis(lateMicros);
    }

    /** The latest start of all; 0: none was late. */
    double lateWorstMillis() {
        return lateMicros.getMaxValue() * MILLIS_PER_SECOND / MICROS_PER_SECOND;
    }

    private static Optional<Double> p99Millis(Histogram micros) {
        return micros.getTotalCount() == 0
                ? Optional.empty()
                : Optional.of(
                        micros.getValueAtPercentile(InjectorLimits.PERCENTILE) * MILLIS_PER_SECOND / MICROS_PER_SECOND);
    }

    /** Late starts. */
    TroubledSeconds late() {
        return late;
    }

    long starts() {
        return starts;
    }

    long lateStarts() {
        return late.times();
    }

    long dropped() {
        return dropped;
    }

    /** Whether anything of the injector was read. */
    boolean isEmpty() {
        return cpu.count() == 0 && gcPause.count() == 0 && lagReadings() == 0 && starts + dropped == 0;
    }

    /** Seconds in which any of it was read. */
    long seconds() {
        return Math.max(Math.max(cpu.count(), gcPause.count()), Math.max(lagReadings(), startReadings));
    }
}
