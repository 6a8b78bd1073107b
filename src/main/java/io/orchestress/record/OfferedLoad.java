package io.orchestress.record;

import io.orchestress.workload.kind.LoadModel;
import java.util.OptionalDouble;

/**
 * The load that the plan of a run offers, in requests per second: of an open model the rate itself; of a closed one with pace
 * {@code P} ms, {@code users × 1 000 ÷ P} iterations, which is the least number of requests. Without a pace users offer as much
 * as the target answers, which is no offer that could be missed: unknown.
 */
public final class OfferedLoad {
    private final RunRecord run;

    public OfferedLoad(RunRecord run) {
        this.run = run;
    }

    /** Mean over the phase of that name, its ramp and cooldown included; empty when unknown. */
    public OptionalDouble perSec(String phase) {
        return run.plan().stream()
                .filter(planned -> planned.name().equals(phase))
                .mapToDouble(RunRecord.PlannedPhase::meanLoad)
                .findFirst()
                .stream()
                .flatMap(load -> perSec(load).stream())
                .findFirst();
    }

    /** @param load in the unit of the plan: arrivals per second, or users */
    public OptionalDouble perSec(double load) {
        if (run.model() == LoadModel.OPEN) {
            return OptionalDouble.of(load);
        }
        return run.paceMillis() > 0 ? OptionalDouble.of(load * 1000 / run.paceMillis()) : OptionalDouble.empty();
    }
}
