package io.orchestress.engine.search;

import io.orchestress.analysis.injector.StepDisturbance;
import io.orchestress.engine.SecondListener;
import io.orchestress.metrics.Counter;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Measurements;
import io.orchestress.record.ResourceRow;
import io.orchestress.stats.capacity.SloCondition;
import io.orchestress.stats.capacity.StepEvidence;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Lets a search go on by what is recorded: each second its conductor is told of becomes, at its word, the last of a phase. */
public final class SearchSteering implements SecondListener {
    private final LivePlan plan;
    private final List<SloCondition> conditions;
    private final SearchDriver conductor;
    private final double perUser;
    private final boolean corrected;
    private final PlanChanged planChanged;

    private final Supplier<StepDisturbance> disturbances;

    private int phase;
    private MaturedSeconds ripening;
    private StepDisturbance disturbance;
    private long done;

    /** Tells the record of the plan as it is now. */
    @FunctionalInterface
    public interface PlanChanged {
        void write() throws IOException;
    }

    /**
     * @param plan whose last phase is where the conductor begins
     * @param perUser load of one user of the plan, in the unit of the search
     * @param corrected whether latencies are taken from the intended start
     * @param disturbances one for each step, that has seen nothing
     */
    public SearchSteering(
            LivePlan plan,
            List<SloCondition> conditions,
            SearchDriver conductor,
            double perUser,
            boolean corrected,
            Supplier<StepDisturbance> disturbances,
            PlanChanged planChanged) {
        this.plan = plan;
        this.conditions = List.copyOf(conditions);
        this.conductor = conductor;
        this.perUser = perUser;
        this.corrected = corrected;
        this.disturbances = disturbances;
        this.planChanged = planChanged;
        phase = plan.plan().phases().size() - 1;
        ripening = new MaturedSeconds(this.conditions, 0);
        disturbance = disturbances.get();
    }

    @Override
    public void interval(int startedIn, String request, FailureClass outcome, Histogram interval) {
        boolean isView = outcome == FailureClass.CORRECTED;
        if (!isView) {
            ripening.anyEnded(interval.getTotalCount());
            done += outcome == FailureClass.OK ? interval.getTotalCount() : 0;
        }
        for (int i = 0; startedIn == phase && i < conditions.size(); i++) {
            SloCondition condition = conditions.get(i);
            if (condition.kind() == SloCondition.Kind.SLOWER && isView == corrected) {
                ripening.ended(i, interval);
            } else if (condition.kind() == SloCondition.Kind.FAILED && !isView) {
                ripening.told(i, outcome == FailureClass.OK ? 0 : interval.getTotalCount(), interval.getTotalCount());
            }
        }
    }

    @Override
    public void tally(Measurements.TallyKey key, long delta) {
        for (int i = 0; key.phase() == phase && i < conditions.size(); i++) {
            if (conditions.get(i).kind() == SloCondition.Kind.NOT_GOOD) {
                if (key.tally() == Counter.TASKS_OK || key.tally() == Counter.TASKS_FAILED) {
                    ripening.told(i, delta, delta);
                } else if (key.tally() == Counter.TASKS_GOOD) {
                    ripening.told(i, -delta, 0);
                }
            }
        }
    }

    @Override
    public void resource(ResourceRow row) {
        // A second that began before the part says nothing of it.
        if (row.atSeconds() - 0.5 >= conductor.part().startSeconds()) {
            disturbance.add(row);
        }
    }

    @Override
    public void secondEnds(double nowSeconds, long inFlight) throws IOException {
        if (plan.isComplete()) {
            return;
        }
        MaturedSeconds.Ripe ripe = ripening.secondEnds(inFlight);
        StepEvidence.Second second = new StepEvidence.Second(ripe.bad(), ripe.total(), inFlight, done);
        done = 0;
        boolean begun = nowSeconds >= conductor.part().startSeconds() + 0.5;
        if (!begun) {
            ripening = new MaturedSeconds(conditions, inFlight); // of what follows nothing has started yet
        }
        var turn = conductor.second(nowSeconds, second, disturbance.reason());
        if (turn.isEmpty()) {
            return;
        }
        if (turn.get().part().isEmpty()) {
            plan.complete(turn.get().endSeconds());
        } else {
            SearchDriver.Part part = turn.get().part().get();
            plan.add(
                    part.name(),
                    part.isStep() ? PhaseKind.STEP : PhaseKind.RECOVERY,
                    !part.isStep(),
                    part.load() / perUser,
                    part.startSeconds(),
                    conductor.latestEndSeconds());
            phase = plan.plan().phases().size() - 1;
            ripening = new MaturedSeconds(conditions, inFlight);
            disturbance = disturbances.get();
        }
        planChanged.write();
    }
}
