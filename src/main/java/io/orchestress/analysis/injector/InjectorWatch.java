package io.orchestress.analysis.injector;

import io.orchestress.analysis.observe.Observer;
import io.orchestress.run.InjectorHealth;
import io.orchestress.run.RunRecord;
import java.util.Optional;

/** What was read of the injector, seen as it goes by, and whether it kept up. */
public final class InjectorWatch implements Observer {

    /** @param run not yet analysed */
    public InjectorWatch(RunRecord run, InjectorLimits limits) {}

    /** @param results the run with its phases, totals, agents and resources; empty when nothing is known of its injector */
    public Optional<InjectorHealth> health(RunRecord results) {
        return Optional.empty();
    }
}
