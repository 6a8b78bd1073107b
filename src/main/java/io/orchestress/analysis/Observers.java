package io.orchestress.analysis;

import io.orchestress.analysis.capacity.CapacityAnalysis;
import io.orchestress.analysis.endurance.Drifts;
import io.orchestress.analysis.injector.InjectorAnalysis;
import io.orchestress.analysis.recovery.Recoveries;
import io.orchestress.analysis.tenant.Isolations;
import io.orchestress.record.Planning;
import io.orchestress.record.RunRecord;
import io.orchestress.record.TenantIsolation;
import io.orchestress.record.observe.ConstantLoads;
import io.orchestress.record.observe.Observer;
import java.util.List;

/** What follows a record by itself while it is read: capacity, recovery, growth under constant load, the health of the load generator, and what tenants get beside others. */
final class Observers {
    private final CapacityAnalysis capacities;
    private final Recoveries recoveries;
    private final Drifts drifts;
    private final InjectorAnalysis injector;
    private final Isolations isolations;

    /** @param loads that have seen all rows */
    Observers(RunRecord run, AnalysisSettings limits, ConstantLoads loads) {
        capacities = new CapacityAnalysis(run, limits.capacity(), limits.injector());
        recoveries = new Recoveries(run, limits.recovery());
        drifts = new Drifts(run, limits.drift());
        injector = new InjectorAnalysis(run, limits.injector());
        isolations = new Isolations(run, loads);
    }

    List<Observer> all() {
        return List.of(capacities, recoveries, drifts, injector, isolations);
    }

    /** Of tenants, see {@link Isolations}. */
    List<TenantIsolation> isolations() {
        return isolations.isolations();
    }

    /** The same run with what they found.
     *
     * @param figures with phases, totals, agents and resources
     */
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
