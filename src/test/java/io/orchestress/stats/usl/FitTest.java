package io.orchestress.stats.usl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.orchestress.testkit.Throughputs;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FitTest {
    /** What usl4j allows itself against the book. */
    private static final Percentage BOOK = withPercentage(0.02);

    private static final double[] DOUBLING = {1, 2, 4, 8, 16, 32};

    /** Schwartz, Practical Scalability Analysis with the Universal Scalability Law (2015); usl4j's test has the same figures. */
    @Test
    void ciscoAsInTheBook() {
        Fit fit = Throughputs.fit("cisco.csv", 32);
        assertThat(fit.curve().lambda()).isCloseTo(995.6486, BOOK);
        assertThat(fit.curve().sigma()).isCloseTo(0.02671591, BOOK);
        assertThat(fit.curve().kappa()).isCloseTo(7.690945e-4, BOOK);
        assertThat(Math.floor(fit.curve().peakN())).isEqualTo(35);
        assertThat(fit.curve().throughputAt(35)).isCloseTo(12341, BOOK);
    }

    /** R package usl 3.0, its README and tests: alpha is σ, beta κ, gamma λ; limit is λ ÷ σ. */
    @Test
    void specAsByThePackageUsl() {
        Fit fit = Throughputs.fit("specsdm91.csv", 7);
        assertThat(fit.curve().sigma()).isCloseTo(0.0277285, within(0.5e-7));
        assertThat(fit.curve().kappa()).isCloseTo(0.0001044, within(0.5e-7));
        assertThat(fit.curve().lambda()).isCloseTo(89.9952330, within(1e-4));
        assertThat(fit.curve().peakN()).isCloseTo(96.51956, withPercentage(0.001));
        assertThat(fit.curve().peakThroughput()).isCloseTo(1884, within(0.5));
        assertThat(fit.curve().lambda() / fit.curve().sigma()).isCloseTo(3245.589, withPercentage(0.001));
    }

    /** The same package's test of the first six points, three digits. */
    @Test
    void rayTracerAsByThePackageUsl() {
        Fit fit = Throughputs.fit("raytracer.csv", 6);
        assertThat(fit.curve().sigma()).isCloseTo(0.02444, within(0.5e-5));
        assertThat(fit.curve().kappa()).isCloseTo(0.00163, within(0.5e-5));
        assertThat(fit.curve().lambda()).isCloseTo(20.85605, within(0.5e-5));
    }

    /** Docs/MATH.md §13; the package's test of its own coefficients: σ = κ = 0.02, λ = 1, to the four decimals of the points. */
    @Test
    void coefficientsBehindRoundedPoints() {
        double[] n = {1, 2, 4, 6, 8, 10};
        Fit fit = Fit.of(Points.of(n, new double[] {1, 1.8868, 3.0769, 3.5294, 3.5398, 3.3557}));
        assertThat(fit.curve().sigma()).isCloseTo(0.02, within(0.5e-4));
        assertThat(fit.curve().kappa()).isCloseTo(0.02, within(0.5e-4));
        assertThat(fit.curve().lambda()).isCloseTo(1, within(0.5e-4));
        assertThat(fit.curve().peakN()).isCloseTo(7, within(0.01));
    }

    /** The whole table has no peak: κ is at its bound, and so is the low end of its interval. */
    @Test
    void coherencyStaysAtItsBound() {
        Fit fit = Throughputs.fit("raytracer.csv", 11);
        assertThat(fit.curve().kappa()).isZero();
        assertThat(fit.curve().peakN()).isInfinite();
        assertThat(fit.kappa().low()).isZero();
        assertThat(fit.kappa().high()).isBetween(1e-5, 1e-3);
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void findsTheLawBehindPointsWithoutNoise(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Curve truth = new Curve(
                Math.exp(random.nextDouble(-5, 10)),
                random.nextInt(4) == 0 ? 0 : random.nextDouble(0, 1),
                random.nextInt(4) == 0 ? 0 : Math.exp(random.nextDouble(-12, -1)));
        double unit = random.nextBoolean() ? 1 : random.nextDouble(1, 50);
        double[] n = new double[6 + random.nextInt(6)];
        double[] x = new double[n.length];
        for (int i = 0; i < n.length; i++) {
            n[i] = unit * (i + 1);
            x[i] = truth.throughputAt(n[i]);
        }
        Fit fit = Fit.of(Points.of(n, x));
        for (double at : n) {
            assertThat(fit.curve().throughputAt(at)).isCloseTo(truth.throughputAt(at), withPercentage(1e-5));
        }
        assertThat(fit.rSquared()).isCloseTo(1, within(1e-9));
        assertThat(fit.residualRatio()).isLessThan(1e-6);
    }

    @Test
    void pointsOfALineLeaveNoDoubt() {
        Fit fit = Fit.of(Points.of(DOUBLING, new double[] {10, 20, 40, 80, 160, 320}));
        assertThat(fit.curve().throughputAt(64)).isCloseTo(640, within(1e-6));
        assertThat(fit.sigma().high()).isLessThan(1e-9);
        assertThat(fit.kappa().high()).isLessThan(1e-9);
        assertThat(fit.nextAt(64).width()).isLessThan(1e-6);
    }

    /** Slower with each that is added, more than σ = 1 explains: all that is left for the law is to fall. */
    @Test
    void throughputThatFallsFromTheStart() {
        Fit fit = Fit.of(Points.of(DOUBLING, new double[] {100, 50, 30, 16, 9, 5}));
        assertThat(fit.curve().sigma()).isBetween(0.0, 1.0);
        assertThat(fit.curve().peakN()).isLessThan(1);
        assertThat(fit.sigma().high()).isEqualTo(1);
        assertThat(fit.curve().throughputAt(2)).isLessThan(fit.curve().throughputAt(1));
    }

    @Test
    void severalRunsAtOneConcurrencyCountAsSeveral() {
        double[] twice = {1, 1, 2, 2, 4, 4, 8, 8, 16, 16, 32, 32};
        double[] x = new double[twice.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = new Curve(100, 0.05, 1e-3).throughputAt(twice[i]) * (i % 2 == 0 ? 1.02 : 0.98);
        }
        Fit fit = Fit.of(Points.of(twice, x));
        assertThat(fit.curve().sigma()).isCloseTo(0.05, within(0.01));
        assertThat(fit.sigma().width()).isLessThan(1);
    }

    @ParameterizedTest
    @CsvSource({"1 2 4 8 16", "1 1 2 2 4 4 8 8 16 16", "3 3 3 3 3 3 3 3", "1 2"})
    void fewerThanSixConcurrenciesAreNoFit(String concurrencies) {
        double[] n = Arrays.stream(concurrencies.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fit.of(Points.of(n, n.clone())))
                .withMessageContaining("different");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "1, 0", "1, -1", "NaN, 1", "1, NaN", "Infinity, 1", "1, Infinity"})
    void pointsAreAboveZero(double n, double x) {
        assertThatIllegalArgumentException().isThrownBy(() -> Points.of(new double[] {n}, new double[] {x}));
    }

    /** By hand: of the largest third of seven, 6 and 7, only 7 has six below it; the curve through a line predicts 70. */
    @Test
    void holdsOutTheLargest() {
        double[] n = {1, 2, 3, 4, 5, 6, 7};
        Fit fit = Fit.of(Points.of(n, new double[] {10, 20, 30, 40, 50, 60, 56}));
        assertThat(fit.holdOutRatio().orElseThrow()).isCloseTo(70.0 / 56 - 1, within(1e-6));
        assertThat(Throughputs.fit("specsdm91.csv", 6).holdOutRatio()).isEmpty();
    }

    /**
     * By a search of another kind: of all σ in steps of 1/20 000, with their best λ, at the ends of κ's interval the least sum of squares is
     * {@code S_min (1 + t² ÷ 3)}, {@code t} = 3.182446 for 3 degrees of freedom.
     */
    @Test
    void atTheEndsOfAnIntervalTheBestCurveIsJustTolerable() {
        Points points = Throughputs.fit("raytracer.csv", 6).points();
        ConfidenceInterval kappa = new LawFit(points, ErrorLaw.ABSOLUTE).kappa();
        double tolerable = leastSquares(points, kappa.value()) * (1 + 3.182446 * 3.182446 / 3);
        assertThat(leastSquares(points, kappa.low())).isCloseTo(tolerable, withPercentage(0.1));
        assertThat(leastSquares(points, kappa.high())).isCloseTo(tolerable, withPercentage(0.1));
    }

    private static double leastSquares(Points points, double kappa) {
        double least = Double.MAX_VALUE;
        for (int step = 0; step <= 20_000; step++) {
            Curve shape = new Curve(1, step / 20_000.0, kappa);
            double xf = 0;
            double ff = 0;
            double xx = 0;
            for (int i = 0; i < points.size(); i++) {
                double f = shape.throughputAt(points.n(i));
                xf += points.throughput(i) * f;
                ff += f * f;
                xx += points.throughput(i) * points.throughput(i);
            }
            least = Math.min(least, xx - xf * xf / ff);
        }
        return least;
    }

    /** The package usl states standard errors; 2.776445 of them to both sides is the linear approximation, which ours is not far from. */
    @ParameterizedTest
    @CsvSource({"0.0277285, 0.0091217", "0.0001044, 0.0000199", "89.9952330, 14.2134894"})
    void intervalsAreNearTheLinearApproximation(double value, double standardError) {
        LawFit fit = new LawFit(Throughputs.fit("specsdm91.csv", 7).points(), ErrorLaw.ABSOLUTE);
        ConfidenceInterval interval = Stream.of(fit.sigma(), fit.kappa(), fit.lambda())
                .filter(i -> Math.abs(i.value() / value - 1) < 0.001)
                .findFirst()
                .orElseThrow();
        assertThat(interval.high() - interval.low()).isCloseTo(2 * 2.776445 * standardError, withPercentage(15));
    }

    /** Nominal 95 %; of 120 intervals 103 or more cover with a probability of 99.98 % if each does with 95 %. */
    @ParameterizedTest
    @CsvSource({
        "true, 0.03, 0.03, 8e-4",
        "false, 0.03, 0.03, 8e-4",
        "true, 0.1, 0.05, 0",
        "false, 0.03, 0.1, 2e-3",
    })
    void intervalsCoverUnderBothLawsOfErrors(boolean relative, double noise, double sigma, double kappa) {
        Curve truth = new Curve(1000, sigma, kappa);
        int[] covered = new int[5];
        LongStream.rangeClosed(1, 120).forEach(seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            Fit fit = Fit.of(Throughputs.drawn(truth, DOUBLING, noise, relative, random));
            ConfidenceInterval[] intervals = {
                fit.lambda(), fit.sigma(), fit.kappa(), fit.throughputAt(32), fit.throughputAt(64)
            };
            double[] truths = {1000, sigma, kappa, truth.throughputAt(32), truth.throughputAt(64)};
            for (int i = 0; i < covered.length; i++) {
                covered[i] += intervals[i].low() <= truths[i] && truths[i] <= intervals[i].high() ? 1 : 0;
            }
        });
        assertThat(Arrays.stream(covered).boxed())
                .allSatisfy(count -> assertThat(count).isGreaterThanOrEqualTo(103));
    }

    /** Why there are two laws: for errors in proportion, the plain interval of 32 covers in about 60 of 100 instead of 95. */
    @Test
    void oneLawAloneDoesNotCoverUnderTheOther() {
        Curve truth = new Curve(1000, 0.03, 8e-4);
        long covered = LongStream.rangeClosed(1, 120)
                .filter(seed -> {
                    SplittableRandom random = new SplittableRandom(seed);
                    Points points = Throughputs.drawn(truth, DOUBLING, 0.03, true, random);
                    ConfidenceInterval interval = new LawFit(points, ErrorLaw.ABSOLUTE).throughputAt(32);
                    return interval.low() <= truth.throughputAt(32) && truth.throughputAt(32) <= interval.high();
                })
                .count();
        assertThat(covered).isLessThan(96);
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void peakLiesInItsInterval(long seed) {
        Curve truth = new Curve(500, 0.05, 2e-3);
        double[] n = {1, 2, 4, 8, 12, 16, 24, 32, 40};
        Fit fit = Fit.of(Throughputs.drawn(truth, n, 0.01, true, new SplittableRandom(seed)));
        assertThat(fit.kappa().low()).isPositive();
        assertThat(fit.peakN().isBounded()).isTrue();
        assertThat(fit.peakN().value()).isCloseTo(truth.peakN(), withPercentage(10));
        assertThat(fit.peakThroughput().value()).isCloseTo(truth.peakThroughput(), withPercentage(3));
        assertThat(fit.peakThroughput().low()).isLessThan(fit.peakThroughput().high());
    }

    /** {@code dX ÷ dN = 0} at the peak: no neighbour carries more. */
    @ParameterizedTest
    @CsvSource({"100, 0.1, 0.01", "1, 0, 0.001", "995.6486, 0.02671591, 7.690945e-4"})
    void peakOfACurve(double lambda, double sigma, double kappa) {
        Curve curve = new Curve(lambda, sigma, kappa);
        double peak = curve.peakN();
        assertThat(curve.peakThroughput()).isCloseTo(curve.throughputAt(peak), withPercentage(1e-9));
        assertThat(curve.throughputAt(peak * 1.01)).isLessThan(curve.peakThroughput());
        assertThat(curve.throughputAt(peak / 1.01)).isLessThan(curve.peakThroughput());
    }
}
