package io.orchestress.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Findings;
import io.orchestress.record.Disturbance;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.Issue;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.SyntheticFindings;
import io.orchestress.testkit.SyntheticPlanning;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InjectorFactsTest {
    private static final InjectorHealth.Allowed ALLOWED = new InjectorHealth.Allowed(0.85, 100, 100, 0.01);

    private static RunFacts with(@Nullable InjectorHealth health) {
        Findings calm = SyntheticFindings.calm().build();
        return new RunFacts(SyntheticPlanning.replaced(calm, calm.record().withInjector(health)));
    }

    private static InjectorHealth health(Outcome outcome, long dropped, List<String> limits, @Nullable String canDo) {
        return new InjectorHealth(
                outcome, 0.139, 14.6, 0.002, 3.2, 1, 4_646, dropped, limits, null, canDo, null, null, ALLOWED);
    }

    @Test
    void oneThatKeptUpSaysByWhichFigures() {
        assertThat(InjectorFacts.sentence(with(health(Outcome.PASS, 0, List.of(), null))))
                .isEqualTo("The load generator kept up: CPU 13.9 %, event-loop lag p99 14.6 ms, late starts 1 of 4,646,"
                        + " GC 0.20 %");
    }

    @Test
    void oneThatDidNotSaysWhy() {
        List<String> limits = List.of("CPU 97 %, limit 85 %", "3 arrivals were dropped");
        assertThat(InjectorFacts.sentence(with(health(Outcome.FAIL, 3, limits, null))))
                .isEqualTo("The load generator did not keep up: CPU 97 %, limit 85 %; 3 arrivals were dropped");
    }

    private static InjectorHealth disturbed(
            Outcome outcome, List<String> limits, @Nullable String broken, Disturbance disturbance) {
        return new InjectorHealth(
                outcome,
                0.139,
                14.6,
                0.002,
                3.2,
                1,
                4_646,
                0,
                limits,
                broken == null ? null : new InjectorHealth.Broken(broken, 400, 100, "ms"),
                null,
                disturbance,
                List.of(),
                ALLOWED);
    }

    private static final Disturbance STEAL = new Disturbance(
            Disturbance.State.DISTURBED,
            20,
            60,
            List.of(new Disturbance.Cause("steal", 20, 60, 0.167, 0.5, 0.02)),
            List.of("run-queue-wait"));
    private static final Disturbance UNKNOWN = new Disturbance(
            Disturbance.State.UNKNOWN, 0, 0, List.of(), List.of("steal", "run-queue-wait", "background-cpu"));
    private static final Disturbance NONE = new Disturbance(Disturbance.State.UNDISTURBED, 0, 60, List.of(), List.of());

    @Test
    void aTakenMachineIsToldFromASlowInjector() {
        List<String> lag = List.of("tasks waited up to 400 ms");
        String steal =
                "the hypervisor gave 16.7 % of the CPUs to other machines (steal; mean, limit 2 %, exceeded in 20 of 60 s)";
        assertThat(List.of(
                        disturbed(Outcome.FAIL, lag, "taken-away", STEAL),
                        disturbed(Outcome.FAIL, lag, "loop-lag", STEAL),
                        disturbed(Outcome.FAIL, lag, "loop-lag", NONE),
                        disturbed(Outcome.FAIL, lag, "loop-lag", UNKNOWN),
                        disturbed(Outcome.WARN, lag, "taken-away", STEAL),
                        disturbed(Outcome.PASS, List.of(), null, STEAL)))
                .extracting(health -> InjectorFacts.caveat(with(health).run()).orElseThrow())
                .containsExactly(
                        "The machine was disturbed: tasks waited up to 400 ms; " + steal
                                + ". These results do not describe the target; repeat the run on a quiet machine.",
                        "The load generator did not keep up: tasks waited up to 400 ms; " + steal
                                + ". These results describe the load generator, not the target.",
                        "The load generator did not keep up: tasks waited up to 400 ms"
                                + ". These results describe the load generator, not the target.",
                        "The load generator did not keep up: tasks waited up to 400 ms"
                                + ". These results describe the load generator, not the target."
                                + " Disturbance of the machine could not be measured.",
                        "The machine was disturbed at times: tasks waited up to 400 ms; " + steal
                                + ". Latencies may include delays that are not the target's.",
                        "The machine was disturbed: " + steal
                                + ". The load generator kept up, but latencies may include delays that are not the target's.");
        assertThat(InjectorFacts.caveat(
                        with(disturbed(Outcome.PASS, List.of(), null, NONE)).run()))
                .isEmpty();
        assertThat(InjectorFacts.sentence(with(disturbed(Outcome.FAIL, lag, "taken-away", STEAL))))
                .isEqualTo("The machine was disturbed: tasks waited up to 400 ms");
        assertThat(InjectorFacts.table(with(disturbed(Outcome.FAIL, lag, "taken-away", STEAL)))
                        .rows())
                .anySatisfy(
                        row -> assertThat(row.cells())
                                .containsExactly(
                                        "Disturbed",
                                        "20 of 60 s",
                                        "10 %",
                                        "seconds with steal, waits for a CPU or other processes above their limits; not measured: run-queue-wait"));
    }

    @Test
    void figuresStandBesideTheirLimits() {
        Table table =
                InjectorFacts.table(with(health(Outcome.WARN, 3, List.of(), "calibrated here: 11400 requests/s")));
        assertThat(table.caption()).isEqualTo("The load generator reached its limits at times");
        assertThat(table.column(0).toList())
                .containsExactly(
                        "CPU",
                        "Event-loop lag",
                        "Start delay",
                        "Late starts",
                        "Garbage collection",
                        "Dropped",
                        "Calibrated");
        assertThat(table.rows().get(0).cells().subList(0, 3)).containsExactly("CPU", "13.9 %", "85 %");
        assertThat(table.rows().get(6).cells().get(1)).isEqualTo("calibrated here: 11400 requests/s");
    }

    @Test
    void nothingIsSaidOfWhatIsNotKnown() {
        assertThat(InjectorFacts.sentence(with(null))).isEmpty();
        assertThat(InjectorFacts.table(with(null)).isEmpty()).isTrue();
        RunFacts onlyCalibrated = with(InjectorHealth.unknown("calibrated here: 900 requests/s"));
        assertThat(InjectorFacts.sentence(onlyCalibrated)).isEmpty();
        assertThat(InjectorFacts.table(onlyCalibrated).column(0).toList()).containsExactly("Calibrated");
    }

    /** A grade is not to be read without it, though the injector itself kept up. */
    @Test
    void aMachineThatWasNearlyFullIsSaidFirst() {
        RunRecord calm = with(disturbed(Outcome.PASS, List.of(), null, NONE)).run();
        Issue full = new Issue(
                "RESOURCE_EXHAUSTION",
                Issue.Severity.HIGH,
                "The injector's machine used 82.7 % of all CPUs in the mean, limit 80.0 %: in phase 'steady'.",
                "More load finds no CPU left.",
                List.of(),
                new Issue.Evidence(List.of("steady"), List.of(), 0, 8, "host.cpu.mean", 82.7, 80.0, "%"),
                null);
        assertThat(InjectorFacts.caveat(calm.withIssues(List.of(full))))
                .hasValue("The injector's machine used 82.7 % of all CPUs in the mean, limit 80.0 %: in phase 'steady'."
                        + " Latencies may include waits for a CPU that are not the target's.");
        assertThat(InjectorFacts.caveat(calm.withInjector(null).withIssues(List.of(full))))
                .isPresent();
    }
}
