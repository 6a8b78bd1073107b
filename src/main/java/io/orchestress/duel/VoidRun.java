package io.orchestress.duel;

import io.orchestress.analysis.regression.RunBlocks;
import io.orchestress.record.Disturbance;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.text.Format;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether something else than its target had a part in what a run measured. Of its latencies and failures nothing is looked at, for who
 * repeats what he does not like finds what he wants.
 */
final class VoidRun {
    private VoidRun() {}

    /** Why a run is void, a phrase; empty: it is not. */
    static Optional<String> why(RunRecord run) {
        if (run.status() != RunStatus.COMPLETED) {
            return Optional.of("it did not complete (" + run.status().json() + ")");
        }
        InjectorHealth injector = run.injector();
        if (injector == null) {
            return Optional.empty();
        }
        Disturbance disturbance = injector.disturbance();
        if (disturbance != null && disturbance.isDisturbed()) {
            return Optional.of(disturbance.words());
        }
        return injector.outcome() == Outcome.FAIL && !injector.limits().isEmpty()
                ? Optional.of((injector.wasTakenAway()
                                ? "the machine was disturbed: "
                                : "the load generator did not keep up: ")
                        + injector.limits().get(0))
                : Optional.empty();
    }

    /**
     * Of two runs at once, of which each is no stranger to the other: why both are void.
     *
     * @param backgroundCpu share of the machine's CPUs that processes other than both injectors and targets may use
     */
    static Optional<String> why(RunBlocks one, RunBlocks other, double backgroundCpu) {
        OptionalDouble background = one.backgroundCpuBeside(other);
        return background.isPresent() && background.getAsDouble() > backgroundCpu
                ? Optional.of("other processes used " + Format.beside(background.getAsDouble(), "ratio", backgroundCpu)
                        + " of the machine's CPUs, limit " + Format.limit(backgroundCpu, "ratio"))
                : Optional.empty();
    }
}
