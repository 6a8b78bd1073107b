package io.orchestress.analysis.injector;

import io.orchestress.analysis.disturbance.Disturbances;
import io.orchestress.run.Disturbance;
import io.orchestress.run.ResourceName;
import io.orchestress.run.ResourceRow;
import io.orchestress.run.RunRecord;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether what is read of this side during a step of load leaves the step worth anything: it is void when arrivals were dropped, when the event loops or the starts were late in more than
 * {@value #SECONDS} of its seconds, or by more than {@value #STANDSTILL} times the limit in any, or when somebody else had the machine ({@link Disturbances}). Decided without a look at
 * what the target answered.
 */
public final class StepDisturbance {
    /** Share of the seconds of a step. */
    private static final double SECONDS = 0.15;

    private static final double STANDSTILL = 10;
    private static final double DROPPED = 0.001;
    private final InjectorLimits limits;
    private int seconds;
    private int late;
    private double worstLateness;
    private double starts;
    private double dropped;
    private final Disturbances machine;
    private double from = Double.POSITIVE_INFINITY;
    private double to;

    /** @param target, machine of the run */
    public StepDisturbance(InjectorLimits limits, RunRecord.Target target, RunRecord.Environment machine) {
        this.limits = limits;
        this.machine = new Disturbances(target, machine, limits.disturbance());
    }

    /** @param row of a second of the step, in the order of time */
    public void add(ResourceRow row) {
        machine.resource(row);
        from = Math.min(from, Math.max(0, row.atSeconds() - 1));
        to = Math.max(to, row.atSeconds());
        if (row.subject().equals(ResourceName.INJECTOR)) {
            injector(row);
        }
    }

    private void injector(ResourceRow row) {
        switch (row.name()) {
            case ResourceName.LOOP_LAG -> {
                seconds++;
                lateness(1000 * row.value(), limits.loopLagMillis());
            }
            case ResourceName.LATE_START -> lateness(1000 * row.value(), limits.lateStartMillis());
            case ResourceName.STARTS -> starts += row.value();
            case ResourceName.DROPPED -> dropped += row.value();
            default -> {}
        }
    }

    private void lateness(double millis, double limit) {
        late += millis > limit ? 1 : 0;
        worstLateness = Math.max(worstLateness, limit > 0 ? millis / limit : 0);
    }

    /** Why the step says nothing of the target, as far as it has come; empty where it does. */
    public Optional<String> reason() {
        if (dropped > DROPPED * (starts + dropped)) {
            return Optional.of(String.format(Locale.ROOT, "the injector dropped %.0f arrivals", dropped));
        }
        if (worstLateness > STANDSTILL) {
            return Optional.of("the injector stood still");
        }
        if (late > SECONDS * 2 * Math.max(5, seconds)) {
            return Optional.of("the injector was late");
        }
        Disturbance disturbance = machine.between(Math.min(from, to), to);
        return disturbance.isDisturbed() ? Optional.of(disturbance.words()) : Optional.empty();
    }
}
