package io.orchestress.engine.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.injector.StepDisturbance;
import io.orchestress.metrics.FailureClass;
import io.orchestress.record.RunRecord;
import io.orchestress.stats.capacity.SloCondition;
import io.orchestress.testkit.Reference;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** A target that answers in 50 ms up to 25 arrivals a second, and in 300 ms beyond; a user of the plan is two arrivals a second. */
class SearchSteeringTest {
    private static final double CARRIES = 25;
    private static final List<SloCondition> SLO = List.of(SloCondition.percentile(95, 100_000));

    private final LivePlan plan = LivePlan.growing(
            new Plan("capacity", List.of(new Phase("step-01", PhaseKind.STEP, false, 0, 5, 5, 0, 10, 0, Map.of()))),
            60,
            120);
    private int written;
    private final SearchSteering steering = new SearchSteering(
            plan,
            SLO,
            new SearchDriver(
                    SLO, new CapacitySearch.Range(10, 1000, 2, 0.1), SearchDriver.Pacing.of(110, 0.1), true, 0),
            2,
            false,
            () -> new StepDisturbance(
                    Reference.ANALYSIS.injector(),
                    new RunRecord.Target("http://127.0.0.1:1", "http", true, null),
                    new RunRecord.Environment("", "", "", 2, 0, 0, 0, Double.NaN, "")),
            () -> written++);

    private void second(int now) throws IOException {
        int phase = plan.plan().phaseAt(now - 0.5);
        double load = 2 * plan.plan().usersAt(now - 0.5);
        Histogram ended = new Histogram(1, 3_600_000_000L, 3);
        ended.recordValueWithCount(load <= CARRIES ? 50_000 : 300_000, Math.round(10 * load) + 1);
        steering.interval(phase, "poll", FailureClass.OK, ended);
        steering.secondEnds(now, 1);
    }

    @Test
    void thePlanGrowsStepByStepUntilTheSearchIsOver() throws IOException {
        int now = 0;
        while (!plan.isComplete() && now < 120) {
            second(++now);
        }

        assertThat(plan.isComplete()).isTrue();
        List<Double> loads =
                plan.plan().phases().stream().map(phase -> 2 * phase.users()).toList();
        assertThat(loads.subList(0, 3)).containsExactly(10.0, 20.0, 40.0);
        assertThat(loads.subList(loads.size() - 4, loads.size()))
                .allMatch(load -> load > 0.75 * CARRIES && load < 1.3 * CARRIES);
        assertThat(written).isEqualTo(plan.plan().phases().size());
        assertThat(plan.plan().phases()).extracting(Phase::kind).containsOnly(PhaseKind.STEP);
        int phases = written;
        second(now + 1);
        assertThat(written).as("over is over").isEqualTo(phases);
    }

    /** What a step before left to be answered says nothing of the one under way. */
    @Test
    void lateAnswersOfTheStepBeforeAreNotItsOwn() throws IOException {
        int now = 0;
        while (plan.plan().phases().size() < 2) {
            second(++now);
        }
        Histogram late = new Histogram(1, 3_600_000_000L, 3);
        late.recordValueWithCount(300_000, 10_000);
        steering.interval(0, "poll", FailureClass.OK, late);
        while (plan.plan().phases().size() < 3) {
            second(++now);
        }
        assertThat(2 * plan.plan().phases().get(2).users()).isEqualTo(40);
    }
}
