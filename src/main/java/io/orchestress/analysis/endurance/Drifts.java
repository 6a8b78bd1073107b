package io.orchestress.analysis.endurance;

import io.orchestress.analysis.observe.Observer;
import io.orchestress.run.DriftResult;
import io.orchestress.run.RunRecord;
import java.util.List;

/** Latencies and resources under constant load, seen as they go by, and whether they grew. */
public final class Drifts implements Observer {

    /** @param run not yet analysed */
    public Drifts(RunRecord run, DriftLimits limits) {}

    /** @param results the run with its phases, totals, agents and resources; worst first */
    public List<DriftResult> drifts(RunRecord results) {
        return List.of();
    }
}
