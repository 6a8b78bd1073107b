package io.orchestress.analysis.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.record.Comparison;
import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Comparison.Kind;
import io.orchestress.record.Comparison.Severity;
import io.orchestress.record.LatencyBuckets;
import io.orchestress.record.LatencyCounts;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class RegressionTest {
    private static final SyntheticRuns LAW = SyntheticRuns.QUICK;

    @Test
    void callsHardlyEverAChangeWhereThereIsNone() {
        SplittableRandom random = new SplittableRandom(20);
        int called = 0;
        for (int i = 0; i < 60; i++) {
            called += called(compare(LAW, 1 + i % 3, LAW, random)).isEmpty() ? 0 : 1;
        }
        // At 1 % of the comparisons more than 4 of 60 are seen once in 3 000 times.
        assertThat(called).isLessThanOrEqualTo(4);
    }

    @Test
    void callsASlowDownAndSaysHowMuch() {
        SplittableRandom random = new SplittableRandom(21);
        Comparison comparison = compare(LAW, 3, LAW.slower(1.5), random);
        Change typical = change(comparison, "typical");
        assertThat(typical.kind()).isEqualTo(Kind.REGRESSED);
        assertThat(typical.severity()).isIn(Severity.MINOR, Severity.MODERATE);
        assertThat(typical.from()).isLessThan(0.5);
        assertThat(typical.to()).isGreaterThan(0.5);
        assertThat(comparison.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(comparison.reason()).contains("90 % interval", "tolerance of 15 %");
        assertThat(comparison.shift())
                .isNotEmpty()
                .allSatisfy(point ->
                        assertThat(point.afterMicros() / point.beforeMicros()).isCloseTo(1.5, within(0.5)));
    }

    @Test
    void anImprovementIsNoFailure() {
        Comparison comparison = compare(LAW, 3, LAW.slower(0.5), new SplittableRandom(22));
        assertThat(change(comparison, "typical").kind()).isEqualTo(Kind.IMPROVED);
        assertThat(comparison.outcome()).as(comparison.reason()).isEqualTo(Outcome.PASS);
        assertThat(comparison.reason()).contains("improved");
    }

    @Test
    void fourTimesTheLatencyIsCritical() {
        Comparison comparison = compare(LAW, 1, LAW.slower(4), new SplittableRandom(23));
        assertThat(change(comparison, "typical").severity()).isEqualTo(Severity.CRITICAL);
        assertThat(comparison.outcome()).isEqualTo(Outcome.FAIL);
    }

    /** In a freeze users wait and send nothing: the answers that came are as quick as ever, and only the view from the intended start tells. */
    @Test
    void aFreezeThatHeldUsersUpIsARegression() {
        SplittableRandom random = new SplittableRandom(24);
        List<RunBlocks> before = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            before.add(corrected(LAW.draw(random, Reference.REGRESSION), 0));
        }
        RunBlocks frozen = corrected(LAW.draw(random, Reference.REGRESSION), 12);
        Comparison comparison = Regression.of(
                frozen, "before", before, EarlierRuns.NONE, ComparabilityResult.ALIKE, "USD", Reference.REGRESSION);

        assertThat(change(comparison, "p95").kind()).as(comparison.reason()).isEqualTo(Kind.REGRESSED);
        assertThat(change(comparison, "p95").note()).contains("from the intended start");
        assertThat(comparison.outcome()).isEqualTo(Outcome.FAIL);
    }

    /** Against a run that has no such view, both are compared from the actual start. */
    @Test
    void aViewThatOneRunLacksIsNotCompared() {
        SplittableRandom random = new SplittableRandom(25);
        RunBlocks before = LAW.draw(random, Reference.REGRESSION);
        RunBlocks frozen = corrected(LAW.draw(random, Reference.REGRESSION), 12);
        Comparison comparison = Regression.of(
                frozen,
                "before",
                List.of(before),
                EarlierRuns.NONE,
                ComparabilityResult.ALIKE,
                "USD",
                Reference.REGRESSION);

        assertThat(change(comparison, "p95").kind()).isNotEqualTo(Kind.REGRESSED);
        assertThat(change(comparison, "p95").note()).doesNotContain("intended");
    }

    /** The samples again, and in some of the blocks each of them held up for seconds. */
    private static RunBlocks corrected(RunBlocks run, int frozenBlocks) {
        RunBlocks.Phase phase = run.phaseList().get(0);
        for (String series : List.copyOf(phase.times().keySet())) {
            String request = series.substring(RunBlocksReader.LATENCY.length());
            LatencyCounts[] blocks = phase.times().get(series);
            for (int block = 0; block < blocks.length; block++) {
                LatencyCounts plain = blocks[block];
                long held = block < frozenBlocks ? plain.total() : 0;
                phase.add(RunBlocksReader.CORRECTED + request, block, counts -> {
                    counts.add(plain);
                    if (held > 0) {
                        counts.add(LatencyBuckets.indexOf(4_000_000), held);
                    }
                });
            }
        }
        return run;
    }

    @Test
    void failuresAreToldInPoints() {
        SplittableRandom random = new SplittableRandom(24);
        Change failures = change(compare(LAW, 2, LAW.failing(0.2), random), "error-rate");
        assertThat(failures.kind()).isEqualTo(Kind.REGRESSED);
        assertThat(failures.change()).isCloseTo(0.2, within(0.05));
        assertThat(failures.outcome()).isEqualTo(Outcome.FAIL);
    }

    /** A failure in a thousand is none of half a point, and none in either is no proof of perfection. */
    @Test
    void aFewFailuresChangeNothing() {
        Change failures = change(compare(LAW, 3, LAW.failing(0.001), new SplittableRandom(25)), "error-rate");
        assertThat(failures.kind()).isEqualTo(Kind.NOT_WORSE);
        Change none = change(compare(LAW, 1, LAW, new SplittableRandom(26)), "error-rate");
        assertThat(none.kind()).isEqualTo(Kind.NOT_WORSE);
        assertThat(none.from()).isNegative();
        assertThat(none.to()).isPositive();
    }

    @Test
    void anAllFailedRunFailsAndItsLatencyCannotBeTold() {
        Comparison comparison = compare(LAW, 2, LAW.failing(1), new SplittableRandom(27));
        assertThat(comparison.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(change(comparison, "error-rate").severity()).isEqualTo(Severity.CRITICAL);
        assertThat(change(comparison, "typical").outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void twoRunsOfFiveSamplesTellNothing() {
        SyntheticRuns tiny = new SyntheticRuns(5, 1, 0, 0, 0, 1, 0);
        Comparison comparison = compare(tiny, 1, tiny, new SplittableRandom(28));
        assertThat(comparison.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(comparison.reason()).contains("100 needed");
        assertThat(comparison.changes()).allMatch(change -> !change.kind().isTold());
    }

    @Test
    void aShortRunKnowsThatItIsTooShort() {
        SyntheticRuns second = new SyntheticRuns(2, 200, 0, 0, 0, 1, 0);
        Comparison comparison = compare(second, 1, second.slower(3), new SplittableRandom(29));
        assertThat(comparison.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(change(comparison, "mean").note()).contains("too short");
    }

    @Test
    void equalRecordsGiveEqualAnswers() {
        assertThat(compare(LAW, 2, LAW.slower(1.1), new SplittableRandom(31)))
                .isEqualTo(compare(LAW, 2, LAW.slower(1.1), new SplittableRandom(31)));
    }

    /** Requests whose mix changed, each as fast as before: the mean of all is twice as high, that at the baseline's mix is not. */
    @Test
    void anotherMixIsNoSlowDown() {
        RunBlocks before = mixed(90, 10);
        RunBlocks after = mixed(10, 90);
        Comparison comparison = Regression.of(
                after, "b", List.of(before), EarlierRuns.NONE, ComparabilityResult.ALIKE, "USD", Reference.REGRESSION);
        assertThat(change(comparison, "mean").change()).isCloseTo(0, within(0.01));
        assertThat(change(comparison, "typical").change()).isCloseTo(0, within(0.01));
    }

    private static RunBlocks mixed(int quick, int slow) {
        RunBlocks run = new SyntheticRuns(20, 0, 0, 0, 0, 1, 0).draw(new SplittableRandom(1), Reference.REGRESSION);
        RunBlocks.Phase phase = run.phaseList().get(0);
        for (int block = 0; block < phase.blocks(); block++) {
            int b = block;
            phase.add("latency|quick", b, counts -> counts.add(10_000 + b, quick));
            phase.add("latency|slow", b, counts -> counts.add(15_000 + b, slow));
            phase.count("ok", b, quick + slow);
        }
        return run;
    }

    private static Comparison compare(
            SyntheticRuns baseline, int runs, SyntheticRuns candidate, SplittableRandom random) {
        List<RunBlocks> before = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            before.add(baseline.draw(random, Reference.REGRESSION));
        }
        return Regression.of(
                candidate.draw(random, Reference.REGRESSION),
                "before",
                before,
                EarlierRuns.NONE,
                ComparabilityResult.ALIKE,
                "USD",
                Reference.REGRESSION);
    }

    private static List<Change> called(Comparison comparison) {
        return comparison.changes().stream()
                .filter(change -> change.kind() == Kind.REGRESSED || change.kind() == Kind.IMPROVED)
                .toList();
    }

    private static Change change(Comparison comparison, String metric) {
        return comparison.changes().stream()
                .filter(change ->
                        change.metric().equals(metric) && change.request().equals("*"))
                .findFirst()
                .orElseThrow();
    }
}
