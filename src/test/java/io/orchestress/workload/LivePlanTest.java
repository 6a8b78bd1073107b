package io.orchestress.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.workload.kind.PhaseKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivePlanTest {
    /** 0–5 s steady, three steps of a ramp of 2 s and a hold of 8 s, 35–45 s recovery, 45–48 s down. */
    private static LivePlan stress(Map<String, String> controls) {
        return LivePlan.fixed(new Plan(
                "stress",
                List.of(
                        new Phase("steady", PhaseKind.STEADY, false, 0, 0, 10, 0, 5, 0, Map.of()),
                        new Phase("step-10", PhaseKind.STEP, false, 5, 10, 10, 2, 8, 0, controls),
                        new Phase("step-20", PhaseKind.STEP, false, 15, 10, 20, 2, 8, 0, Map.of()),
                        new Phase("step-40", PhaseKind.STEP, false, 25, 20, 40, 2, 8, 0, Map.of()),
                        new Phase("recovery", PhaseKind.RECOVERY, false, 35, 40, 10, 0, 10, 0, Map.of()),
                        new Phase("down", PhaseKind.RAMP_DOWN, false, 45, 10, 0, 3, 0, 0, Map.of()))));
    }

    @ParameterizedTest
    @CsvSource({
        "5.2, 'steady step-10 recovery down', 6, 10",
        "8.0, 'steady step-10 recovery down', 9, 10",
        "16.0, 'steady step-10 step-20 recovery down', 17, 20",
        "20.95, 'steady step-10 step-20 recovery down', 22, 20",
        "24.95, 'steady step-10 step-20 recovery down', 25, 20",
        "34.0, 'steady step-10 step-20 step-40 recovery down', 35, 40"
    })
    void whatFollowsTheStepsFollowsNow(double now, String phases, int recoveryStarts, double usersBefore) {
        LivePlan live = stress(Map.of());
        assertThat(live.canBeReleased()).isTrue();
        assertThat(live.release(now)).isTrue();

        Plan plan = live.plan();
        assertThat(String.join(" ", plan.phases().stream().map(Phase::name).toList()))
                .isEqualTo(phases);
        assertThat(plan.usersAt(recoveryStarts - 0.01)).isBetween(0.0, usersBefore);
        assertThat(plan.usersAt(recoveryStarts)).isEqualTo(10);
        assertThat(plan.totalSeconds()).isEqualTo(recoveryStarts + 13);
        assertThat(live.isComplete()).isTrue();
    }

    @ParameterizedTest(name = "at {0} s: index {1}, released {2}")
    @CsvSource({"0, 0, false", "47.999, 5, false", "48, 6, false", "1000, 6, false", "30, 6, true"})
    void whatStartsAfterThePlanHasAnIndexOfItsOwnAndIsOfNoKind(double now, int index, boolean released) {
        LivePlan live = stress(Map.of());
        if (released) {
            live.release(5.2); // the plan ends at 19 s then
        }

        assertThat(live.startedIn(now)).isEqualTo(index);
        for (PhaseKind kind : PhaseKind.values()) {
            assertThat(live.isOf(kind, live.afterPlan())).isFalse();
        }
        assertThat(live.isOf(PhaseKind.STEP, 1)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1", "36", "46"})
    void onlyStepsCanBeEnded(double now) {
        LivePlan live = stress(Map.of());
        Plan before = live.plan();
        assertThat(live.release(now)).isFalse();
        assertThat(live.plan()).isEqualTo(before);
    }

    /** What is set on the target at a time of the plan would be set at the wrong one. */
    @Test
    void aPlanWithControlsIsNotReleased() {
        assertThat(stress(Map.of("instances", "2")).canBeReleased()).isFalse();
        assertThat(stress(Map.of("instances", "2")).release(20)).isFalse();
    }

    @Test
    void growsAtItsEndAndIsComplete() {
        LivePlan live = LivePlan.growing(
                new Plan("capacity", List.of(new Phase("first", PhaseKind.STEP, false, 0, 5, 5, 0, 20, 0, Map.of()))),
                9,
                60);
        assertThat(live.canBeReleased()).isFalse();
        live.add("second", PhaseKind.STEP, false, 8, 12, 30);
        assertThat(live.plan().usersAt(11.9)).isEqualTo(5);
        assertThat(live.plan().usersAt(12)).isEqualTo(8);
        assertThat(live.plan().totalSeconds()).isEqualTo(30);
        assertThat(live.isComplete()).isFalse();
        live.complete(25);
        assertThat(live.plan().totalSeconds()).isEqualTo(25);
        assertThat(live.isComplete()).isTrue();
    }
}
