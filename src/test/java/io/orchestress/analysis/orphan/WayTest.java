package io.orchestress.analysis.orphan;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.Disturbance;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.StartedRun;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WayTest {
    @ParameterizedTest(name = "{0}, loop lag {1} ms, disturbed {2}: {3} ms")
    @CsvSource(nullValues = "-", textBlock = """
            PASS,         12,    false, 112
            WARN,         80,    false, 180
            WARN,         950,   false, 1000
            PASS,         -,     false, 1000
            PASS,         12,    true,  1000
            FAIL,         12,    false, 1000
            INCONCLUSIVE, 12,    false, 1000
            """)
    void itIsLongWhereTheMachineHadNoTime(Outcome outcome, @Nullable Double lag, boolean disturbed, double millis) {
        Disturbance.State state = disturbed ? Disturbance.State.DISTURBED : Disturbance.State.UNDISTURBED;
        InjectorHealth health = new InjectorHealth(
                outcome,
                0.2,
                lag,
                0.0,
                1.0,
                0,
                9,
                0,
                List.of(),
                null,
                null,
                new Disturbance(state, 0, 9, List.of(), List.of()),
                List.of(),
                null);
        assertThat(Way.millis(StartedRun.of("r").withInjector(health))).isEqualTo(millis);
    }

    @Test
    void ofAnUnknownMachineNothingIsKnown() {
        assertThat(Way.millis(StartedRun.of("r"))).isEqualTo(1_000);
    }
}
