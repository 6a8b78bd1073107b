package io.orchestress.analysis.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.Issue.Severity;
import io.orchestress.record.Orphans;
import io.orchestress.testkit.StartedRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrphanedWorkTest {
    @ParameterizedTest(name = "p95 {0} ms, longest {1} ms, {2} late writes: {3}")
    @CsvSource({
        "0, 0, 0, none",
        "1900, 2000, 0, none",
        "1900, 2001, 0, MEDIUM",
        "2001, 9000, 0, HIGH",
        "0, 100, 1, HIGH",
    })
    void speaksOfOneTaskToo(double p95, double max, long lateWrites, String expected) {
        Orphans orphans = new Orphans(
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
                100,
                300,
                null,
                "USD",
                1,
                1,
                lateWrites,
                "orc-1",
                "");
        IssueContext measured = IssueContext.nothing(StartedRun.of("r").withOrphans(orphans));
        assertThat(new OrphanedWork(2_000).judge(measured))
                .extracting(Diagnosis::severity)
                .containsExactly(
                        expected.equals("none") ? new Severity[0] : new Severity[] {Severity.valueOf(expected)});
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void whatWasNotMeasuredIsNoIssue(boolean left) {
        Orphans unseen =
                new Orphans(10, 0, 0, null, null, null, 0, 0, 0, null, null, 100, 0, null, "", 0, 0, 0, "", "");
        IssueContext measured = IssueContext.nothing(StartedRun.of("r").withOrphans(left ? unseen : null));
        assertThat(new OrphanedWork(2_000).judge(measured)).isEmpty();
    }
}
