package io.orchestress.engine.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.stats.capacity.SloCondition;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** 10 requests start in the middle of each second of a step. */
class MaturedSecondsTest {
    private static final int PER_SECOND = 10;
    private static final List<SloCondition> SLO =
            List.of(SloCondition.percentile(95, 5_000_000), SloCondition.errorRate(0.01));

    /** @param slow of each second's, that take 60 s; the others 0.3 s */
    private static List<MaturedSeconds.Ripe> step(int seconds, int slow) {
        MaturedSeconds ripening = new MaturedSeconds(SLO, 7);
        List<MaturedSeconds.Ripe> told = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            Histogram ended = new Histogram(1, 3_600_000_000L, 3);
            ended.recordValueWithCount(300_000, PER_SECOND - slow);
            ripening.ended(0, ended);
            ripening.told(1, 0, PER_SECOND - slow);
            ripening.anyEnded(PER_SECOND - slow);
            told.add(ripening.secondEnds(7 + (long) slow * (second + 1)));
        }
        return told;
    }

    /** B14: of requests that take longer than the step none ends in it, and those that end are all quick. */
    @Test
    void whatIsStillInFlightAfterTheLimitIsTooSlow() {
        List<MaturedSeconds.Ripe> told = step(12, 4);
        assertThat(told.subList(0, 5))
                .allSatisfy(ripe -> assertThat(ripe.total()).containsExactly(0, 0));
        assertThat(told.subList(5, 12)).allSatisfy(ripe -> {
            assertThat(ripe.total()).containsExactly(10, 6);
            assertThat(ripe.bad()).containsExactly(4, 0);
        });
    }

    @Test
    void whatIsYoungerThanTheLimitIsNoEvidence() {
        assertThat(step(5, 4)).allSatisfy(ripe -> assertThat(ripe.total()).containsExactly(0, 0));
    }

    /** A request that took 2.3 s began two seconds before the one in which it ended. */
    @Test
    void endsBelongToTheSecondOfTheirStart() {
        List<SloCondition> slo = List.of(SloCondition.percentile(95, 3_000_000));
        MaturedSeconds ripening = new MaturedSeconds(slo, 0);
        long[] inFlight = {10, 10, 0, 0, 0, 0, 0};
        List<MaturedSeconds.Ripe> told = new ArrayList<>();
        for (int second = 0; second < 7; second++) {
            if (second == 2) {
                Histogram ended = new Histogram(1, 3_600_000_000L, 3);
                ended.recordValueWithCount(2_300_000, 10);
                ripening.ended(0, ended);
                ripening.anyEnded(10);
            }
            told.add(ripening.secondEnds(inFlight[second]));
        }
        assertThat(told.get(3).total()).containsExactly(10);
        assertThat(told.get(3).bad()).containsExactly(0);
        assertThat(told.get(4).total()).containsExactly(0);
    }
}
