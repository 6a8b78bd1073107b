package io.orchestress.analysis.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.AnswerResults;
import io.orchestress.record.Estimate;
import io.orchestress.record.FaultEffect;
import io.orchestress.record.Issue;
import io.orchestress.record.Planning;
import io.orchestress.record.RunRecord;
import io.orchestress.record.TenantIsolation;
import io.orchestress.record.Tenants;
import io.orchestress.testkit.Catalogues;
import io.orchestress.testkit.Machine;
import io.orchestress.testkit.SyntheticFindings;
import io.orchestress.testkit.SyntheticSides;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same run on a machine that has time, on one that others had, and with a load generator that did not keep up. */
class FullMachineTest {
    private static final String STEADY = "steady";
    private static final String CAVEAT = "this may explain it";

    /** Half of the time of tasks, 600 ms, is the target's own. */
    private static RunRecord slow(RunRecord run) {
        return run.withBothSides(SyntheticSides.of(STEADY, 600_000, 2, 2));
    }

    /** Twice as many calls as asked for; so many of 200 additional ones after the target had given one up. */
    private static UnaryOperator<RunRecord> again(long impatient) {
        return run -> run.withBothSides(
                SyntheticSides.with(SyntheticSides.of(STEADY, 1_000, 2, 4), Map.of("impatient", impatient)));
    }

    private static UnaryOperator<RunRecord> fault(double stormOfUsers, double worse) {
        return run -> run.withPlanning(Planning.NOTHING.withFaults(List.of(new FaultEffect(
                STEADY,
                "429 of all models",
                STEADY,
                10,
                20,
                900,
                900,
                100,
                80,
                2_140.0,
                100,
                0,
                410.0,
                5.0,
                4.5,
                5.5,
                stormOfUsers,
                800,
                1.0,
                50,
                20,
                60,
                0,
                0,
                worse,
                null,
                ""))));
    }

    private static RunRecord beside(RunRecord run) {
        TenantIsolation.Side side = new TenantIsolation.Side(List.of(STEADY), 60, 10, 1_000, 1_000, 900.0);
        TenantIsolation.Side without = new TenantIsolation.Side(List.of(STEADY), 60, 10, 1_000, 1_000, 100.0);
        return run.withTenants(new Tenants(
                List.of(),
                List.of(new TenantIsolation(
                        "quiet",
                        "noisy",
                        side,
                        without,
                        false,
                        false,
                        new Estimate(9, 8, 10),
                        new Estimate(1, 0.99, 1),
                        ""))));
    }

    private static UnaryOperator<RunRecord> answers(long crossed, long lost, long lostAnyway) {
        return run -> run.withAnswers(
                new AnswerResults(100, 100, 100, crossed, 0, 0, 0, 0, 100, lost, lostAnyway, 0, 100, 0, "", List.of()));
    }

    static Stream<Arguments> whatItExplainsIsADegreeLesserAndWhatNotIsAsItIs() {
        return Stream.of(
                row("HIGH_OVERHEAD", FullMachineTest::slow, "HIGH", "MEDIUM"),
                row("CALL_AMPLIFICATION", again(200), "HIGH", "MEDIUM"),
                row("CALL_AMPLIFICATION", again(0), "HIGH", "HIGH"),
                row("RETRY_STORM", fault(2, 0), "HIGH", "none"),
                row("RETRY_STORM", fault(5, 0), "HIGH", "HIGH"),
                row("FAULT_NOT_CONTAINED", fault(2, 0.2), "HIGH", "MEDIUM"),
                row("NOISY_NEIGHBOUR", FullMachineTest::beside, "HIGH", "MEDIUM"),
                row("LOST_TASKS", answers(0, 3, 0), "HIGH", "MEDIUM"),
                row("LOST_TASKS", answers(0, 3, 1), "HIGH", "HIGH"),
                row("CROSSED_ANSWERS", answers(1, 0, 0), "CRITICAL", "CRITICAL"));
    }

    private static Arguments row(String type, UnaryOperator<RunRecord> with, String quiet, String full) {
        return Arguments.of(type, with, quiet, full);
    }

    private static List<Issue> issues(RunRecord run) {
        return Issues.of(new IssueContext(run, 60, Map.of()), IssueRules.SHIPPED, Catalogues.SHIPPED);
    }

    private static String severity(String type, RunRecord run) {
        return of(type, run).map(issue -> issue.severity().name()).findFirst().orElse("none");
    }

    private static Stream<Issue> of(String type, RunRecord run) {
        return issues(run).stream()
                .flatMap(Issue::withSymptoms)
                .filter(issue -> issue.type().equals(type));
    }

    @ParameterizedTest(name = "{0}: {2}, on a full machine {3}")
    @MethodSource
    void whatItExplainsIsADegreeLesserAndWhatNotIsAsItIs(
            String type, UnaryOperator<RunRecord> with, String quiet, String full) {
        RunRecord run = with.apply(SyntheticFindings.calm().build().record());
        assertThat(severity(type, Machine.QUIET.of(run))).isEqualTo(quiet);
        assertThat(severity(type, Machine.DISTURBED.of(run, STEADY))).isEqualTo(full);
        assertThat(severity(type, Machine.LATE.of(run))).isEqualTo(full);
        assertThat(of(type, Machine.QUIET.of(run)))
                .allSatisfy(issue -> assertThat(issue.description()).doesNotContain(CAVEAT));
        assertThat(of(type, Machine.DISTURBED.of(run, STEADY))).allSatisfy(issue -> {
            if (!issue.severity().name().equals(quiet)) {
                assertThat(issue.description())
                        .contains(
                                "The machine was disturbed: other processes used 85.0 % of the CPUs (background CPU; limit 20 %)",
                                CAVEAT);
            } else {
                assertThat(issue.description()).doesNotContain(CAVEAT);
            }
        });
    }
}
