package io.orchestress.stats.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;

class SpendingTest {
    @Test
    void looksGoUpToTheMost() {
        Looks looks = Looks.upTo(16);
        assertThat(looks.pairs()).containsExactly(2, 3, 4, 6, 8, 12, 16);
        assertThat(looks.isLook(5)).isFalse();
        assertThat(Looks.upTo(10).pairs()).containsExactly(2, 3, 4, 6, 8, 10);
        assertThat(Looks.upTo(2).pairs()).containsExactly(2);
        assertThatThrownBy(() -> Looks.upTo(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Looks(List.of(3, 3))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Looks(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    /** What is spent at the first look is its level: (2 ÷ 16)^1.5 = 0.0442. With one look all is. */
    @Test
    void firstLookSpendsItsShare() {
        assertThat(new Spending(Looks.upTo(16), 0.005).levelAt(2)).isCloseTo(0.005 * 0.044194, within(1e-8));
        assertThat(new Spending(Looks.upTo(2), 0.05).levelAt(2)).isCloseTo(0.05, within(1e-9));
    }

    /**
     * Two looks of equal distance at 5 % in all: up to the first 0.5^1.5 · 0.05 = 0.017678, z₁ = 2.1043. The second has P(Z₁ ≤ z₁, Z₂ >
     * z₂) = 0.032322 at a correlation of √0.5.
     */
    @Test
    void secondLookSpendsTheRestOfAllThatAreLeft() {
        Looks looks = new Looks(List.of(2, 4));
        Spending spending = new Spending(looks, 0.05);
        NormalDistribution normal = new NormalDistribution();
        double z1 = -normal.inverseCumulativeProbability(spending.levelAt(2));
        double z2 = -normal.inverseCumulativeProbability(spending.levelAt(4));
        assertThat(z1).isCloseTo(2.1043, within(1e-3));
        double rho = Math.sqrt(0.5);
        double both = 0;
        int steps = 20_000;
        for (int i = 0; i < steps; i++) {
            double z = -9 + (z1 + 9) * (i + 0.5) / steps;
            both += normal.density(z)
                    * (1 - normal.cumulativeProbability((z2 - rho * z) / Math.sqrt(1 - rho * rho)))
                    * (z1 + 9)
                    / steps;
        }
        assertThat(both).isCloseTo(0.05 - 0.0176777, within(1e-5));
    }

    /** Levels are at least what is new at a look, and walks of normal steps cross as often as they may: 5 % of 40 000, ± 4 errors. */
    @Test
    void allLooksTogetherSpendTheError() {
        Looks looks = Looks.upTo(16);
        Spending spending = new Spending(looks, 0.05);
        NormalDistribution normal = new NormalDistribution();
        double[] boundary = looks.pairs().stream()
                .mapToDouble(n -> -normal.inverseCumulativeProbability(spending.levelAt(n)) * Math.sqrt(n))
                .toArray();
        SplittableRandom random = new SplittableRandom(7);
        int walks = 40_000;
        int crossed = 0;
        for (int i = 0; i < walks; i++) {
            double sum = 0;
            int look = 0;
            for (int n = 1; n <= 16; n++) {
                sum += random.nextGaussian();
                if (looks.isLook(n) && sum > boundary[look++]) {
                    crossed++;
                    break;
                }
            }
        }
        assertThat((double) crossed / walks).isCloseTo(0.05, within(0.0044));
        assertThat(spending.levelAt(16)).isGreaterThan(0.05 * (1 - Math.pow(12 / 16.0, 1.5)));
        assertThatThrownBy(() -> spending.levelAt(5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Spending(looks, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
