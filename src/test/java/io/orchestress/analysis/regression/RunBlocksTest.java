package io.orchestress.analysis.regression;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.testkit.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How phases are cut, whatever clocks say of them. */
class RunBlocksTest {
    @ParameterizedTest
    @CsvSource({
        "0, 44, 22",
        "0, 60, 24",
        "10, 14, 2",
        "0, 3.9, 1",
        "0, 0, 1",
        "50, 40, 1",
        "0, 1e18, 24",
        "NaN, 10, 1",
        "0, NaN, 1"
    })
    void blocksOfAPhase(double from, double to, int blocks) {
        RunBlocks.Phase phase = new RunBlocks.Phase("p", from, to, 2);
        assertThat(phase.blocks()).isEqualTo(blocks);
        for (double at : new double[] {-1e9, from, to, (from + to) / 2, 1e30, Double.NaN}) {
            assertThat(phase.blockAt(at)).isBetween(0, blocks - 1);
        }
    }

    /** B23: what a target of this machine uses that was not found by its pid is not foreign. */
    @Test
    void nothingIsKnownOfARunOfWhichNothingWasRead() {
        RunBlocks run = SyntheticRuns.QUICK.draw(new java.util.SplittableRandom(1), Reference.REGRESSION);
        assertThat(run.disturbance()).isEmpty();
        assertThat(run.backgroundCpu()).isEmpty();
        RunBlocks.Phase phase = run.phaseList().get(0);
        for (String subject : new String[] {"host", "injector"}) {
            phase.count("resource-sum|" + subject + "|cpu", 0, subject.equals("host") ? 0.95 : 0.05);
            phase.count("resource-count|" + subject + "|cpu", 0, 1);
        }
        assertThat(run.backgroundCpu()).isEmpty();
    }
}
