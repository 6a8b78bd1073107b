package io.orchestress.testkit;

import io.orchestress.record.Disturbance;
import io.orchestress.record.Disturbance.Cause;
import io.orchestress.record.Disturbance.State;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.InjectorHealth.Broken;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict.Outcome;
import java.util.List;

/** The machine of a load generator, as a record has it. */
public enum Machine {
    QUIET,
    /** Others had it, and the load generator kept up. */
    DISTURBED,
    /** The load generator did not keep up, by itself. */
    LATE;

    private static final Disturbance OTHERS = new Disturbance(
            State.DISTURBED, 9, 10, List.of(new Cause(Disturbance.BACKGROUND_CPU, 9, 10, 0.85, 0.95, 0.2)), List.of());
    private static final Disturbance NOBODY = new Disturbance(State.UNDISTURBED, 0, 10, List.of(), List.of());

    /** The run on it. */
    public RunRecord of(RunRecord run, String... disturbedPhases) {
        return run.withInjector(health(disturbedPhases));
    }

    /** @param disturbedPhases of a machine that is disturbed; none: no single one is named */
    public InjectorHealth health(String... disturbedPhases) {
        boolean late = this == LATE;
        return new InjectorHealth(
                late ? Outcome.FAIL : Outcome.PASS,
                0.2,
                12.0,
                0.0,
                1.0,
                0,
                900,
                0,
                late ? List.of("CPU 97 %, limit 85 %") : List.of(),
                late ? new Broken("cpu", 97, 85, "%") : null,
                null,
                this == DISTURBED ? OTHERS : NOBODY,
                List.of(disturbedPhases),
                null);
    }
}
