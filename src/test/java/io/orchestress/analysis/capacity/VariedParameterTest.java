package io.orchestress.analysis.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.LoadStep;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.Verdict;
import io.orchestress.workload.kind.PhaseKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Three steps of 100, 200 and 400 load, with 5, 12 and 60 requests in flight. */
class VariedParameterTest {
    private static final List<LoadStep> STEPS =
            List.of(step("step-1", 100, 5, 1.0), step("step-2", 200, 12, 0.95), step("step-3", 400, 60, 2.5));

    private static LoadStep step(String phase, double load, double concurrency, @Nullable Double littleRatio) {
        return new LoadStep(
                phase,
                0,
                10,
                load,
                1000,
                load * 0.9,
                null,
                null,
                0,
                concurrency,
                50.0,
                null,
                90.0,
                null,
                littleRatio,
                0.5,
                null,
                null,
                null,
                Verdict.Outcome.PASS,
                List.of(),
                null);
    }

    @SafeVarargs
    private static List<PlannedPhase> plan(Map<String, String>... controls) {
        List<PlannedPhase> plan = new ArrayList<>();
        for (int i = 0; i < controls.length; i++) {
            plan.add(new PlannedPhase(
                    "step-" + (i + 1), PhaseKind.STEP, false, 10 * i, 10 * i + 10, 100, 100, controls[i]));
        }
        return plan;
    }

    private static VariedParameter of(boolean alwaysBusy, List<PlannedPhase> plan) {
        return VariedParameter.of(alwaysBusy, plan, Map.of("step-2", 3.5), STEPS);
    }

    private static List<Double> n(VariedParameter variation) {
        return variation.points().stream().map(ScalingPoint::n).toList();
    }

    @Test
    void overTheControlThatTheStepsVary() {
        VariedParameter variation = of(
                true,
                plan(
                        Map.of("instances", "1", "zone", "a", "cpus", "2"),
                        Map.of("instances", "2", "zone", "b", "cpus", "2"),
                        Map.of("instances", "4", "zone", "c", "cpus", "2")));
        assertThat(variation.over()).isEqualTo("instances");
        assertThat(n(variation)).containsExactly(1.0, 2.0, 4.0);
        assertThat(variation.points()).extracting(ScalingPoint::costPerThousand).containsExactly(null, 3.5, null);
        assertThat(variation.points()).allMatch(ScalingPoint::settled);
    }

    @Test
    void instancesBeforeOtherControls() {
        VariedParameter variation = of(
                false,
                plan(
                        Map.of("batch", "1", "instances", "1"),
                        Map.of("batch", "2", "instances", "2"),
                        Map.of("batch", "4", "instances", "many")));
        assertThat(variation.over()).isEqualTo("instances");
        assertThat(n(variation)).containsExactly(1.0, 2.0);
    }

    @Test
    void overUsersThatAreAlwaysBusy() {
        VariedParameter variation = of(true, plan(Map.of("cpus", "2"), Map.of("cpus", "2"), Map.of("cpus", "2")));
        assertThat(variation.over()).isEqualTo("users");
        assertThat(n(variation)).containsExactly(100.0, 200.0, 400.0);
    }

    /** 60 in flight at 2.5 times what Little's law allows: the queue was growing, and 60 is no more than a moment of it. */
    @Test
    void elseOverWhatWasInFlight() {
        VariedParameter variation = of(false, plan(Map.of(), Map.of(), Map.of()));
        assertThat(variation.over()).isEqualTo("concurrency");
        assertThat(n(variation)).containsExactly(5.0, 12.0, 60.0);
        assertThat(variation.points()).extracting(ScalingPoint::settled).containsExactly(true, true, false);
    }
}
