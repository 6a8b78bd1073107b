package io.orchestress.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ShareBoundsTest {
    /** Wilson 1927 one-sided at 95 %, worked by hand: k = 0 of 100 gives z² ÷ (n + z²). */
    @Test
    void independentRequestsHaveWilsonsBounds() {
        ShareBounds none = ShareBounds.of(new long[][] {{0, 50}, {0, 50}});
        assertThat(none.from()).isZero();
        assertThat(none.to()).isCloseTo(2.705543 / 102.705543, within(1e-6));
        ShareBounds all = ShareBounds.of(new long[][] {{50, 50}, {50, 50}});
        assertThat(all.to()).isEqualTo(1);
        assertThat(all.from()).isCloseTo(100 / 102.705543, within(1e-6));
    }

    @Test
    void whatIsBadTogetherIsWorthLess() {
        ShareBounds even = ShareBounds.of(new long[][] {{5, 100}, {5, 100}, {5, 100}, {5, 100}});
        ShareBounds together = ShareBounds.of(new long[][] {{0, 100}, {20, 100}, {0, 100}, {0, 100}});
        assertThat(together.share()).isEqualTo(even.share()).isEqualTo(0.05);
        assertThat(together.to()).isGreaterThan(2 * even.to());
        assertThat(together.from()).isLessThan(even.from());
    }

    /** m ÷ (m − 1) Σ (b − p n)² ÷ (n p (1 − p)) = 4 ÷ 3 × (3 × 25 + 225) ÷ (400 × 0.0475) = 400 ÷ 19. */
    @Test
    void designEffectByHand() {
        assertThat(ShareBounds.designEffect(new long[][] {{0, 100}, {20, 100}, {0, 100}, {0, 100}}, 0.05, 400))
                .isCloseTo(400 / 19.0, within(1e-9));
    }

    @Test
    void nothingCountedSaysNothing() {
        assertThat(ShareBounds.of(new long[][] {{0, 0}})).isEqualTo(new ShareBounds(0, 0, 1, 0));
    }
}
