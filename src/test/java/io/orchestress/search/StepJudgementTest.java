package io.orchestress.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepJudgementTest {
    private static final List<Condition> SLO =
            List.of(Condition.percentile(95, 1000), Condition.errorRate(0.01), Condition.goodput(0.9));

    /** 10 seconds of 100 requests each. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, PASS, true, ''",
        "3, 0, 0, 0, PASS, true, ''",
        "5, 0, 0, 0, INCONCLUSIVE, true, ''",
        "6, 0, 0, 0, INCONCLUSIVE, false, p95",
        "9, 0, 0, 0, FAIL, false, p95",
        "0, 1, 0, 0, INCONCLUSIVE, true, ''",
        "0, 4, 0, 0, FAIL, false, error-rate",
        "0, 0, 20, 0, FAIL, false, goodput",
        "9, 9, 0, 0, FAIL, false, 'error-rate, p95'",
        "0, 0, 0, 20, FAIL, false, queue",
        "0, 0, 0, 1, PASS, true, ''"
    })
    void isSureOrSaysSo(
            int slow, int failed, int notGood, int growth, StepJudgement.Outcome outcome, boolean good, String broken) {
        Evidence evidence = new Evidence(SLO);
        for (int second = 0; second < 10; second++) {
            evidence.add(new Evidence.Second(
                    new long[] {slow, failed, notGood}, new long[] {100, 100, 100}, 10 + (long) second * growth));
        }
        StepJudgement judgement = StepJudgement.of(evidence, 100);
        assertThat(judgement.outcome()).isEqualTo(outcome);
        assertThat(judgement.leansGood()).isEqualTo(good);
        assertThat(String.join(", ", judgement.brokenBy())).isEqualTo(broken);
    }

    /** 100 arrivals a second vary the queue by √200 = 14 a second: 2.326 √(9 · 200) = 98.7 in nine. */
    @ParameterizedTest
    @CsvSource({"98, false", "99, true"})
    void aQueueGrowsByMoreThanItWalks(int growth, boolean grows) {
        double[] inFlight = IntStream.rangeClosed(0, 9)
                .mapToDouble(second -> 10 + growth * second / 9.0)
                .toArray();
        assertThat(StepJudgement.grows(inFlight, 100)).isEqualTo(grows);
    }

    /** Answers in batches: requests in flight swing by 200, and that is no growth. */
    @Test
    void batchesAreNoGrowth() {
        double[] inFlight = {50, 250, 40, 240, 60, 260, 50, 250, 45, 245};
        assertThat(StepJudgement.grows(inFlight, 100)).isFalse();
    }

    @Test
    void nothingSeenIsNoPass() {
        assertThat(StepJudgement.of(new Evidence(SLO), 100).outcome()).isEqualTo(StepJudgement.Outcome.INCONCLUSIVE);
    }
}
