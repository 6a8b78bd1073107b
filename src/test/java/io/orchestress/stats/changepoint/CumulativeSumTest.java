package io.orchestress.stats.changepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Twenty runs of a reference around 100, and what comes after them. */
class CumulativeSumTest {
    private static final int REFERENCE = 20;

    private static double[] row(long seed, int after, double factor) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] row = new double[REFERENCE + after];
        for (int i = 0; i < row.length; i++) {
            row[i] = 100 * Math.exp(0.03 * random.nextGaussian()) * (i < REFERENCE ? 1 : factor);
        }
        return row;
    }

    private static CumulativeSum watch(double[] row) {
        return CumulativeSum.of(row, 0, REFERENCE - 1, false, ChangeSettings.DEFAULT);
    }

    @Test
    void saysHowManyRunsAreMissing() {
        assertThat(CumulativeSum.of(Arrays.copyOf(row(1, 0, 1), 7), 0, -1, false, ChangeSettings.DEFAULT))
                .isEqualTo(new CumulativeSum.Filling(7, 20));
        double[] none = new double[30];
        Arrays.fill(none, Double.NaN);
        assertThat(CumulativeSum.of(none, 0, -1, false, ChangeSettings.DEFAULT))
                .isEqualTo(new CumulativeSum.Filling(0, 20));
    }

    /** Reference 99, 101 in turn on a linear scale: mean 100, s² = 20 ÷ 19. At 103, z = 2.92: S = 1.92, 3.85, 5.77; the limit is 3.5 + 10 ÷ 20. */
    @Test
    void addsUpWhatIsWorse() {
        double[] row = new double[23];
        for (int i = 0; i < row.length; i++) {
            row[i] = i >= 20 ? 103 : i % 2 == 0 ? 99 : 101;
        }
        ChangeSettings linear = new ChangeSettings(10, 3, 50, 0.01, 0.05, LevelScale.LINEAR);
        CusumReference reference = CusumReference.of(Arrays.copyOf(row, 20), linear, LevelScale.LINEAR, false);
        assertThat(reference.mean()).isEqualTo(100);
        assertThat(reference.deviation()).isCloseTo(Math.sqrt(20 / 19.0), within(1e-12));
        assertThat(reference.limit()).isEqualTo(4);
        assertThat(reference.next(0, 103)).isCloseTo(3 / Math.sqrt(20 / 19.0) - 1, within(1e-12));
        assertThat(reference.next(1, 1e9)).as("one outlier is 3").isEqualTo(3);
        assertThat(reference.next(7, 1e9)).as("no more than twice the limit").isEqualTo(8);
        assertThat(CumulativeSum.of(Arrays.copyOf(row, 22), 0, 19, false, linear))
                .isInstanceOf(CumulativeSum.Quiet.class);
        assertThat(CumulativeSum.of(row, 0, 19, false, linear))
                .isEqualTo(new CumulativeSum.Alarm(0, 19, 20, 22, 100, 103, 0.03));
    }

    /** Review, B7: a permanent step becomes what last-5 holds runs against, within five runs. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void aStepStaysWorseHoweverLongItLasts(long seed) {
        for (int after : new int[] {12, 40, 200}) {
            assertThat(watch(row(seed, after, 1.15))).isInstanceOfSatisfying(CumulativeSum.Alarm.class, alarm -> {
                assertThat(alarm.since()).isBetween(10, 24);
                assertThat(alarm.relativeChange()).isCloseTo(0.15, within(0.05));
            });
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void whatCreepsIsTold(long seed) {
        double[] row = row(seed, 20, 1);
        for (int i = REFERENCE; i < row.length; i++) {
            row[i] *= Math.pow(1.02, i - REFERENCE + 1.0);
        }
        assertThat(watch(row)).isInstanceOf(CumulativeSum.Alarm.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "one outlier, 3.0 1 1 1 1 1",
        "two apart, 3.0 1 1 1 3.0 1 1 1",
        "better, 0.8 0.8 0.8 0.8 0.8 0.8 0.8",
        "come back, 1.2 1.2 1.2 1.2 1.2 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
    })
    void quiet(String what, String factors) {
        double[] after = Arrays.stream(factors.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        double[] row = row(5, after.length, 1);
        for (int i = 0; i < after.length; i++) {
            row[REFERENCE + i] = 100 * after[i];
        }
        assertThat(watch(row)).as(what).isInstanceOf(CumulativeSum.Quiet.class);
    }

    @Test
    void aLevelThatWasAcceptedIsNoAlarm() {
        double[] row = row(2, 60, 1.3);
        assertThat(watch(row)).isInstanceOf(CumulativeSum.Alarm.class);
        assertThat(CumulativeSum.of(row, REFERENCE, 25, false, ChangeSettings.DEFAULT))
                .as("its first 20 runs are the reference, though the accepted one is the sixth")
                .isInstanceOfSatisfying(CumulativeSum.Quiet.class, quiet -> {
                    assertThat(quiet.from()).isEqualTo(20);
                    assertThat(quiet.to()).isEqualTo(39);
                    assertThat(quiet.level()).isCloseTo(130, within(4.0));
                });
    }

    /** Nothing ever failed, then 1 % does: any failure is beyond a tenth of half a point. */
    @Test
    void constantsAndHigherIsBetter() {
        double[] row = new double[30];
        Arrays.fill(row, 1);
        assertThat(CumulativeSum.of(row, 0, -1, true, ChangeSettings.SHARES)).isInstanceOf(CumulativeSum.Quiet.class);
        Arrays.fill(row, 20, 30, 0.99);
        assertThat(CumulativeSum.of(row, 0, -1, true, ChangeSettings.SHARES))
                .isInstanceOfSatisfying(
                        CumulativeSum.Alarm.class,
                        alarm -> assertThat(alarm.after()).isCloseTo(0.99, within(1e-9)));
    }

    @Test
    void gapsAreNoRuns() {
        double[] row = row(3, 30, 1.2);
        double[] gaps = new double[2 * row.length];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = i % 2 == 0 ? Double.NaN : row[i / 2];
        }
        CumulativeSum.Alarm whole = (CumulativeSum.Alarm) watch(row);
        CumulativeSum.Alarm found =
                (CumulativeSum.Alarm) CumulativeSum.of(gaps, 0, 2 * REFERENCE - 1, false, ChangeSettings.DEFAULT);
        assertThat(found.since()).isEqualTo(2 * whole.since() + 1);
        assertThat(found.after()).isEqualTo(whole.after());
    }
}
