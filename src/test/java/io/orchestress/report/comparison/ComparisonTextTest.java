package io.orchestress.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.Comparison;
import io.orchestress.testkit.Comparisons;
import io.orchestress.testkit.Golden;
import io.orchestress.testkit.SyntheticComparison;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTextTest {
    @Test
    void aForcedComparisonReadsAsItWasApproved() throws IOException {
        Golden.assertMatches("report/compare.txt", text(Comparisons.forced()));
    }

    @Test
    void tooLittleDataIsNoPassAndSaysWhatToDo() throws IOException {
        assertThat(text(SyntheticComparison.inconclusive()))
                .startsWith(
                        "INCONCLUSIVE, too few samples  against last-2 (2 runs): Too few samples to detect 15 %: p95 (this run has 5 requests")
                .contains("p95  162 → – ms  –  –  INCONCLUSIVE: too few samples, this run has 5 requests in phases")
                .contains("Not a pass. Use longer runs, or more load.");
    }

    @Test
    void aPassSaysThatNothingIsToBeDone() throws IOException {
        assertThat(text(SyntheticComparison.passing()))
                .startsWith("PASS, not worse  against")
                .contains("\nNo action needed.\n", "Smallest detectable change (4 of 5 comparisons): p95 +14.2 %");
    }

    @Test
    void theAdviceFollowsTheShapeOfTheShift() throws IOException {
        assertThat(latencyFirst(Comparisons.slowerTail())).contains("look for queues, pauses and retries");
        assertThat(latencyFirst(Comparisons.slowerThroughout())).contains("look at the code that every request runs");
    }

    @Test
    void theShiftIsToldWithItsPercentiles() throws IOException {
        // 0.2 × log10(100 ÷ 20) = 0.14 at p80, where the interval is ±2 %; 0.2 × 4 = 0.8 at p99.99, ±52 %.
        assertThat(text(Comparisons.slowerTail()).replace('\n', ' '))
                .contains("Latency got slower between p80 and p99.99, most at p99.99:", "+80.0 % (+28.0 to +132 %)");
    }

    @Test
    void isBoundedAndNothingMovesACursor() throws IOException {
        for (Comparison comparison : List.of(Comparisons.hostile(), Comparisons.forced())) {
            for (String line : ComparisonText.shortened(comparison)) {
                assertThat(line).hasSizeLessThanOrEqualTo(500);
            }
            assertThat(ComparisonText.shortened(comparison)).hasSizeLessThanOrEqualTo(9);
            assertThat(text(comparison)).doesNotContain("\u001b", "\u202E", "null");
        }
    }

    private static String latencyFirst(Comparison c) throws IOException {
        return text(new Comparison(
                        c.candidate(),
                        c.baseline(),
                        c.baselineRuns(),
                        c.notes(),
                        c.differences(),
                        c.falseAlarms(),
                        c.outcome(),
                        c.finding(),
                        c.reason(),
                        c.sensitivity(),
                        List.of(c.changes().get(0)),
                        c.shift()))
                .replace('\n', ' ');
    }

    private static String text(Comparison comparison) throws IOException {
        StringWriter out = new StringWriter();
        ComparisonText.write(comparison, false, out);
        return out.toString();
    }
}
