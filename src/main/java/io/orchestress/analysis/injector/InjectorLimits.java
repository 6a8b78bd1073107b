package io.orchestress.analysis.injector;

/**
 * From when on an injector is no longer believed.
 *
 * @param cpu mean share of the CPUs it may use
 * @param loopLagMillis, lateStartMillis p99 over seconds
 * @param lateShare of starts that may be late
 */
public record InjectorLimits(double cpu, double loopLagMillis, double lateStartMillis, double lateShare) {
    public static final InjectorLimits DEFAULT = new InjectorLimits(0.85, 100, 100, 0.01);
}
