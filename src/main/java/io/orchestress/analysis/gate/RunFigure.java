package io.orchestress.analysis.gate;

import java.util.List;

/** A figure of the run, or of the phase that is asked for, as a whole: of no request, and no matter of samples. */
sealed interface RunFigure extends Figure permits StartUp, CapacityFigure, RecoveryTime, Leaks {
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
    default List<String> names(Place place) {
        return List.of();
    }

    @Override
    default long needed(long minSamples) {
        return 1;
    }
}
