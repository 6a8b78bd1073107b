package io.orchestress.analysis.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.Issue.Severity;
import io.orchestress.record.Orphans;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.Machine;
import io.orchestress.testkit.StartedRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limit is 2 s. */
class OrphanedWorkTest {
    private static final OrphanedWork RULE = new OrphanedWork(2_000);

    private static Orphans orphans(double p95, double max, double way, long lateWrites, long beyond) {
        return new Orphans(
                10,
                10,
                20,
                0.0,
                p95,
                max,
                3,
                400,
                900,
                null,
                null,
                way,
                2 * way,
                300,
                null,
                "USD",
                1,
                1,
                lateWrites,
                beyond,
                "orc-1",
                "");
    }

    @ParameterizedTest(name = "p95 {0} ms, longest {1} ms, {2} late writes: {3}")
    @CsvSource({
        "0, 0, 0, none",
        "1900, 2000, 0, none",
        "1900, 2001, 0, MEDIUM",
        "2001, 9000, 0, HIGH",
        "0, 100, 1, HIGH",
    })
    void speaksOfOneTaskToo(double p95, double max, long lateWrites, String expected) {
        RunRecord run = StartedRun.of("r").withOrphans(orphans(p95, max, 100, lateWrites, lateWrites));
        assertThat(RULE.judge(IssueContext.nothing(run)))
                .extracting(Diagnosis::severity)
                .containsExactly(
                        expected.equals("none") ? new Severity[0] : new Severity[] {Severity.valueOf(expected)});
    }

    /** A leaving took 1.5 s to get through, and 3 s at most. */
    @ParameterizedTest(name = "{0}: p95 {1} ms, longest {2} ms, {4} of {3} late writes beyond the way")
    @CsvSource({
        "DISTURBED, 3500, 9000, 0, 0, false",
        "LATE,      3500, 9000, 0, 0, false",
        "QUIET,     3500, 9000, 0, 0, true",
        "DISTURBED, 3501, 9000, 0, 0, true",
        "LATE,      3501, 9000, 0, 0, true",
        "DISTURBED, 0,    100,  1, 0, false",
        "QUIET,     0,    100,  1, 0, true",
        "DISTURBED, 0,    100,  1, 1, true",
    })
    void aFullMachineExplainsTheWay(
            Machine machine, double p95, double max, long lateWrites, long beyond, boolean speaks) {
        RunRecord run = machine.of(StartedRun.of("r").withOrphans(orphans(p95, max, 1_500, lateWrites, beyond)));
        assertThat(RULE.judge(IssueContext.nothing(run)))
                .hasSize(speaks ? 1 : 0)
                .allSatisfy(found -> {
                    assertThat(found.severity()).isEqualTo(Severity.HIGH);
                    if (machine != Machine.QUIET) {
                        assertThat(found.description()).contains("a leaving took up to 3.00 s to get through");
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void whatWasNotMeasuredIsNoIssue(boolean left) {
        Orphans unseen =
                new Orphans(10, 0, 0, null, null, null, 0, 0, 0, null, null, 100, 100, 0, null, "", 0, 0, 0, 0, "", "");
        IssueContext measured = IssueContext.nothing(StartedRun.of("r").withOrphans(left ? unseen : null));
        assertThat(RULE.judge(measured)).isEmpty();
    }
}
