package io.orchestress.analysis.gates;

import java.util.List;

/** A figure of the run, or of the phase that is asked for, as a whole: of no request, and no matter of samples. */
sealed interface RunMetric extends GateMetric
        permits StartupTimeMetric, CapacityMetric, RecoveryTimeMetric, LeaksMetric {
    @Override
    default boolean byLoadPhase() {
        return false;
    }

    @Override
    default boolean inPhases() {
        return false;
    }

    @Override
    default String ofWhat() {
        return "";
    }

    @Override
    default List<String> names(Scope place) {
        return List.of();
    }

    @Override
    default long needed(long minSamples) {
        return 1;
    }
}
