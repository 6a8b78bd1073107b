package io.orchestress.analysis.disturbance;

import io.orchestress.record.Disturbance;
import io.orchestress.record.Disturbance.Cause;
import io.orchestress.record.Disturbance.State;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.RunRecord;
import io.orchestress.record.observe.Observer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which seconds of a run were disturbed by somebody who is neither injector nor target. The only judge of that, for all who leave out, repeat or explain by it: it
 * sees what the machine gave and never a latency or a failure, so that leaving out what it calls disturbed favours no outcome.
 *
 * <p>A second is disturbed when one of its figures is above its limit. A stretch is disturbed when the mean of one figure is above its limit, or when more than a tenth
 * of its seconds, two at least, are. Used by one thread.
 */
public final class Disturbances implements Observer {
    private static final double HALF = 0.5;

    private final DisturbanceLimits limits;
    private final MachineShares shares;

    /** @param run whose machine and target it is; need not have ended */
    public Disturbances(RunRecord run, DisturbanceLimits limits) {
        this(run.target(), run.environment(), limits);
    }

    public Disturbances(RunRecord.Target target, RunRecord.Environment machine, DisturbanceLimits limits) {
        this.limits = limits;
        this.shares = new MachineShares(target, machine);
    }

    /** Takes readings in the order of time, of a record or of a run that goes on. */
    @Override
    public void resource(ResourceRow row) {
        shares.add(row);
    }

    /** One figure of a stretch. */
    private static final class Sum {
        private final String name;
        private final double limit;
        private double sum;
        private double worst;
        private long read;
        private long beyond;

        Sum(String name, double limit) {
            this.name = name;
            this.limit = limit;
        }

        /** Whether it is beyond the limit; one that is not a number was not read. */
        boolean add(double value) {
            if (Double.isNaN(value)) {
                return false;
            }
            read++;
            sum += value;
            worst = Math.max(worst, value);
            boolean is = value > limit;
            beyond += is ? 1 : 0;
            return is;
        }

        boolean disturbs() {
            return read > 0
                    && (sum / read > limit
                            || (beyond >= DisturbanceLimits.LEAST_SECONDS && beyond > DisturbanceLimits.SHARE * read));
        }

        Cause cause() {
            return new Cause(name, beyond, read, sum / read, worst, limit);
        }

        double excess() {
            return sum / read / limit;
        }
    }

    /** Of the seconds whose middle lies in {@code [fromSeconds, toSeconds)} since the load started. */
    public Disturbance between(double fromSeconds, double toSeconds) {
        return of(List.of(new Stretch(fromSeconds, toSeconds)));
    }

    /** Seconds since the load started, the end not included. */
    public record Stretch(double fromSeconds, double toSeconds) {
        double seconds() {
            return Math.max(0, toSeconds - fromSeconds);
        }
    }

    /** Of several stretches together, such as the judged phases of a run. */
    public Disturbance of(List<Stretch> stretches) {
        Sum steal = new Sum(Disturbance.STEAL, limits.steal());
        Sum wait = new Sum(Disturbance.RUN_QUEUE_WAIT, limits.runQueueWait());
        Sum background = new Sum(Disturbance.BACKGROUND_CPU, limits.backgroundCpu());
        long seconds = 0;
        long disturbed = 0;
        double asked = 0;
        for (Stretch stretch : stretches) {
            asked += Math.min(stretch.seconds(), Integer.MAX_VALUE);
            int last = (int) Math.min(shares.seconds(), Math.ceil(stretch.toSeconds() - HALF));
            for (int second = (int) Math.max(0, Math.ceil(stretch.fromSeconds() - HALF)); second < last; second++) {
                boolean beyond = steal.add(shares.steal(second))
                        | wait.add(shares.runQueueWait(second))
                        | background.add(shares.backgroundCpu(second));
                disturbed += beyond ? 1 : 0;
                seconds += shares.isRead(second) ? 1 : 0;
            }
        }
        List<Sum> all = List.of(steal, wait, background);
        List<Cause> causes = all.stream()
                .filter(Sum::disturbs)
                .sorted(Comparator.comparingDouble(Sum::excess).reversed())
                .map(Sum::cause)
                .toList();
        return new Disturbance(state(causes, seconds, asked), disturbed, seconds, causes, unread(all));
    }

    private static State state(List<Cause> causes, long seconds, double asked) {
        if (!causes.isEmpty()) {
            return State.DISTURBED;
        }
        return seconds > 0 && seconds >= DisturbanceLimits.READ * asked ? State.UNDISTURBED : State.UNKNOWN;
    }

    private static List<String> unread(List<Sum> all) {
        List<String> unread = new ArrayList<>();
        all.stream().filter(sum -> sum.read == 0).forEach(sum -> unread.add(sum.name));
        return unread;
    }

    /**
     * Whether what is dated to a second may have come of a disturbance in it: clocks of readings differ by up to a second, so that its neighbours count. To be asked
     * when those have been read.
     *
     * @param atSeconds of any reading of that second
     */
    public boolean isNear(double atSeconds) {
        int second = MachineShares.secondAt(atSeconds);
        for (int near = Math.max(0, second - 1); near <= second + 1; near++) {
            if (isDisturbed(near)) {
                return true;
            }
        }
        return false;
    }

    private boolean isDisturbed(int second) {
        return second < shares.seconds()
                && (shares.steal(second) > limits.steal()
                        || shares.runQueueWait(second) > limits.runQueueWait()
                        || shares.backgroundCpu(second) > limits.backgroundCpu());
    }
}
