package io.orchestress.analysis.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.analysis.change.ChangePoints.Found;
import io.orchestress.analysis.change.ChangePoints.NotEnoughEvidence;
import io.orchestress.testkit.Seeds;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows with changes that are known: published, or made here. */
class ChangePointsTest {

    /** What is known of the series, and what is found with the default settings. Seasons count as noise: in number 4 nothing is found. */
    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "otava.txt, tigerbeetle, 15 71, 15 71",
        "otava.txt, halved, 10, 10",
        "otava.txt, series1, 6, 6",
        "otava.txt, series2, 4, 4",
        "otava.txt, three-levels, 5 8, 5 8",
        "turing.txt, quality_control_1, 146, 144",
        "turing.txt, quality_control_2, 97, 97",
        "turing.txt, quality_control_3, 179, 179",
        "turing.txt, quality_control_4, 341, ''",
        "turing.txt, quality_control_5, '', ''",
    })
    void findsPublishedChanges(String file, String name, String known, String found) throws IOException {
        assertThat(indexes(PublicSeries.of(file, name))).as("known: %s", known).isEqualTo(numbers(found));
    }

    @Test
    void saysHowManyRunsItNeeds() {
        double nan = Double.NaN;
        assertThat(ChangePoints.of(new double[] {1, nan, 1, 1, 2, nan, 2, 2, 2}, ChangeSettings.DEFAULT))
                .isEqualTo(new NotEnoughEvidence(7, 8));
    }

    /** Levels 100 and 120; pooled variance 20 ÷ 8, t = 20 with 8 degrees of freedom, p = 4.0739e-8 (scipy, stats.t.sf(20, 8) * 2); times 5. */
    @Test
    void tellsLevelsChangeAndProbability() {
        double[] values = {100, 98, 102, 99, 101, 120, 118, 122, 119, 121};
        Found found = (Found) ChangePoints.of(values, ChangeSettings.DEFAULT);
        assertThat(found.points()).singleElement().satisfies(p -> {
            assertThat(p.index()).isEqualTo(5);
            assertThat(p.before()).isEqualTo(100);
            assertThat(p.after()).isEqualTo(120);
            assertThat(p.relativeChange()).isEqualTo(0.2);
            assertThat(p.pValue()).isCloseTo(2.036959e-7, within(1e-12));
        });
    }

    @Test
    void gapsAreNeitherZeroNorRepeated() {
        double nan = Double.NaN;
        double[] whole = {100, 101, 99, 100, 102, 130, 131, 129, 130, 130};
        double[] gaps = {nan, 100, 101, nan, nan, 99, 100, 102, nan, 130, 131, nan, 129, 130, 130, nan};
        Found expected = (Found) ChangePoints.of(whole, ChangeSettings.DEFAULT);
        Found found = (Found) ChangePoints.of(gaps, ChangeSettings.DEFAULT);
        assertThat(expected.points()).extracting(ChangePoint::index).containsExactly(5);
        assertThat(found.points()).extracting(ChangePoint::index).containsExactly(9);
        assertThat(found.points().get(0).pValue()).isEqualTo(expected.points().get(0).pValue());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "one run, '100 101 99 100 102 100 180 99 101 100 102 99', ''",
        "two runs, '100 101 99 100 102 100 180 185 101 100 102 99', ''",
        "two at the end, '100 101 99 100 102 100 100 99 101 100 180 185', ''",
        "three runs, '100 101 99 100 102 100 180 185 182 100 102 99', 6 9",
        "three at the end, '100 101 99 100 102 100 100 99 101 180 181 185', 9",
        "outlier before a change, '100 101 99 30 102 100 100 120 121 119 120 122', 7",
        "no noise at all, '5 5 5 5 5 5 6 6 6 6', 6",
        "all equal, '5 5 5 5 5 5 5 5 5 5', ''",
        "from nothing, '0 0 0 0 0 0 0.1 0.1 0.1 0.1', 6",
        "too small to be told, '100 100.1 99.9 100 100.1 102 102.1 101.9 102', ''",
    })
    void aLevelLastsThreeRuns(String what, String values, String expected) {
        double[] row = Arrays.stream(values.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(indexes(row)).as(what).isEqualTo(numbers(expected));
    }

    @Test
    void aChangeFromNothingHasNoShare() {
        double[] values = {0, 0, 0, 0, 0, 0.125, 0.125, 0.125};
        assertThat(((Found) ChangePoints.of(values, ChangeSettings.DEFAULT)).points())
                .containsExactly(new ChangePoint(5, 0, 0.125, null, 0));
    }

    /** One false alarm in a hundred rows is allowed; four or fewer of 200 happen by then with a probability of 0.95. */
    @Test
    void noiseAloneIsHardlyEverAChange() {
        assertThat(Seeds.many()
                        .filter(seed -> !indexes(noise(seed, 40)).isEmpty())
                        .count())
                .isLessThanOrEqualTo(4);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void sixSigmaAreFoundWhereTheyBegan(long seed) {
        double[] values = noise(seed, 40);
        for (int i = 25; i < values.length; i++) {
            values[i] += 60;
        }
        values[10] += 200;
        assertThat(indexes(values)).singleElement().satisfies(i -> assertThat(i).isBetween(24, 26));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void theUnitDoesNotMatter(long seed) {
        double[] values = noise(seed, 60);
        for (int i = 30; i < values.length; i++) {
            values[i] += 40;
        }
        double[] micros = Arrays.stream(values).map(v -> v * 1024).toArray();
        assertThat(indexes(micros)).isEqualTo(indexes(values));
    }

    /** Level 100, standard deviation 10. */
    private static double[] noise(long seed, int n) {
        SplittableRandom random = new SplittableRandom(seed);
        return DoubleStream.generate(() -> 100 + 10 * random.nextGaussian())
                .limit(n)
                .toArray();
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChangePoints.of(new double[] {1, Double.POSITIVE_INFINITY}, ChangeSettings.DEFAULT));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChangeSettings(5, 3, 50, 0.01, 0.05, Scale.LINEAR));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChangeSettings(8, 3, 50, 0, 0.05, Scale.LINEAR));
    }

    static List<Integer> indexes(double[] values) {
        return ((Found) ChangePoints.of(values, ChangeSettings.DEFAULT))
                .points().stream().map(ChangePoint::index).toList();
    }

    private static List<Integer> numbers(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(" ")).map(Integer::valueOf).toList();
    }
}
