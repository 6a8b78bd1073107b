package io.orchestress.analysis.capacity;

import io.orchestress.analysis.observe.Observer;
import io.orchestress.run.Capacity;
import io.orchestress.run.RunRecord;
import io.orchestress.run.Scalability;
import java.util.Optional;

/** Steps of load, seen as they go by, and what they mean. */
public final class Capacities implements Observer {

    /** @param run not yet analysed */
    public Capacities(RunRecord run, CapacityLimits limits) {}

    /** @param results the run with its phases, totals, agents and resources */
    public Optional<Capacity> capacity(RunRecord results) {
        return Optional.empty();
    }

    /** @param results the run with its phases, totals, agents and resources */
    public Optional<Scalability> scalability(RunRecord results) {
        return Optional.empty();
    }
}
