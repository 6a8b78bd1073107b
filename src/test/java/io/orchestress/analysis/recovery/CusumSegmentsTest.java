package io.orchestress.analysis.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.recovery.CusumSegments.Segment;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CusumSegmentsTest {
    @Test
    void workedByHand() {
        // Sums from 0: 4 | falls by 5 | 3 2 5 8 | falls by 6.
        double[] scores = {-1, 4, -5, 3, -1, 3, 3, -2, -4, -3};

        assertThat(CusumSegments.above(0, 5, scores)).containsExactly(new Segment(1, 2, 4), new Segment(3, 7, 8));
        assertThat(CusumSegments.above(4, 5, scores)).containsExactly(new Segment(3, 7, 8));
        assertThat(CusumSegments.above(0, 5, new double[] {-1, -2})).isEmpty();
        assertThat(CusumSegments.above(0, 5, new double[0])).isEmpty();
        assertThat(CusumSegments.above(0, 5, new double[] {2, 1})).containsExactly(new Segment(0, 2, 3));
    }

    @Test
    void aLargeDipParts() {
        double[] scores = {50, 50, -3, -3, 50};
        assertThat(CusumSegments.above(0, 5, scores)).containsExactly(new Segment(0, 2, 100), new Segment(4, 5, 50));
        assertThat(CusumSegments.above(0, 7, scores)).containsExactly(new Segment(0, 5, 144));
    }

    /**
     * 20 answers a second of which each is beyond the limit with 5 %: in 60 s a sum may exceed log(60 ÷ 0.01) with a probability of at most
     * 1 %. Of 4 000 such runs at most 40 are expected to; 40 + 4 √40 = 65.
     */
    @Test
    void whatChanceDoes() {
        SplittableRandom random = new SplittableRandom(5);
        double threshold = Math.log(60 / 0.01);
        int alarms = 0;
        for (int run = 0; run < 4000; run++) {
            long[] slow = new long[60];
            long[] all = new long[60];
            for (int second = 0; second < 60; second++) {
                all[second] = 20;
                for (int i = 0; i < 20; i++) {
                    slow[second] += random.nextDouble() < 0.05 ? 1 : 0;
                }
            }
            LikelihoodScores evidence = LikelihoodScores.ofShares(slow, all, 0.05, 0.1, 1, 0.15);
            alarms +=
                    CusumSegments.above(threshold, threshold, evidence.scores().get(0))
                                    .isEmpty()
                            ? 0
                            : 1;
        }
        assertThat(alarms).isLessThan(65);
    }
}
