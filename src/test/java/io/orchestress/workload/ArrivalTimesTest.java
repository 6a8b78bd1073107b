package io.orchestress.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.config.Arrivals;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArrivalTimesTest {
    private static List<Double> until(double end, DoubleUnaryOperator rate, Arrivals kind, long seed) {
        ArrivalTimes times = new ArrivalTimes(rate, kind, new SplittableRandom(seed));
        List<Double> due = new ArrayList<>();
        while (times.sliceStart() < end - 1e-9) {
            double start = times.sliceStart();
            times.nextSlice(at -> {
                assertThat(at).isBetween(start - 1e-9, start + 0.01 + 1e-9);
                due.add(at);
            });
        }
        return due;
    }

    @Test
    void regularOnesAreEvenlySpaced() {
        List<Double> due = until(10, at -> 7, Arrivals.REGULAR, 1);
        assertThat(due).hasSizeBetween(69, 70); // the last one is due at the very end
        for (int i = 0; i < due.size(); i++) {
            assertThat(due.get(i)).isCloseTo((i + 1) / 7.0, within(1e-9));
        }
    }

    /** 0 to 100/s in 10 s: the k-th is due when 5 t² = k. */
    @Test
    void aRampIsFollowed() {
        List<Double> due = until(10, at -> 10 * at, Arrivals.REGULAR, 1);
        for (int i = 0; i < due.size(); i++) {
            assertThat(due.get(i)).isCloseTo(Math.sqrt((i + 1) / 5.0), within(0.01));
        }
        assertThat(due).hasSizeBetween(499, 500);
    }

    /** Counts of 1 s of a Poisson process have mean and variance 50; over 400 s the bounds are 4.5 standard errors. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void randomisedOnesAreAPoissonProcess(long seed) {
        int seconds = 400;
        long[] counts = new long[seconds];
        until(seconds, at -> 50, Arrivals.RANDOMISED, seed)
                .forEach(at -> counts[Math.min(seconds - 1, at.intValue())]++);
        double mean = 0;
        double squares = 0;
        for (long count : counts) {
            mean += (double) count / seconds;
            squares += (double) (count - 50) * (count - 50) / seconds;
        }
        assertThat(mean).isBetween(48.4, 51.6);
        assertThat(squares).isBetween(34.0, 66.0);
    }

    /** Over a ramp, a plateau and a fall. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void theSameSeedDrawsTheSameArrivals(long seed) {
        DoubleUnaryOperator plan = at -> Math.max(0, Math.min(40, Math.min(10 * at, 10 * (20 - at))));

        List<Double> first = until(20, plan, Arrivals.RANDOMISED, seed);

        assertThat(first).isEqualTo(until(20, plan, Arrivals.RANDOMISED, seed)).isNotEmpty();
        assertThat(first).isNotEqualTo(until(20, plan, Arrivals.RANDOMISED, seed + 1));
        assertThat(until(20, plan, Arrivals.REGULAR, seed)).isEqualTo(until(20, plan, Arrivals.REGULAR, seed + 1));
    }

    @Test
    void nothingIsDueWhileThereIsNoLoad() {
        assertThat(until(5, at -> at < 2 || at >= 3 ? 0 : 10, Arrivals.REGULAR, 1))
                .hasSizeBetween(9, 10)
                .allMatch(at -> at >= 2 && at <= 3);
    }
}
