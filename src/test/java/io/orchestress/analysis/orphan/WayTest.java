package io.orchestress.analysis.orphan;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.BothSides;
import io.orchestress.record.Disturbance;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.StartedRun;
import io.orchestress.testkit.SyntheticSides;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WayTest {
    private static final double A_DAY = 86_400_000;

    private static InjectorHealth health(
            Outcome outcome, @Nullable Double lag, boolean disturbed, InjectorHealth.@Nullable Broken worst) {
        Disturbance.State state = disturbed ? Disturbance.State.DISTURBED : Disturbance.State.UNDISTURBED;
        return new InjectorHealth(
                outcome,
                0.2,
                lag,
                0.0,
                1.0,
                0,
                9,
                0,
                List.of(),
                worst,
                null,
                new Disturbance(state, 0, 9, List.of(), List.of()),
                List.of(),
                null);
    }

    /** First calls of tasks came 95 of 100 times within {@code p95}. */
    private static RunRecord run(double p95Millis, double maxMillis) {
        BothSides sides = SyntheticSides.of("steady");
        long p95 = Math.round(1_000 * p95Millis);
        Latency first = new Latency(1, p95, 0, p95, p95, p95, p95, p95, p95, Math.round(1_000 * maxMillis));
        return StartedRun.of("r")
                .withBothSides(SyntheticSides.with(SyntheticSides.of("steady"), Map.of("firstCallMicros", first)));
    }

    @ParameterizedTest(name = "{0}, loop lag {1} ms, disturbed {2}, first calls {3} to {4} ms: {5} and {6} ms")
    @CsvSource(nullValues = "-", textBlock = """
            PASS,         12,    false, 2500, 9000, 112,  112
            WARN,         80,    false, 2500, 9000, 180,  180
            WARN,         950,   false, 2500, 9000, 1000, 1000
            PASS,         -,     false, 2500, 9000, 1000, 1000
            PASS,         12,    true,  2500, 9000, 2500, 9000
            FAIL,         12,    false, 2500, 9000, 2500, 9000
            INCONCLUSIVE, 12,    false, 2500, 9000, 2500, 9000
            PASS,         12,    true,  5,    40,   1000, 1000
            PASS,         12,    true,  5,    1200, 1000, 1200
            """)
    void onAFullMachineItIsAsLongAsTasksTookToTheirFirstCalls(
            Outcome outcome,
            @Nullable Double lag,
            boolean disturbed,
            double p95,
            double max,
            double millis,
            double longestMillis) {
        assertThat(Way.of(run(p95, max).withInjector(health(outcome, lag, disturbed, null))))
                .isEqualTo(new Way(millis, longestMillis));
    }

    @Test
    void aMachineThatInjectorAndTargetFillIsFullToo() {
        InjectorHealth.Broken host = new InjectorHealth.Broken(InjectorHealth.HOST_CPU, 99, 95, "%");
        assertThat(Way.of(run(1_500, 2_000).withInjector(health(Outcome.WARN, 80.0, false, host))))
                .isEqualTo(new Way(1_500, 2_000));
    }

    @Test
    void whereNoTaskGotThroughAnyTimeMayBeTheWay() {
        assertThat(Way.of(StartedRun.of("r").withInjector(health(Outcome.PASS, 12.0, true, null))))
                .isEqualTo(new Way(A_DAY, A_DAY));
    }

    @Test
    void ofAnUnknownMachineNothingIsKnownButWhatTasksTook() {
        assertThat(Way.of(run(5, 40))).isEqualTo(new Way(1_000, 1_000));
        assertThat(Way.of(StartedRun.of("r"))).isEqualTo(new Way(A_DAY, A_DAY));
    }
}
