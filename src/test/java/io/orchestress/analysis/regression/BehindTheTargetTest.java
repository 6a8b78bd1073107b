package io.orchestress.analysis.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.record.AnswerResults;
import io.orchestress.record.FaultEffect;
import io.orchestress.record.Orphans;
import io.orchestress.record.Planning;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.StartedRun;
import io.orchestress.testkit.SyntheticSides;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each figure and its least variance, by hand. */
class BehindTheTargetTest {
    private static final RunRecord PLAIN = StartedRun.of("run");

    private static AnswerResults answers(long marked, long crossed, long cut, String doubt) {
        return new AnswerResults(
                1_000, 1_000, marked, crossed, 0, 0, 0, 0, 1_000, 1, 1, 0, 1_000, cut, doubt, List.of());
    }

    private static Orphans orphans(
            @Nullable Double p95, @Nullable Double costAfter, @Nullable Double cost, String doubt) {
        return new Orphans(
                10, 10, 20, 0.0, p95, p95, 3, 300, 900, costAfter, cost, 100, 100, 300, costAfter, "USD", 1, 1, 0, 0,
                "orc-1", doubt);
    }

    private static FaultEffect fault(@Nullable Double storm, @Nullable Double low, @Nullable Double high) {
        return new FaultEffect(
                "outage", "429", "steady", 0, 9, 9, 9, 9, 9, null, 9, 0, null, storm, low, high, null, 0, null, 0, 0, 0,
                0, 0, null, null, "");
    }

    private static RunRecord with(FaultEffect... faults) {
        return PLAIN.withPlanning(Planning.NOTHING.withFaults(List.of(faults)));
    }

    @Test
    void whatWasNotMeasuredIsNoFigure() {
        assertThat(BehindTheTarget.ownTime(PLAIN)).isEmpty();
        assertThat(BehindTheTarget.amplification(PLAIN)).isEmpty();
        assertThat(BehindTheTarget.wrongAnswers(PLAIN)).isEmpty();
        assertThat(BehindTheTarget.retryStorm(PLAIN)).isEmpty();
        assertThat(BehindTheTarget.orphanTime(PLAIN)).isEmpty();
        assertThat(BehindTheTarget.orphanCost(PLAIN)).isEmpty();
    }

    /** 100 tasks, 3 calls for 2 scripted ones each: 300 ÷ 200, and (100 + 1) ÷ 300². */
    @Test
    void tasksAndTheirCalls() {
        RunRecord run = PLAIN.withBothSides(SyntheticSides.of("steady"));
        assertThat(BehindTheTarget.ownTime(run)).hasValueSatisfying(own -> {
            assertThat(own.value()).isEqualTo(40);
            assertThat(own.leastVariance()).isZero();
        });
        assertThat(BehindTheTarget.amplification(run)).hasValueSatisfying(times -> {
            assertThat(times.value()).isEqualTo(1.5);
            assertThat(times.leastVariance()).isCloseTo(101 / 90_000.0, within(1e-12));
        });
    }

    /** 2 crossed, 1 lost and 3 cut of 1,000; with half a wrong one more 6.5 ÷ 1,001. */
    @Test
    void wrongAnswersOfAllKinds() {
        assertThat(BehindTheTarget.wrongAnswers(PLAIN.withAnswers(answers(1_000, 2, 3, ""))))
                .hasValueSatisfying(wrong -> {
                    assertThat(wrong.value()).isEqualTo(0.006);
                    assertThat(wrong.scale()).isEqualTo(RunEstimate.Scale.POINTS);
                    double likely = 6.5 / 1_001;
                    assertThat(wrong.leastVariance()).isCloseTo(likely * (1 - likely) / 1_000, within(1e-12));
                });
        assertThat(BehindTheTarget.wrongAnswers(PLAIN.withAnswers(answers(999, 0, 0, ""))))
                .isEmpty();
        assertThat(BehindTheTarget.wrongAnswers(PLAIN.withAnswers(answers(1_000, 0, 0, "tasks.jsonl has no end"))))
                .isEmpty();
        assertThat(BehindTheTarget.wrongAnswers(PLAIN.withAnswers(answers(1_000, 5_000, 0, ""))))
                .hasValueSatisfying(wrong -> assertThat(wrong.value()).isEqualTo(1));
    }

    /** An interval of a factor of e^±1.96 is a standard deviation of 1. */
    @Test
    void theWorstStorm() {
        assertThat(BehindTheTarget.retryStorm(
                        with(fault(1.2, 1.1, 1.3), fault(3.0, 3 / Math.exp(1.959963985), 3 * Math.exp(1.959963985)))))
                .hasValueSatisfying(storm -> {
                    assertThat(storm.value()).isEqualTo(3);
                    assertThat(storm.leastVariance()).isCloseTo(1, within(1e-8));
                });
        assertThat(BehindTheTarget.retryStorm(with(fault(1.2, 1.1, 1.3), fault(null, null, null))))
                .as("the one that is not known may be the worst")
                .isEmpty();
    }

    /** 19 ÷ 20 ÷ (ln 20)² for 20 tasks; a third of the tokens, a quarter of the cost. */
    @Test
    void workForUsersWhoHadLeft() {
        assertThat(BehindTheTarget.orphanTime(PLAIN.withOrphans(orphans(800.0, null, null, ""))))
                .hasValueSatisfying(time -> {
                    assertThat(time.value()).isEqualTo(800);
                    assertThat(time.leastVariance()).isCloseTo(0.95 / 8.9744, within(1e-5));
                });
        assertThat(BehindTheTarget.orphanTime(PLAIN.withOrphans(orphans(0.0, null, null, ""))))
                .isEmpty();
        assertThat(BehindTheTarget.orphanCost(PLAIN.withOrphans(orphans(800.0, null, null, ""))))
                .hasValueSatisfying(share -> assertThat(share.value()).isCloseTo(1 / 3.0, within(1e-12)));
        assertThat(BehindTheTarget.orphanCost(PLAIN.withOrphans(orphans(800.0, 1.0, 4.0, ""))))
                .hasValueSatisfying(share -> {
                    assertThat(share.value()).isEqualTo(0.25);
                    assertThat(share.leastVariance()).isCloseTo(5.5 / 21 * (1 - 5.5 / 21) / 20, within(1e-12));
                });
        assertThat(BehindTheTarget.orphanCost(PLAIN.withOrphans(orphans(800.0, 1.0, 4.0, "no end"))))
                .isEmpty();
    }
}
