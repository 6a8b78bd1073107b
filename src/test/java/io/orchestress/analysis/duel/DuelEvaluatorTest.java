package io.orchestress.analysis.duel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.analysis.duel.Look.Decision;
import io.orchestress.analysis.duel.Pair.Share;
import io.orchestress.analysis.duel.Pair.Shares;
import io.orchestress.analysis.duel.Pair.Times;
import io.orchestress.stats.noise.LearnedNoise;
import io.orchestress.stats.noise.Looks;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class DuelEvaluatorTest {
    private static final DuelLimits LIMITS = new DuelLimits(0.005, 0.05, 0.1, 0.01, 0.01, Looks.upTo(16));
    /** Learned from many pairs: 3 %. */
    private static final LearnedNoise QUIET = new LearnedNoise(0.03, 30, 73);

    private final DuelEvaluator judge = new DuelEvaluator(LIMITS, QUIET);

    /** Pairs of 1 000 requests and 300 tasks a side; the candidate's figures. Whoever fails faster is worse, and so is who never ends. */
    @ParameterizedTest
    @CsvSource({
        // slower, failed requests (of 1 000), failed tasks (of 300), not ended (of 300), pairs, decision
        "0,     0,  0,  0,  6,  NOT_WORSE",
        "0.03,  0,  0,  0,  16, NOT_WORSE",
        "0.2,   0,  0,  0,  4,  WORSE",
        "0.1,   0,  0,  0,  12, WORSE",
        "0.06,  0,  0,  0,  3,  UNDECIDED",
        "-0.2,  0,  0,  0,  4,  BETTER",
        "-0.5,  60, 0,  0,  4,  WORSE",
        "-0.5,  0,  20, 0,  4,  WORSE",
        "-0.5,  0,  0,  20, 4,  WORSE",
        "-0.2,  9,  0,  0,  2,  UNDECIDED",
    })
    void everyFigureDecides(double slower, long requests, long tasks, long unended, int pairs, Decision expected) {
        List<Pair> all = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            double wobble = (i % 2 == 0 ? 1 : -1) * 0.01;
            all.add(pair(slower + wobble, requests, tasks, unended));
        }
        assertThat(judge.at(all).decision()).isEqualTo(expected);
    }

    /** One disturbed pair of six, a third slower, is no regression, and silences none. */
    @Test
    void oneDisturbedPairDecidesNothing() {
        List<Pair> equal = pairs(0.01, -0.02, 0.3, 0.02, -0.01, 0);
        assertThat(judge.at(equal).decision()).isNotEqualTo(Decision.WORSE);
        List<Pair> slower = pairs(0.16, 0.14, -0.2, 0.17, 0.15, 0.13, 0.16, 0.15);
        assertThat(judge.at(slower).decision()).isEqualTo(Decision.WORSE);
    }

    /** Bursts of failures have the error of bursts: one run of eight that failed by a fifth proves nothing, and is not passed over either. */
    @Test
    void oneBurstOfFailuresIsNeitherProofNorNothing() {
        List<Pair> all = new ArrayList<>(pairs(0, 0, 0, 0, 0, 0, 0));
        all.add(pair(0, 200, 0, 0));
        assertThat(judge.at(all).decision()).isEqualTo(Decision.UNDECIDED);
    }

    /** The same failures on both sides are none of the candidate's. */
    @Test
    void failuresOfBothSidesAreNoDifference() {
        Share many = new Share(100, 1000);
        List<Pair> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Share other = new Share(100 + (i % 2 == 0 ? 5 : -5), 1000);
            all.add(new Pair(
                    Optional.of(new Times(50, 50)),
                    Map.of(
                            DuelMetric.FAILED_REQUESTS, new Shares(many, other),
                            DuelMetric.NOT_ENDED, new Shares(new Share(0, 300), new Share(0, 300)))));
        }
        assertThat(judge.at(all).decision()).isEqualTo(Decision.NOT_WORSE);
    }

    /** A candidate that answers nothing well has no times: that is no excuse, and never a pass. */
    @Test
    void withoutTimesNothingPasses() {
        List<Pair> silent = new ArrayList<>();
        List<Pair> failing = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            silent.add(new Pair(Optional.empty(), pair(0, 0, 0, 0).shares()));
            failing.add(new Pair(Optional.empty(), pair(0, 900, 0, 0).shares()));
        }
        assertThat(judge.at(silent).decision()).isEqualTo(Decision.UNDECIDED);
        assertThat(judge.at(failing.subList(0, 2)).decision()).isEqualTo(Decision.WORSE);
    }

    /**
     * With n pairs of ±1 % around 5 %, s = 3 %: within ln 1.1 = 9.53 % at 1.02 · 3 % ÷ √n · t ≤ 4.53 %; the forecast is the look at which it
     * is so, and the same pairs are decided there.
     */
    @Test
    void forecastIsTheLookThatDecides() {
        List<Pair> pairs = new ArrayList<>(pairs(0.06, 0.04, 0.06, 0.04));
        int at = judge.decidedAt(pairs).orElseThrow();
        assertThat(at).isBetween(6, 16);
        while (pairs.size() < at) {
            pairs.addAll(pairs(0.06, 0.04));
            if (LIMITS.looks().isLook(pairs.size()) && pairs.size() < at) {
                assertThat(judge.at(pairs).decision()).isEqualTo(Decision.UNDECIDED);
            }
        }
        assertThat(judge.at(pairs).decision()).isNotEqualTo(Decision.UNDECIDED);
    }

    /** Rows of constants are no certainty: two equal differences say no more than the noise that is known. */
    @Test
    void rowsOfConstantsAreNoCertainty() {
        assertThat(judge.at(pairs(0.05, 0.05)).decision()).isEqualTo(Decision.UNDECIDED);
    }

    /** 0.5 % in all, of which typical may spend four fifths; walks of pure noise, 4 000 duels: at most 0.5 % + 3 errors. */
    @Test
    void falseAlarmsAreWithinTheirShare() {
        SplittableRandom random = new SplittableRandom(20261129);
        int worse = 0;
        int duels = 4_000;
        for (int i = 0; i < duels; i++) {
            List<Pair> all = new ArrayList<>();
            Decision decision = Decision.UNDECIDED;
            while (decision == Decision.UNDECIDED && all.size() < 16) {
                all.add(pair(0.03 * random.nextGaussian(), 0, 0, 0));
                if (LIMITS.looks().isLook(all.size())) {
                    decision = judge.at(all).decision();
                }
            }
            worse += decision == Decision.WORSE ? 1 : 0;
        }
        assertThat((double) worse / duels).isLessThan(0.005 + 3 * Math.sqrt(0.005 / duels));
    }

    @Test
    void whatIsNoPairIsRefused() {
        assertThatThrownBy(() -> new Times(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Times(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Share(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Share(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> judge.at(pairs(0, 0, 0, 0, 0))).isInstanceOf(IllegalArgumentException.class);
        assertThat(pair(0.1, 0, 0, 0).difference(DuelMetric.TYPICAL).orElseThrow())
                .isCloseTo(0.1, within(1e-12));
    }

    private static List<Pair> pairs(double... differences) {
        List<Pair> pairs = new ArrayList<>();
        for (double difference : differences) {
            pairs.add(pair(difference, 0, 0, 0));
        }
        return pairs;
    }

    private static Pair pair(double difference, long requests, long tasks, long unended) {
        Map<DuelMetric, Shares> shares = new EnumMap<>(DuelMetric.class);
        shares.put(DuelMetric.FAILED_REQUESTS, new Shares(new Share(0, 1000), new Share(requests, 1000)));
        shares.put(DuelMetric.FAILED_TASKS, new Shares(new Share(0, 300), new Share(tasks, 300)));
        shares.put(DuelMetric.NOT_ENDED, new Shares(new Share(0, 300), new Share(unended, 300)));
        return new Pair(Optional.of(new Times(50, 50 * Math.exp(difference))), shares);
    }
}
