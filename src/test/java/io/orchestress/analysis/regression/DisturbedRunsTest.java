package io.orchestress.analysis.regression;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.Comparison;
import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Comparison.Kind;
import io.orchestress.record.Disturbance;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.Reference;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Runs whose machine was not theirs. */
class DisturbedRunsTest {
    private static final SyntheticRuns LAW = SyntheticRuns.QUICK;
    private final SplittableRandom random = new SplittableRandom(30);

    @Test
    void whatIsWorseInADisturbedRunProvesNothing() {
        Comparison comparison = compare(disturbed(draw(3)), draw(1), draw(1), draw(1));
        assertThat(comparison.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(comparison.finding()).isEqualTo(Kind.DISTURBED);
        assertThat(comparison.reason())
                .startsWith("The machine was disturbed: typical")
                .contains("85.0 %");
        assertThat(comparison.regressions()).isEmpty();
        assertThat(compare(draw(3), draw(1), draw(1), draw(1)).outcome()).isEqualTo(Outcome.FAIL);
    }

    /** What is not worse even there need not be repeated. */
    @Test
    void whatIsNotWorseInADisturbedRunPasses() {
        Comparison comparison = compare(disturbed(draw(0.7)), draw(1), draw(1), draw(1), draw(1), draw(1));
        assertThat(typical(comparison).kind()).isIn(Kind.NOT_WORSE, Kind.IMPROVED);
        assertThat(comparison.outcome()).as(comparison.reason()).isEqualTo(Outcome.PASS);
    }

    /** A disturbed run does not count, however quick or slow it was: the run beside it decides. */
    @Test
    void aDisturbedRunOfTheBaselineDoesNotCount() {
        RunBlocks slow = disturbed(draw(3));
        RunBlocks quick = disturbed(draw(0.3));
        Comparison comparison = compare(draw(1.6), draw(1), slow, draw(1), quick, draw(1));
        assertThat(typical(comparison).change()).isBetween(0.4, 0.8);
        assertThat(comparison.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(comparison.notes())
                .hasSize(2)
                .allMatch(note -> note.startsWith("Baseline run synthetic: ") && note.endsWith("it is excluded."));
    }

    /** Against a baseline that was slow because its machine was, a slow run looks as good as ever. */
    @Test
    void aBaselineOfDisturbedRunsIsNone() {
        Comparison comparison = compare(draw(1), disturbed(draw(2)), disturbed(draw(2)));
        assertThat(comparison.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(typical(comparison).kind()).isEqualTo(Kind.DISTURBED);
        assertThat(comparison.reason()).contains("every run of the baseline was disturbed");
    }

    /** Failures are no matter of a slow machine. */
    @Test
    void failuresOfADisturbedRunAreFailures() {
        RunBlocks failing = disturbed(LAW.failing(0.2).draw(random, Reference.REGRESSION));
        assertThat(compare(failing, draw(1), draw(1), draw(1)).outcome()).isEqualTo(Outcome.FAIL);
    }

    private RunBlocks draw(double slower) {
        return LAW.slower(slower).draw(random, Reference.REGRESSION);
    }

    private static RunBlocks disturbed(RunBlocks run) {
        run.disturbance(new Disturbance(
                Disturbance.State.DISTURBED,
                40,
                44,
                List.of(new Disturbance.Cause(Disturbance.BACKGROUND_CPU, 40, 44, 0.85, 0.95, 0.2)),
                List.of()));
        return run;
    }

    private static Change typical(Comparison comparison) {
        return comparison.changes().stream()
                .filter(change -> change.metric().equals("typical"))
                .findFirst()
                .orElseThrow();
    }

    private static Comparison compare(RunBlocks candidate, RunBlocks... baseline) {
        return Regression.of(
                candidate,
                "b",
                List.of(baseline),
                EarlierRuns.NONE,
                ComparabilityResult.ALIKE,
                "USD",
                Reference.REGRESSION);
    }
}
