package io.orchestress.duel;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.Disturbance;
import io.orchestress.record.Disturbance.Cause;
import io.orchestress.record.Disturbance.State;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.StartedRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VoidRunTest {
    private static final Disturbance STOLEN = new Disturbance(
            State.DISTURBED, 12, 48, List.of(new Cause(Disturbance.STEAL, 12, 48, 0.093, 0.4, 0.02)), List.of());
    private static final Disturbance QUIET = new Disturbance(State.UNDISTURBED, 0, 48, List.of(), List.of());

    @Test
    void aRunThatOthersDisturbedIsVoid() {
        assertThat(VoidRun.why(run(Outcome.PASS, STOLEN)))
                .hasValueSatisfying(why -> assertThat(why).contains("9.30 %").contains("steal"));
    }

    @Test
    void anInjectorThatDidNotKeepUpIsVoid() {
        assertThat(VoidRun.why(run(Outcome.FAIL, QUIET))).hasValue("the load generator did not keep up: it was late");
    }

    /** At times at its limits, or not known: that is no reason. */
    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"PASS", "WARN", "INCONCLUSIVE"})
    void anyOtherCounts(Outcome outcome) {
        assertThat(VoidRun.why(run(outcome, QUIET))).isEmpty();
        assertThat(VoidRun.why(StartedRun.of("a").withStatus(RunStatus.COMPLETED)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = RunStatus.class,
            names = {"COMPLETED"},
            mode = EnumSource.Mode.EXCLUDE)
    void oneThatDidNotComeToItsEndIsVoid(RunStatus status) {
        assertThat(VoidRun.why(run(Outcome.PASS, QUIET).withStatus(status))).isPresent();
    }

    private static RunRecord run(Outcome outcome, Disturbance disturbance) {
        return StartedRun.of("a")
                .withStatus(RunStatus.COMPLETED)
                .withInjector(new InjectorHealth(
                        outcome,
                        null,
                        null,
                        null,
                        null,
                        0,
                        0,
                        0,
                        outcome == Outcome.PASS ? List.of() : List.of("it was late"),
                        null,
                        null,
                        disturbance,
                        List.of(),
                        null));
    }
}
