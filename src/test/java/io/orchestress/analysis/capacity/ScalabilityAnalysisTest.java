package io.orchestress.analysis.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.record.Estimate;
import io.orchestress.record.Scalability;
import io.orchestress.record.Scalability.Answer;
import io.orchestress.record.Scalability.Point;
import io.orchestress.stats.usl.Curve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class ScalabilityAnalysisTest {
    private static final double[] TO_32 = {1, 2, 4, 8, 12, 16, 24, 32};

    private static List<ScalingPoint> points(double[] n, Curve truth, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Arrays.stream(n)
                .mapToObj(at -> ScalingPoint.of(at, truth.throughputAt(at) * (1 + noise * random.nextGaussian())))
                .toList();
    }

    private static Answer ask(Scalability scalability) {
        return scalability.whatIf().get(0);
    }

    /** By hand: 100, 90 and 60 a unit; the fall from 0.9 to 0.6 is the greatest. */
    @Test
    void efficiencyAgainstTheSmallest() {
        Scalability scalability = ScalabilityAnalysis.of(
                "instances",
                List.of(ScalingPoint.of(8, 480), ScalingPoint.of(2, 200), ScalingPoint.of(4, 360)),
                List.of());
        assertThat(scalability.points()).extracting(Point::n).containsExactly(2.0, 4.0, 8.0);
        assertThat(scalability.points().stream().map(Point::efficiency))
                .satisfiesExactly(
                        e -> assertThat(e).isCloseTo(1, within(1e-12)),
                        e -> assertThat(e).isCloseTo(0.9, within(1e-12)),
                        e -> assertThat(e).isCloseTo(0.6, within(1e-12)));
        assertThat(scalability.biggestDrop()).isCloseTo(0.3, within(1e-12));
    }

    /** Means 100 at 1 and 95 a unit at 2: single runs fall by more, their means by 0.05. */
    @Test
    void efficiencyOfSeveralRunsIsThatOfTheirMean() {
        Scalability scalability = ScalabilityAnalysis.of(
                "users",
                List.of(
                        ScalingPoint.of(1, 110),
                        ScalingPoint.of(1, 90),
                        ScalingPoint.of(2, 170),
                        ScalingPoint.of(2, 210)),
                List.of());
        assertThat(scalability.biggestDrop()).isCloseTo(0.05, within(1e-12));
    }

    /** Anscombe, The American Statistician 27 (1973): the first of his four sets has r = 0.816. */
    @Test
    void pearsonAsPublished() {
        double[] n = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
        double[] x = {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68};
        List<ScalingPoint> points = new ArrayList<>();
        for (int i = 0; i < n.length; i++) {
            points.add(new ScalingPoint(n[i], x[i], null, null, null, 20 - x[i], null, true));
        }
        Scalability scalability = ScalabilityAnalysis.of("users", points, List.of());
        assertThat(scalability.pearson()).isCloseTo(0.816, within(0.0005));
        assertThat(scalability.cpuCorrelation()).isCloseTo(-1, within(1e-9));
    }

    @Test
    void noCorrelationWithoutVariationOrReadings() {
        List<ScalingPoint> flat = List.of(ScalingPoint.of(1, 5), ScalingPoint.of(2, 5), ScalingPoint.of(3, 5));
        assertThat(ScalabilityAnalysis.of("users", flat, List.of()).pearson()).isNull();
        assertThat(ScalabilityAnalysis.of("users", flat, List.of()).cpuCorrelation())
                .isNull();
        assertThat(ScalabilityAnalysis.of("users", flat.subList(0, 2), List.of())
                        .pearson())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 2 4 8 16 | no fit: only 5 distinct values of instances (1, 2, 4, 8, 16), at least 6 needed",
                "1 1 1 1 1 1 1 | no fit: only 1 distinct value of instances (1), at least 6 needed",
                "1 2 | no fit: only 2 distinct values of instances (1, 2), at least 6 needed",
            })
    void noFitOfTooFew(String concurrencies, String reason) {
        double[] n = Arrays.stream(concurrencies.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        Scalability scalability =
                ScalabilityAnalysis.of("instances", points(n, new Curve(10, 0.1, 0), 0, 1), List.of(16.0));
        assertThat(scalability.fit()).isNull();
        assertThat(scalability.refusal()).isEqualTo(reason);
        assertThat(ask(scalability).refusal()).isEqualTo(reason);
        assertThat(ask(scalability).throughputPerSec()).isNull();
    }

    @Test
    void noFitWhereNothingWasCarried() {
        List<ScalingPoint> points = new ArrayList<>(points(TO_32, new Curve(10, 0.1, 0), 0, 1));
        points.add(ScalingPoint.of(64, 0));
        assertThat(ScalabilityAnalysis.of("users", points, List.of()).refusal())
                .isEqualTo("no fit: throughput was 0 at 64 users");
    }

    @Test
    void whatContradictsLittlesLawIsShownAndNotFitted() {
        Curve truth = new Curve(10, 0.02, 0.002);
        List<ScalingPoint> settled = points(TO_32, truth, 0, 1);
        List<ScalingPoint> points = new ArrayList<>(settled);
        points.add(new ScalingPoint(500, 1, null, null, 4.0, null, null, false));
        Scalability scalability = ScalabilityAnalysis.of("concurrency", points, List.of());
        assertThat(scalability.points()).hasSize(9);
        assertThat(Objects.requireNonNull(scalability.fit()).kappa().value()).isCloseTo(0.002, within(1e-6));
        List<ScalingPoint> few = new ArrayList<>(settled.subList(0, 5));
        few.add(points.get(8));
        assertThat(ScalabilityAnalysis.of("concurrency", few, List.of()).refusal())
                .contains("1 point was excluded", "Little");
    }

    @Test
    void peakWithinReach() {
        Curve truth = new Curve(100, 0.03, 1.5e-3);
        Scalability scalability = ScalabilityAnalysis.of("users", points(TO_32, truth, 0.01, 3), List.of());
        Scalability.Fit fit = Objects.requireNonNull(scalability.fit());
        assertThat(scalability.refusal()).isNull();
        assertThat(fit.peakN()).satisfies(peak -> assertThat(truth.peakN()).isBetween(peak.low(), peak.high()));
        assertThat(fit.peakThroughput())
                .satisfies(peak -> assertThat(truth.peakThroughput()).isBetween(peak.low(), peak.high()));
        assertThat(fit.curve()).allSatisfy(at -> {
            assertThat(at.low()).isLessThanOrEqualTo(at.throughputPerSec());
            assertThat(at.high()).isGreaterThanOrEqualTo(at.throughputPerSec());
        });
        assertThat(fit.curve().get(0).n()).isEqualTo(1);
    }

    /** Peaks of the truths at 41 and ∞ against data that ends at 8 and 32; one that falls from its first point on. */
    @Test
    void peakOutOfReachIsRefused() {
        double[] toEight = {1, 2, 3, 4, 6, 8};
        assertThat(ScalabilityAnalysis.of("users", points(toEight, new Curve(100, 0.02, 5.83e-4), 0.002, 2), List.of())
                        .refusal())
                .startsWith("no peak: the fitted peak (")
                .contains("more than twice the largest value measured");
        assertThat(ScalabilityAnalysis.of("users", points(TO_32, new Curve(100, 0.1, 0), 0, 1), List.of())
                        .refusal())
                .isEqualTo("no peak: the data ends at 32 and shows no sign of a peak");
        assertThat(ScalabilityAnalysis.of("users", points(TO_32, new Curve(100, 0.6, 0.5), 0.01, 1), List.of())
                        .refusal())
                .startsWith("no peak: throughput falls from 1 users on");
    }

    @Test
    void peakThatNoiseHidesIsRefused() {
        Scalability scalability =
                ScalabilityAnalysis.of("users", points(TO_32, new Curve(100, 0.05, 3e-4), 0.1, 1), List.of());
        assertThat(Objects.requireNonNull(scalability.fit()).kappa().low()).isZero();
        assertThat(scalability.refusal()).startsWith("no peak: ");
        assertThat(scalability.fit().peakN()).isNull();
    }

    /** B30: a peak of few points with 10 % of noise was told where chance bent them, and 69 to 95 % of its intervals held the truth. */
    @Test
    void fewNoisyPointsShowNoPeak() {
        Curve truth = new Curve(100, 0.03, 1.5e-3);
        int told = 0;
        int scattered = 0;
        for (int seed = 1; seed <= 40; seed++) {
            Scalability scalability = ScalabilityAnalysis.of("users", points(TO_32, truth, 0.1, seed), List.of());
            Scalability.Fit fit = Objects.requireNonNull(scalability.fit());
            told += fit.peakN() == null ? 0 : 1;
            scattered += Objects.requireNonNullElse(scalability.refusal(), "").contains("points scatter by") ? 1 : 0;
        }
        assertThat(told).isLessThanOrEqualTo(4);
        assertThat(scattered).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "65   | 65 is more than twice the largest value measured, 32",
                "0.4  | 0.4 is less than half the smallest value measured, 1",
                "40   | 40 is beyond the fitted peak at 25.3",
            })
    void questionsBeyondTheData(double n, String reason) {
        Scalability scalability =
                ScalabilityAnalysis.of("users", points(TO_32, new Curve(100, 0.04, 1.5e-3), 0, 1), List.of(n));
        assertThat(ask(scalability).throughputPerSec()).isNull();
        assertThat(ask(scalability).refusal()).startsWith(reason);
    }

    @Test
    void questionThatNoiseLeavesOpen() {
        double[] few = {1, 2, 3, 4, 5, 6};
        Scalability scalability =
                ScalabilityAnalysis.of("users", points(few, new Curve(100, 0.05, 0), 0.1, 2), List.of(12.0));
        assertThat(ask(scalability).refusal()).startsWith("the interval, ").contains("wider than 50 %");
    }

    /** 16 instances after 8; and within the data, even past the peak. */
    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void answersHaveTheTruthInTheirInterval(long seed) {
        Curve truth = new Curve(100, 0.06, 5e-4);
        Scalability scalability = ScalabilityAnalysis.of(
                "instances", points(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, truth, 0.005, seed), List.of(16.0, 5.0));
        assertThat(scalability.whatIf()).extracting(Answer::question).containsExactly("16 instances", "5 instances");
        Estimate five = Objects.requireNonNull(scalability.whatIf().get(1).throughputPerSec());
        assertThat(truth.throughputAt(5)).isBetween(five.low() * 0.99, five.high() * 1.01);
        Estimate sixteen = ask(scalability).throughputPerSec();
        if (sixteen == null) {
            assertThat(ask(scalability).refusal()).isNotBlank();
        } else {
            assertThat((sixteen.high() - sixteen.low()) / sixteen.value()).isLessThanOrEqualTo(0.5);
        }
    }

    /** {@code N ÷ XR} by hand: 8 users, 100 a second, 0.08 s each. */
    @Test
    void littlesLawOfATable() {
        assertThat(ScalingPoint.of(8, 100, 0.08, true).littleRatio()).isCloseTo(1, within(1e-12));
        assertThat(ScalingPoint.of(8, 100, 0.05, true).littleRatio()).isCloseTo(1.6, within(1e-12));
        assertThat(ScalingPoint.of(8, 100, 0.08, false).littleRatio()).isNull();
        assertThat(LittlesLaw.isBrokenBy(1.09)).isFalse();
        assertThat(LittlesLaw.isBrokenBy(0.91)).isFalse();
        assertThat(LittlesLaw.isBrokenBy(1.11)).isTrue();
        assertThat(LittlesLaw.isBrokenBy(0.89)).isTrue();
        assertThat(LittlesLaw.isBrokenBy(Double.NaN)).isTrue();
    }
}
