package io.orchestress.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.stats.SectionedRatio.Side;
import io.orchestress.testkit.SimulatedRatios;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SectionedRatioTest {
    /** e = ∓ln 1.25 = ∓0.2231436, V = 2 × 2 × ¼ × e² = 0.0497930 on each side; t(2) = 4.3026527; factor = exp(4.3026527 × √0.0995860) = 3.88738. */
    @Test
    void workedByHand() {
        Side ten = Side.ofPercentile(10, new double[] {8, 12.5}, new double[] {1, 1});
        Side five = Side.ofPercentile(5, new double[] {4, 6.25}, new double[] {7, 7});
        assertThat(ten.variance()).isEqualTo(0.0497930, within(1e-7));
        SectionedRatio ratio = SectionedRatio.of(ten, five);
        assertThat(ratio.value()).isEqualTo(2);
        assertThat(ratio.high()).isEqualTo(2 * 3.8873, within(1e-3));
        assertThat(ratio.low()).isEqualTo(2 / 3.8873, within(1e-3));
    }

    /** e = −0.5 with ¾ of the weight, 1.5 with ¼: V = 2 × (0.375² + 0.375²) = 0.5625. */
    @Test
    void ofMeansAndUnequalSections() {
        assertThat(Side.ofMean(2, new double[] {1, 5}, new double[] {3, 1}).variance())
                .isEqualTo(0.5625, within(1e-12));
        assertThat(Side.ofMean(2, new double[] {0, 8}, new double[] {3, 1}).variance())
                .as("nothing in a section is no infinity")
                .isEqualTo(2 * (0.75 * 0.75 + 0.75 * 0.75), within(1e-12));
    }

    /** e = −0.2, −0.1, 0.1, 0.2 as means, equal weights: V = 4/3 × 0.1/16 = 0.008333, r = (0.02 − 0.01 + 0.02) ÷ 0.1 = 0.3, so × 1.3 ÷ 0.7. */
    @Test
    void whatLastsLongerThanASectionWidensTheInterval() {
        double[] equal = {1, 1, 1, 1};
        assertThat(Side.ofMean(10, new double[] {8, 9, 11, 12}, equal).variance())
                .isEqualTo(0.1 / 12 * 1.3 / 0.7, within(1e-12));
        assertThat(Side.ofMean(10, new double[] {8, 11, 9, 12}, equal).variance())
                .as("what alternates does not narrow it")
                .isEqualTo(0.1 / 12, within(1e-12));
        assertThat(Side.ofMean(10, new double[] {5, 5, 5, 5}, equal).variance())
                .as("r is 0.8 at most")
                .isEqualTo(0.25 * 4 / 3 / 4 * (1 + 0.75) / (1 - 0.75), within(1e-12));
    }

    @Test
    void whatNeverVariesHasNoWidthButWhatChanceAllows() {
        Side still = Side.ofPercentile(3, new double[] {3, 3, 3}, new double[] {1, 2, 3});
        assertThat(SectionedRatio.of(still, still)).isEqualTo(new SectionedRatio(1, 1, 1));
        assertThat(SectionedRatio.of(still.atLeast(0.01), still).high()).isGreaterThan(1.1);
        assertThat(still.atLeast(0.01).atLeast(0.001).variance()).isEqualTo(0.01);
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "-1, 5", "NaN, 5", "1, 1", "1, 0"})
    void aSideThatIsNone(double figure, int sections) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Side(figure, 0.1, sections));
    }

    /**
     * Of 200 runs 95 % have a standard deviation of 1.5 points; {@code scripts/measure isolation} has 1,000 of each.
     */
    @Tag("slow")
    @ParameterizedTest(name = "{0}, rho {1}, {2} and {3} requests, × {4}")
    @CsvSource({
        "lognormal, 0,     4800, 4800, 1",
        "lognormal, 0,     4800, 4800, 2",
        "lognormal, 0,     400,  400,  1.5",
        "lognormal, 0,     100,  100,  1.5",
        "lognormal, 0.9,   4800, 4800, 2",
        "lognormal, 0.97,  4800, 4800, 2",
        "lognormal, 0.99,  4800, 4800, 2",
        "lognormal, 0.995, 4800, 4800, 2",
        "queue,     0,     4800, 4800, 2",
        "queue,     0,     20000, 20000, 2",
    })
    void theIntervalHoldsTheTruth(String law, double rho, int without, int with, double ratio) {
        SimulatedRatios simulated = law.equals("queue") ? SimulatedRatios.queue() : SimulatedRatios.correlated(rho);
        assertThat(simulated.coverage(without, with, ratio, 200)).isGreaterThanOrEqualTo(91);
    }
}
