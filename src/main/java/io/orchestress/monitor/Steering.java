package io.orchestress.monitor;

import io.orchestress.config.PhaseKind;
import io.orchestress.recording.Measurements;
import io.orchestress.recording.Outcome;
import io.orchestress.recording.Tally;
import io.orchestress.run.SeriesKey;
import io.orchestress.search.Condition;
import io.orchestress.search.Conductor;
import io.orchestress.search.Evidence;
import io.orchestress.workload.LivePlan;
import java.io.IOException;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Lets a search go on by what is recorded: each second its conductor is told of becomes, at its word, the last of a phase. */
public final class Steering implements SecondListener {
    private final LivePlan plan;
    private final List<Condition> conditions;
    private final Conductor conductor;
    private final double perUser;
    private final boolean corrected;
    private final PlanChanged planChanged;

    private int phase;
    private long[] bad;
    private long[] total;

    /** Tells the record of the plan as it is now. */
    @FunctionalInterface
    public interface PlanChanged {
        void write() throws IOException;
    }

    /**
     * @param plan whose last phase is where the conductor begins
     * @param perUser load of one user of the plan, in the unit of the search
     * @param corrected whether latencies are taken from the intended start
     */
    public Steering(
            LivePlan plan,
            List<Condition> conditions,
            Conductor conductor,
            double perUser,
            boolean corrected,
            PlanChanged planChanged) {
        this.plan = plan;
        this.conditions = List.copyOf(conditions);
        this.conductor = conductor;
        this.perUser = perUser;
        this.corrected = corrected;
        this.planChanged = planChanged;
        phase = plan.plan().phases().size() - 1;
        bad = new long[this.conditions.size()];
        total = new long[this.conditions.size()];
    }

    @Override
    public void interval(int startedIn, Outcome outcome, Histogram interval) {
        if (startedIn != phase) {
            return;
        }
        for (int i = 0; i < bad.length; i++) {
            Condition condition = conditions.get(i);
            boolean isView = outcome.label().equals(SeriesKey.CORRECTED);
            if (condition.kind() == Condition.Kind.SLOWER && isView == corrected) {
                total[i] += interval.getTotalCount();
                bad[i] += interval.getTotalCount() - interval.getCountBetweenValues(0, condition.limitMicros());
            } else if (condition.kind() == Condition.Kind.FAILED && !isView) {
                total[i] += interval.getTotalCount();
                bad[i] += outcome == Outcome.OK ? 0 : interval.getTotalCount();
            }
        }
    }

    @Override
    public void tally(Measurements.TallyKey key, long delta) {
        for (int i = 0; key.phase() == phase && i < bad.length; i++) {
            if (conditions.get(i).kind() == Condition.Kind.NOT_GOOD) {
                if (key.tally() == Tally.TASKS_OK || key.tally() == Tally.TASKS_FAILED) {
                    total[i] += delta;
                    bad[i] += delta;
                } else if (key.tally() == Tally.TASKS_GOOD) {
                    bad[i] -= delta;
                }
            }
        }
    }

    @Override
    public void secondEnds(double nowSeconds, long inFlight) throws IOException {
        if (plan.isComplete()) {
            return;
        }
        Evidence.Second second = new Evidence.Second(bad, total, inFlight);
        bad = new long[conditions.size()];
        total = new long[conditions.size()];
        var turn = conductor.second(nowSeconds, second);
        if (turn.isEmpty()) {
            return;
        }
        if (turn.get().part().isEmpty()) {
            plan.complete(turn.get().endSeconds());
        } else {
            Conductor.Part part = turn.get().part().get();
            plan.add(
                    part.name(),
                    part.isStep() ? PhaseKind.STEP : PhaseKind.RECOVERY,
                    !part.isStep(),
                    part.load() / perUser,
                    part.startSeconds(),
                    conductor.latestEndSeconds());
            phase = plan.plan().phases().size() - 1;
        }
        planChanged.write();
    }
}
