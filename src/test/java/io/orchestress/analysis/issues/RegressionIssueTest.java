package io.orchestress.analysis.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.Comparison;
import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Comparison.Kind;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.SyntheticFindings;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegressionIssueTest {

    private static Change change(
            String metric, String unit, double before, double after, Comparison.Severity severity) {
        double ratio = after / before - 1;
        return new Change(
                metric,
                "*",
                unit,
                false,
                before,
                after,
                ratio,
                ratio - 0.1,
                ratio + 0.1,
                0.001,
                0.15,
                0.12,
                Kind.REGRESSED,
                severity,
                Outcome.FAIL,
                Comparison.Role.PRIMARY,
                "");
    }

    private static List<Diagnosis> diagnoses(List<Change> changes) {
        Comparison comparison = new Comparison(
                "now",
                "last-5",
                List.of("then"),
                List.of(),
                List.of(),
                0.05,
                Outcome.FAIL,
                Kind.REGRESSED,
                "r",
                null,
                changes,
                List.of());
        return new RegressionIssue()
                .judge(IssueContext.nothing(
                        SyntheticFindings.calm().build().record().withComparison(comparison)));
    }

    @Test
    void oneForEachKindOfFigureWithTheWorstSeverity() {
        List<Diagnosis> diagnoses = diagnoses(List.of(
                change("p95", "ms", 100, 180, Comparison.Severity.MODERATE),
                change("p50", "ms", 10, 12, Comparison.Severity.MINOR),
                change("cost.per-task", "USD", 1, 4, Comparison.Severity.CRITICAL)));
        assertThat(diagnoses).extracting(Diagnosis::condition).containsExactlyInAnyOrder("cost", "latency");
        Diagnosis latency = diagnoses.stream()
                .filter(d -> d.condition().equals("latency"))
                .findFirst()
                .orElseThrow();
        assertThat(latency.severity()).isEqualTo(Severity.HIGH);
        assertThat(latency.description())
                .isEqualTo("p95 went from 100 ms to 180 ms (+80.0 %, 90 % interval +70.0 % to +90.0 %) against baseline"
                        + " 'last-5'. Also worse: p50.");
        assertThat(latency.evidence().threshold()).isEqualTo(115.0, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(diagnoses).extracting(Diagnosis::severity).contains(Severity.CRITICAL);
    }

    @Test
    void noneWithoutAComparisonOrARegression() {
        assertThat(diagnoses(List.of())).isEmpty();
        assertThat(new RegressionIssue()
                        .judge(IssueContext.nothing(
                                SyntheticFindings.calm().build().record())))
                .isEmpty();
    }
}
