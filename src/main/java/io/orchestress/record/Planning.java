package io.orchestress.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Capacity, scalability, recovery and drift: a run as those see it who plan with it. Derived from the record's logs, like verdict and issues.
 *
 * @param capacity how much load the target carries; absent where the run had no steps of load
 * @param scalability how throughput grows with what was varied; absent where fewer than two steps differ
 * @param recoveries how long the target took to come back after each release, in order of time
 * @param drifts what grew or fell while the load was constant, worst first
 */
public record Planning(
        @Nullable Capacity capacity,
        @Nullable Scalability scalability,
        List<Recovery> recoveries,
        List<DriftResult> drifts) {
    public static final Planning NOTHING = new Planning(null, null, List.of(), List.of());

    public Planning {
        recoveries = List.copyOf(recoveries);
        drifts = List.copyOf(drifts);
    }

    public boolean isEmpty() {
        return equals(NOTHING);
    }
}
