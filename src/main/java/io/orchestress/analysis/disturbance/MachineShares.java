package io.orchestress.analysis.disturbance;

import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.RunRecord;
import java.util.Arrays;

/**
 * Who had the machine, second by second: 20 bytes for each. What was not read is not a number, and what needs it is none, either.
 *
 * <p>Shares of a process are of the CPUs that the injector may use, those of the host of all that the machine has; what others used is {@code host − (injector + target) ×
 * injector's CPUs ÷ machine's CPUs}.
 */
final class MachineShares {
    private static final int FIRST = 1 << 8;

    /** A month: what a file dates later is not kept, however it came there. */
    private static final int LAST = 31 * 86_400;

    private static final int STEAL = 0;
    private static final int WAIT = 1;
    private static final int HOST = 2;
    private static final int INJECTOR = 3;
    private static final int TARGET = 4;

    private final float[][] figures = new float[TARGET + 1][];
    private final double cpus;
    private final double machineCpus;
    private boolean targetHere;
    private boolean targetSeen;
    private double quota = Double.MAX_VALUE;
    private int seconds;

    MachineShares(RunRecord.Target target, RunRecord.Environment machine) {
        this.cpus = Math.max(1, machine.cpus());
        Integer all = machine.machineCpus();
        this.machineCpus = all == null ? cpus : Math.max(cpus, all);
        this.targetHere = !target.isElsewhere();
        for (int figure = 0; figure < figures.length; figure++) {
            figures[figure] = unread(FIRST);
        }
    }

    private static float[] unread(int length) {
        float[] values = new float[length];
        Arrays.fill(values, Float.NaN);
        return values;
    }

    void add(ResourceRow row) {
        if (row.subject().equals(ResourceName.INJECTOR) && row.name().equals(ResourceName.CPU_QUOTA)) {
            quota = row.value();
        }
        // The process of a target that is not here has no id here; its CPU, as its page of metrics tells it, is of
        // another machine.
        targetHere |= row.subject().equals(ResourceName.TARGET) && row.name().equals(ResourceName.PID);
        int figure = figure(row);
        if (figure >= 0 && row.atSeconds() < LAST) {
            int second = secondAt(row.atSeconds());
            grow(second + 1);
            // Of two readings in one second the last is of more of it.
            figures[figure][second] = (float) row.value();
            targetSeen |= figure == TARGET;
            seconds = Math.max(seconds, second + 1);
        }
    }

    private static int figure(ResourceRow row) {
        return switch (row.subject() + "|" + row.name()) {
            case ResourceName.HOST + "|" + ResourceName.STEAL -> STEAL;
            case ResourceName.INJECTOR + "|" + ResourceName.RUN_QUEUE_WAIT -> WAIT;
            case ResourceName.HOST + "|" + ResourceName.CPU -> HOST;
            case ResourceName.INJECTOR + "|" + ResourceName.CPU -> INJECTOR;
            case ResourceName.TARGET + "|" + ResourceName.CPU -> TARGET;
            default -> -1;
        };
    }

    /** The one that ends where the reading was due: it is never read before, and often somewhat later. */
    static int secondAt(double atSeconds) {
        return (int) Math.max(0, Math.floor(atSeconds) - 1);
    }

    private void grow(int least) {
        int length = figures[0].length;
        if (least > length) {
            int longer = Math.max(2 * length, least);
            for (int figure = 0; figure < figures.length; figure++) {
                figures[figure] = Arrays.copyOf(figures[figure], longer);
                Arrays.fill(figures[figure], length, longer, Float.NaN);
            }
        }
    }

    /** Up to the last that anything was read of. */
    int seconds() {
        return seconds;
    }

    boolean isRead(int second) {
        return !Double.isNaN(steal(second))
                || !Double.isNaN(figures[WAIT][second])
                || !Double.isNaN(backgroundCpu(second));
    }

    double steal(int second) {
        return figures[STEAL][second];
    }

    /** 0 where injector and target use so much of their CPUs that they wait for each other. */
    double runQueueWait(int second) {
        double wait = figures[WAIT][second];
        return Double.isNaN(wait) || own(second) < DisturbanceLimits.OWN ? wait : 0;
    }

    /** What is ours of the CPUs that the injector may use; of a target here that is not watched it is not known, and then all that the machine did may be its. */
    private double own(int second) {
        double injector = known(figures[INJECTOR][second]);
        double allowed = Math.min(quota, cpus);
        double ofItsQuota = allowed > 0 ? injector * cpus / allowed : injector;
        double both = targetHere && !targetSeen
                ? known(figures[HOST][second])
                : injector + (targetHere ? known(figures[TARGET][second]) : 0);
        return Math.max(ofItsQuota, both);
    }

    private static double known(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    double backgroundCpu(int second) {
        double target = targetHere ? figures[TARGET][second] : 0;
        double ours = (figures[INJECTOR][second] + target) * cpus / machineCpus;
        double others = figures[HOST][second] - ours;
        return Double.isNaN(others) ? others : Math.max(0, others);
    }
}
