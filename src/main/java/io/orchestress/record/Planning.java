package io.orchestress.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Capacity, scalability, recovery and drift: a run as those see it who plan with it. Derived from the record's logs, like verdict and issues.
 *
 * @param capacity how much load the target carries; absent where the run had no steps of load
 * @param scalability how throughput grows with what was varied; absent where fewer than two steps differ
 * @param recoveries how long the target took to come back after each release, in order of time
 * @param drifts what grew or fell while the load was constant, worst first
 * @param faults what each fault of the scripted backend did, in order of time; absent where there was none, and in older records
 */
public record Planning(
        @Nullable Capacity capacity,
        @Nullable Scalability scalability,
        List<Recovery> recoveries,
        List<DriftResult> drifts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<FaultEffect> faults) {
    public static final Planning NOTHING = new Planning(null, null, List.of(), List.of());

    public Planning {
        recoveries = List.copyOf(recoveries);
        drifts = List.copyOf(drifts);
        faults = faults == null ? null : List.copyOf(faults);
    }

    /** One without faults of a backend. */
    public Planning(
            @Nullable Capacity capacity,
            @Nullable Scalability scalability,
            List<Recovery> recoveries,
            List<DriftResult> drifts) {
        this(capacity, scalability, recoveries, drifts, null);
    }

    /** The same with what faults did. */
    public Planning withFaults(List<FaultEffect> effects) {
        return new Planning(capacity, scalability, recoveries, drifts, effects);
    }

    /** What faults of the backend did; empty where there was none. */
    public List<FaultEffect> faultEffects() {
        return faults == null ? List.of() : faults;
    }

    public boolean isEmpty() {
        return equals(NOTHING);
    }
}
