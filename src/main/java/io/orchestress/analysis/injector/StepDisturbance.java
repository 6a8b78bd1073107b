package io.orchestress.analysis.injector;

import io.orchestress.analysis.disturbance.Disturbances;
import io.orchestress.record.Disturbance;
import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.RunRecord;
import io.orchestress.text.Format;
import java.util.Optional;

/**
 * Whether what is read of this side during a step of load leaves the step worth anything: it is void when arrivals were dropped, when the event loops or the starts were late in more than
 * {@value #SECONDS} of its seconds, or by more than {@value #STANDSTILL} times the limit in any, or when somebody else had the machine ({@link Disturbances}). Decided without a look at
 * what the target answered.
 */
public final class StepDisturbance {
    /** Share of the seconds of a step. */
    private static final double SECONDS = 0.15;

    /** Of a step so young one late second is no share. */
    private static final int LEAST_SECONDS = 7;

    private static final double STANDSTILL = 10;
    private static final double DROPPED = 0.001;
    private final InjectorLimits limits;
    private int seconds;
    private int lateLoops;
    private int lateStarts;
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
                lateLoops += isLate(row.value(), limits.loopLagMillis()) ? 1 : 0;
            }
            case ResourceName.LATE_START -> lateStarts += isLate(row.value(), limits.lateStartMillis()) ? 1 : 0;
            case ResourceName.STARTS -> starts += row.value();
            case ResourceName.DROPPED -> dropped += row.value();
            default -> {}
        }
    }

    private boolean isLate(double lateSeconds, double limitMillis) {
        worstLateness = Math.max(worstLateness, limitMillis > 0 ? 1000 * lateSeconds / limitMillis : 0);
        return 1000 * lateSeconds > limitMillis;
    }

    /** Why the step says nothing of the target, as far as it has come; empty where it does. */
    public Optional<String> reason() {
        if (dropped > DROPPED * (starts + dropped)) {
            return Optional.of("the load generator dropped " + Format.number(dropped) + " arrivals");
        }
        if (worstLateness > STANDSTILL) {
            return Optional.of("the load generator paused");
        }
        if (Math.max(lateLoops, lateStarts) > SECONDS * Math.max(LEAST_SECONDS, seconds)) {
            return Optional.of("the load generator was late");
        }
        return machine.between(Math.min(from, to), to).causes().stream()
                .findFirst()
                .map(StepDisturbance::words);
    }

    private static String words(Disturbance.Cause cause) {
        String share = Format.percent(cause.mean());
        return switch (cause.name()) {
            case Disturbance.STEAL -> "the hypervisor took " + share + " of the CPUs (steal)";
            case Disturbance.RUN_QUEUE_WAIT -> "the load generator waited for a CPU " + share + " of the time";
            default -> "other processes used " + share + " of the CPUs";
        };
    }
}
