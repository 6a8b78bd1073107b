package io.orchestress.analysis.recovery;

import io.orchestress.analysis.observe.Observer;
import io.orchestress.run.Recovery;
import io.orchestress.run.RunRecord;
import java.util.List;

/** The second after second of a run, seen as they go by, and how long the target took to come back. */
public final class Recoveries implements Observer {

    /** @param run not yet analysed */
    public Recoveries(RunRecord run, RecoveryLimits limits) {}

    /** @param results the run with its phases, totals, agents and resources */
    public List<Recovery> recoveries(RunRecord results) {
        return List.of();
    }
}
