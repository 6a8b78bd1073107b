package io.orchestress.conclusion;

import io.orchestress.analysis.injector.InjectorLimits;
import io.orchestress.config.InjectorSettings;
import io.orchestress.config.Settings;

/** The configuration's limits of the injector as the analysis takes them. */
public final class InjectorThresholds {
    private InjectorThresholds() {}

    public static InjectorLimits of(Settings settings) {
        return of(settings.planning().injector());
    }

    static InjectorLimits of(InjectorSettings injector) {
        return new InjectorLimits(
                injector.cpu(),
                injector.loopLag().toMillis(),
                injector.lateStart().toMillis(),
                injector.lateShare());
    }
}
