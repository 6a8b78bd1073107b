package io.orchestress.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.run.Comparison;
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
                .startsWith("INCONCLUSIVE  against last-2 (2 runs): p95 cannot be told: 5 requests, needed are 100.\n")
                .contains("p95  162 → – ms  –  –  INCONCLUSIVE: cannot be told, 5 requests, needed are 100")
                .contains("This is no pass. Run longer, or compare with more runs, until p95 can be told.");
    }

    @Test
    void aPassSaysThatNothingIsToBeDone() throws IOException {
        assertThat(text(SyntheticComparison.passing()))
                .startsWith("PASS  against")
                .contains("\nNothing to do.\n");
    }

    @Test
    void theAdviceFollowsTheShapeOfTheShift() throws IOException {
        assertThat(latencyFirst(Comparisons.slowerTail())).contains("look for queues, pauses and retries");
        assertThat(latencyFirst(Comparisons.slowerThroughout())).contains("look at what every request does");
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
                        c.differences(),
                        c.falseAlarms(),
                        c.outcome(),
                        c.reason(),
                        List.of(c.changes().get(0)),
                        c.shift()))
                .replace('\n', ' ');
    }

    private static String text(Comparison comparison) throws IOException {
        StringWriter out = new StringWriter();
        ComparisonText.write(comparison, out);
        return out.toString();
    }
}
