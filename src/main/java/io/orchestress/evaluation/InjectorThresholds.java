package io.orchestress.evaluation;

import io.orchestress.analysis.disturbance.DisturbanceLimits;
import io.orchestress.analysis.injector.InjectorLimits;
import io.orchestress.config.InjectorSettings;
import io.orchestress.config.Settings;

/** The configuration's limits of the injector as the analysis takes them. */
public final class InjectorThresholds {
    private InjectorThresholds() {}

    public static InjectorLimits of(Settings settings) {
        return of(settings.planning().injector());
    }

    /** From when on a second, a step, a phase or a run is disturbed. */
    public static DisturbanceLimits disturbance(Settings settings) {
        return disturbance(settings.planning().injector());
    }

    private static DisturbanceLimits disturbance(InjectorSettings injector) {
        return new DisturbanceLimits(injector.steal(), injector.runQueueWait(), injector.foreignCpu());
    }

    static InjectorLimits of(InjectorSettings injector) {
        return new InjectorLimits(
                injector.cpu(),
                injector.loopLag().toMillis(),
                injector.lateStart().toMillis(),
                injector.lateShare(),
                disturbance(injector));
    }
}
