package io.orchestress.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Comparison.Kind;
import io.orchestress.record.Verdict.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForestScaleTest {
    /** asinh(0.05 ÷ 0.05) = 0.881374, asinh(0.1 ÷ 0.05) = 1.443635, asinh(0.2 ÷ 0.05) = 2.094713. */
    @Test
    void placesFollowAsinh() {
        ForestScale scale = ForestScale.of(List.of(change(false, 0.12, 0.11, 0.13)));
        double width = 1.443635 + 2.094713;
        assertThat(place(scale.at(0))).isCloseTo(4 + 92 * 1.443635 / width, within(0.01));
        assertThat(place(scale.at(0.05))).isCloseTo(4 + 92 * (1.443635 + 0.881374) / width, within(0.01));
        assertThat(scale.at(-0.1)).isEqualTo("4.00%");
        assertThat(scale.at(0.2)).isEqualTo("96.00%");
        assertThat(scale.ticks())
                .extracting(ForestScale.Tick::text)
                .containsExactly("10 %", "5 %", "0", "5 %", "10 %", "20 %");
    }

    @Test
    void aFallOfWhatShouldBeHighLiesOnTheSideOfWorse() {
        ForestScale scale = ForestScale.of(List.of(change(true, -0.45, -0.48, -0.42)));
        assertThat(scale.ticks().get(scale.ticks().size() - 1).text()).isEqualTo("50 %");
    }

    @Test
    void whatLiesBeyondTenfoldIsCutAtTheEnd() {
        ForestScale scale = ForestScale.of(List.of(change(false, 30, 12, 70)));
        assertThat(scale.isCut(12)).isTrue();
        assertThat(scale.isCut(10)).isFalse();
        assertThat(scale.at(70)).isEqualTo("96.00%");
    }

    private static double place(String percent) {
        return Double.parseDouble(percent.replace("%", ""));
    }

    private static Change change(boolean higherIsBetter, double size, double from, double to) {
        return new Change(
                "m",
                "*",
                "ms",
                higherIsBetter,
                1.0,
                1 + size,
                size,
                from,
                to,
                0.01,
                0.05,
                null,
                Kind.REGRESSED,
                null,
                Outcome.FAIL,
                null,
                "");
    }
}
