package io.orchestress.analysis.injector;

import io.orchestress.analysis.disturbance.DisturbanceLimits;
import io.orchestress.config.Section;
import io.orchestress.record.InjectorHealth;
import java.time.Duration;

/**
 * From when on an injector is no longer believed.
 *
 * @param cpu mean share of the CPUs it may use
 * @param loopLagMillis, lateStartMillis p99 over seconds
 * @param lateShare of starts that may be late
 * @param disturbance from when on it was not the injector but somebody who took its machine
 */
public record InjectorLimits(
        double cpu, double loopLagMillis, double lateStartMillis, double lateShare, DisturbanceLimits disturbance) {
    /** Share of the time that it may stand still for its garbage collector. */
    public static final double GC_PAUSE = 0.05;

    /** Share of all CPUs of its machine above which nobody there gets one when it wants it. */
    public static final double HOST_CPU = 0.95;

    /** Times the limit of a late start from which the latest one is told by itself, */
    static final double STANDSTILL = 10;

    /** where more than this share of starts was late: then it is in p99.9. */
    static final double STANDSTILL_SHARE = 0.001;

    static final double PERCENTILE = 99;

    /** Share of seconds beyond the limit that a p99 within it leaves. */
    static final double BEYOND_PERCENTILE = 0.01;

    /** Seconds that a trouble must be seen in before the run is not believed, and readings before a mean is one. */
    static final int LEAST_SECONDS = 5;

    /** Share of seconds that may be without a reading. */
    static final double UNREAD = 0.5;

    /** Share of arrivals that may be missing or dropped before it is said at all. Source: mcpload warns of it. */
    static final double MISSING_WARN = 0.01;

    /** From here on the load was not the one that was asked for. Source: mcpload fails its own generator above it. */
    static final double MISSING_FAIL = 0.1;

    /** As the record has them. */
    InjectorHealth.Allowed allowed() {
        return new InjectorHealth.Allowed(cpu, loopLagMillis, lateStartMillis, lateShare);
    }

    /** @param s {@code orchestress.injector} */
    public static InjectorLimits read(Section s) {
        return new InjectorLimits(
                s.share("cpu"),
                s.duration("loop-lag", Duration.ofMillis(1)).toMillis(),
                s.duration("late-start", Duration.ofMillis(1)).toMillis(),
                s.share("max-late-ratio"),
                DisturbanceLimits.read(s));
    }
}
