package io.orchestress.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.workload.kind.PhaseKind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadRampTest {

    /**
     * By hand: a ramp of {@code r} of 100 s from {@code before} to {@code load} has the mean {@code load − (load − before) r ÷ 200}.
     */
    @ParameterizedTest(name = "from {0} to {1}, mean {2}: {3} s")
    @CsvSource({
        // before, load, mean, ramp, whether a cooldown began nobody knows when
        "0, 100, 100, 0, false", // without a ramp
        "0, 100, 90, 20, false",
        "0, 100, 50, 100, false", // all of it
        "50, 100, 95, 20, false",
        "100, 50, 60, 40, false", // down
        "0, 100, 40, 100, false", // never longer than the phase
        "100, 100, 100, 0, false",
        "100, 100, 90, 0, true", // begins with its load: a cooldown took some
    })
    void seconds(double before, double load, double mean, double ramp, boolean unknownCooldown) {
        PlannedPhase first = new PlannedPhase("first", PhaseKind.STEADY, false, 0, 10, before, before);
        PlannedPhase phase = new PlannedPhase("phase", PhaseKind.STEADY, false, 10, 110, load, mean);
        List<PlannedPhase> plan = List.of(first, phase);

        assertThat(LoadRamp.seconds(plan, phase)).isCloseTo(ramp, within(1e-9));
        assertThat(LoadRamp.isUnknownCooldown(plan, phase)).isEqualTo(unknownCooldown);
    }
}
