package io.orchestress.analysis;

import io.orchestress.analysis.capacity.CapacityLimits;
import io.orchestress.analysis.endurance.DriftLimits;
import io.orchestress.analysis.injector.InjectorLimits;
import io.orchestress.analysis.recovery.RecoveryLimits;

/** With which limits capacity, recovery, drift and the injector are judged. */
public record PlanningLimits(
        CapacityLimits capacity, RecoveryLimits recovery, DriftLimits drift, InjectorLimits injector) {
    public static final PlanningLimits DEFAULT = new PlanningLimits(
            CapacityLimits.DEFAULT, RecoveryLimits.DEFAULT, DriftLimits.DEFAULT, InjectorLimits.DEFAULT);
}
