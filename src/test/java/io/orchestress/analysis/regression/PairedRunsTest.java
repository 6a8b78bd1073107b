package io.orchestress.analysis.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.analysis.duel.DuelMetric;
import io.orchestress.analysis.duel.Pair;
import io.orchestress.analysis.duel.Pair.Share;
import io.orchestress.testkit.Reference;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairedRunsTest {
    private static final SyntheticRuns QUIET = SyntheticRuns.QUICK.withRunNoise(0);

    /** Everything 10 % slower: ln 1.1 = 0.0953, over 200 pairs of 4 to 5 % each. */
    @Test
    void aGeneralSlowDownIsTheDifference() {
        SplittableRandom random = new SplittableRandom(20261129);
        double sum = 0;
        int pairs = 200;
        for (int i = 0; i < pairs; i++) {
            sum += pair(random, QUIET, QUIET.slower(1.1))
                    .difference(DuelMetric.TYPICAL)
                    .orElseThrow();
        }
        assertThat(sum / pairs).isCloseTo(Math.log(1.1), within(0.013));
    }

    /** Baseline and candidate exchanged: the same with the other sign. */
    @Test
    void sidesAreTreatedAlike() {
        SplittableRandom random = new SplittableRandom(3);
        RunBlocks one = QUIET.draw(random, Reference.REGRESSION);
        RunBlocks other = QUIET.slower(1.3).failing(0.1).draw(random, Reference.REGRESSION);
        Pair there = PairedRuns.of(one, other).orElseThrow();
        Pair back = PairedRuns.of(other, one).orElseThrow();
        for (DuelMetric figure : there.shares().keySet()) {
            assertThat(there.difference(figure).orElseThrow())
                    .isEqualTo(-back.difference(figure).orElseThrow());
        }
        assertThat(there.difference(DuelMetric.TYPICAL).orElseThrow())
                .isCloseTo(-back.difference(DuelMetric.TYPICAL).orElseThrow(), within(1e-12));
    }

    @Test
    void failuresAreCountedOnBothSides() {
        Pair pair = pair(new SplittableRandom(5), QUIET, QUIET.failing(0.3));
        Share before = pair.shares().get(DuelMetric.FAILED_REQUESTS).before();
        Share after = pair.shares().get(DuelMetric.FAILED_REQUESTS).after();
        assertThat(before.count()).isZero();
        assertThat(after.value()).isCloseTo(0.3, within(0.05));
        assertThat(pair.shares()).doesNotContainKey(DuelMetric.FAILED_TASKS);
        assertThat(pair.difference(DuelMetric.NOT_ENDED).orElseThrow()).isZero();
    }

    /** Who answers nothing well has no times, and failures all the same. */
    @Test
    void withoutGoodAnswersThereAreNoTimes() {
        Pair pair = pair(new SplittableRandom(7), QUIET, QUIET.failing(1));
        assertThat(pair.times()).isEmpty();
        assertThat(pair.difference(DuelMetric.FAILED_REQUESTS).orElseThrow()).isEqualTo(1);
    }

    @Test
    void ofNothingThereIsNoPair() {
        SplittableRandom random = new SplittableRandom(9);
        SyntheticRuns silent = new SyntheticRuns(44, 0, 0.7, 0, 0, 1, 0);
        assertThat(PairedRuns.of(silent.draw(random, Reference.REGRESSION), QUIET.draw(random, Reference.REGRESSION)))
                .isEmpty();
    }

    private static Pair pair(SplittableRandom random, SyntheticRuns before, SyntheticRuns after) {
        return PairedRuns.of(before.draw(random, Reference.REGRESSION), after.draw(random, Reference.REGRESSION))
                .orElseThrow();
    }
}
