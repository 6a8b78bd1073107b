package io.orchestress.analysis;

import io.orchestress.analysis.capacity.Capacities;
import io.orchestress.analysis.endurance.Drifts;
import io.orchestress.analysis.injector.InjectorWatch;
import io.orchestress.analysis.observe.Observer;
import io.orchestress.analysis.recovery.Recoveries;
import io.orchestress.run.Planning;
import io.orchestress.run.RunRecord;
import java.util.List;

/** Those who make of a record what matters for planning. */
final class PlanningFigures {
    private final Capacities capacities;
    private final Recoveries recoveries;
    private final Drifts drifts;
    private final InjectorWatch injector;

    PlanningFigures(RunRecord run, PlanningLimits limits) {
        capacities = new Capacities(run, limits.capacity(), limits.injector());
        recoveries = new Recoveries(run, limits.recovery());
        drifts = new Drifts(run, limits.drift());
        injector = new InjectorWatch(run, limits.injector());
    }

    List<Observer> observers() {
        return List.of(capacities, recoveries, drifts, injector);
    }

    /** @param results with phases, totals, agents and resources */
    RunRecord in(RunRecord figures) {
        RunRecord results = figures.withInjector(injector.health(figures).orElse(null));
        Planning planning = new Planning(
                capacities.capacity(results).orElse(null),
                capacities.scalability(results).orElse(null),
                recoveries.recoveries(results),
                drifts.drifts(results));
        return results.withPlanning(planning.isEmpty() ? null : planning);
    }
}
