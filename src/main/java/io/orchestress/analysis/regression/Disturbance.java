package io.orchestress.analysis.regression;

import io.orchestress.run.InjectorHealth;
import io.orchestress.run.RunRecord;
import io.orchestress.run.RunStatus;
import io.orchestress.run.Verdict.Outcome;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Whether something else than its target had a part in what a run measured. Of the run's latencies and failures nothing is looked at, for who
 * repeats what he does not like finds what he wants.
 *
 * @param steal share of the machine's processors that the hypervisor may take away, 0 to 1
 * @param foreignCpu share of them that other processes may use
 */
public record Disturbance(double steal, double foreignCpu) {
    private static final Set<String> STANDSTILLS =
            Set.of("loop-lag", "run-queue", "late-starts", "standstill", "gc-pause");

    /** Why a run is void, a phrase; empty: it is not. */
    public Optional<String> of(RunBlocks blocks) {
        RunRecord run = blocks.run();
        OptionalDouble stolen = blocks.steal();
        if (stolen.isPresent() && stolen.getAsDouble() > steal) {
            return Optional.of("the hypervisor took " + percent(stolen.getAsDouble())
                    + " of the machine's processors away, limit " + percent(steal));
        }
        OptionalDouble foreign = blocks.foreignCpu();
        if (foreign.isPresent() && foreign.getAsDouble() > foreignCpu) {
            return Optional.of("other processes used " + percent(foreign.getAsDouble())
                    + " of the machine's processors, limit " + percent(foreignCpu));
        }
        InjectorHealth injector = run.injector();
        if (injector != null && !injector.limits().isEmpty()) {
            InjectorHealth.Broken worst = injector.worst();
            if (injector.outcome() == Outcome.FAIL || worst != null && STANDSTILLS.contains(worst.name())) {
                return Optional.of(
                        "the injector did not keep up: " + injector.limits().get(0));
            }
        }
        return run.status() == RunStatus.COMPLETED
                ? Optional.empty()
                : Optional.of(
                        "it did not come to its planned end (" + run.status().json() + ")");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
