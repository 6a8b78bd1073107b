package io.orchestress.workload.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindsTest {
    private final ObjectMapper json = new ObjectMapper();

    /** What records of every version hold. */
    @ParameterizedTest
    @CsvSource({
        "RAMP_UP, ramp-up, false, false, true",
        "STEADY, steady, true, true, false",
        "SPIKE, spike, false, true, true",
        "RECOVERY, recovery, false, true, false",
        "ENDURANCE, endurance, true, true, false",
        "RAMP_DOWN, ramp-down, false, false, true",
        "STEP, step, false, true, false",
        "FAULT, fault, false, false, false",
        "AFTER_PLAN, after-plan, false, false, false",
        "OTHER, other, false, false, false",
    })
    void kindsOfPhases(PhaseKind kind, String name, boolean constant, boolean load, boolean moving) throws Exception {
        assertThat(json.writeValueAsString(kind)).isEqualTo('"' + name + '"');
        assertThat(json.readValue('"' + name + '"', PhaseKind.class)).isSameAs(kind);
        assertThat(kind).hasToString(name);
        assertThat(kind.isConstant()).isEqualTo(constant);
        assertThat(kind.isLoad()).isEqualTo(load);
        assertThat(kind.isMoving()).isEqualTo(moving);
    }

    @Test
    void aPlanHasEightKindsOfPhases() {
        assertThat(PhaseKind.plannedNames())
                .containsExactly("ramp-up", "steady", "spike", "recovery", "endurance", "ramp-down", "step", "fault");
    }

    @ParameterizedTest
    @CsvSource({"CLOSED, closed, users", "OPEN, open, arrivals per second", "OTHER, other, users"})
    void modelsOfLoad(LoadModel model, String name, String unit) throws Exception {
        assertThat(json.writeValueAsString(model)).isEqualTo('"' + name + '"');
        assertThat(json.readValue('"' + name + '"', LoadModel.class)).isSameAs(model);
        assertThat(model).hasToString(name);
        assertThat(model.unit()).isEqualTo(unit);
    }

    /** A record of a later version, or one that somebody wrote by hand. */
    @ParameterizedTest
    @ValueSource(strings = {"burst", "Steady", "STEP", "", "steady ", "half-open"})
    void whatIsNotKnownIsOther(String name) throws Exception {
        assertThat(json.readValue('"' + name + '"', PhaseKind.class)).isSameAs(PhaseKind.OTHER);
        assertThat(json.readValue('"' + name + '"', LoadModel.class)).isSameAs(LoadModel.OTHER);
    }

    @ParameterizedTest
    @EnumSource
    void sizesAreWrittenInLowerCase(WorkloadSize size) {
        assertThat(size).hasToString(size.name().toLowerCase(Locale.ROOT));
    }
}
