package io.orchestress.stats.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepJudgementTest {
    private static final List<SloCondition> SLO =
            List.of(SloCondition.percentile(95, 1000), SloCondition.errorRate(0.01), SloCondition.goodput(0.9));

    /** 10 seconds of 100 requests each. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, true, ''",
        "5, 0, 0, 0, true, ''",
        "6, 0, 0, 0, false, p95",
        "0, 1, 0, 0, true, ''",
        "0, 4, 0, 0, false, error-rate",
        "0, 0, 20, 0, false, goodput",
        "9, 9, 0, 0, false, 'error-rate, p95'",
        "0, 0, 0, 20, false, queue",
        "0, 0, 0, 1, true, ''"
    })
    void isGoodOrBadSoFar(int slow, int failed, int notGood, int growth, boolean good, String broken) {
        StepEvidence evidence = new StepEvidence(SLO);
        for (int second = 0; second < 10; second++) {
            evidence.add(new StepEvidence.Second(
                    new long[] {slow, failed, notGood}, new long[] {100, 100, 100}, 10 + (long) second * growth, 100));
        }
        StepJudgement judgement = StepJudgement.of(evidence, 100);
        assertThat(judgement.good()).isEqualTo(good);
        assertThat(String.join(", ", judgement.brokenBy())).isEqualTo(broken);
    }

    /**
     * By hand, 5 % of 10 blocks of 100 allowed, {@code 1000 × 0.05 × 0.95 = 47.5}: 2 bad in each are off by −3, −30 in all, {@code Σ 9 = 90}; all of 100 bad in one are off by 95 and the others
     * by −5, 50 in all, {@code Σ = 9 025 + 225}.
     */
    @ParameterizedTest
    @CsvSource({"false, -3.1623", "true, 0.5199"})
    void theVarianceIsThatAroundWhatIsAllowed(boolean together, double distance) {
        long[][] counts = IntStream.range(0, 10)
                .mapToObj(i -> new long[] {!together ? 2 : i == 3 ? 100 : 0, 100})
                .toArray(long[][]::new);
        assertThat(StepJudgement.distance(counts, 0.05)).isCloseTo(distance, within(1e-3));
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
    void nothingSeenIsNotGood() {
        assertThat(StepJudgement.of(new StepEvidence(SLO), 100).good()).isFalse();
    }
}
