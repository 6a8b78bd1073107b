package io.orchestress.stats.usl;

import java.util.Arrays;
import java.util.function.BiFunction;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * The curve with the least sum of squared errors {@code S} under one law of errors, and its intervals: all values of a figure for which
 * some curve has {@code S ≤ S_min (1 + t² ÷ (n − 3))}, {@code t} the 0.975 quantile of Student's distribution with {@code n − 3} degrees
 * of freedom (profile likelihood; Bates and Watts, <i>Nonlinear Regression Analysis</i> (1988), chapter 6).
 */
final class LawFit {
    private static final int PARAMETERS = 3;
    private static final double TWO_SIDED_95 = 0.975;
    /** Relative errors so small are rounding, not noise. */
    private static final double ROUNDING = 1e-7;

    private static final double NO_END = Double.POSITIVE_INFINITY;

    private final Points points;
    private final ErrorLaw law;
    private final LeastSquares leastSquares;
    private final LeastSquares.Best best;
    private final double limit;
    private final double reach;
    private final boolean exact;

    LawFit(Points points, ErrorLaw law) {
        this.points = points;
        this.law = law;
        leastSquares = new LeastSquares(points, law);
        double square = points.largestN() * points.largestN();
        best = leastSquares.best(
                CoefficientSpace.free(),
                leastSquares.free(),
                Linearised.start(points),
                new double[] {0.001, 0.001 / square},
                new double[] {0.02, 0.1 / square},
                new double[] {0.3, 1 / square},
                new double[] {0.9, 4 / square});
        int freedom = points.size() - PARAMETERS;
        double t = new TDistribution(freedom).inverseCumulativeProbability(TWO_SIDED_95);
        limit = best.squares() * (1 + t * t / freedom);
        reach = t * Math.sqrt(best.squares() / freedom);
        double highest = points.largestThroughput();
        double rounding = ROUNDING * highest * law.slope(highest);
        exact = best.squares() <= points.size() * rounding * rounding;
    }

    Curve curve() {
        return new Curve(best.lambda(), best.sigma(), best.kappa());
    }

    ConfidenceInterval lambda() {
        return profile(best.lambda(), best.lambda(), NO_END, (value, last) -> scaled(LambdaModel.of(value), last));
    }

    ConfidenceInterval sigma() {
        return profile(
                best.sigma(),
                Math.max(best.sigma(), 1 / points.largestN()),
                1,
                (value, last) -> onPath(CoefficientSpace.withSigma(value), last.kappa()));
    }

    ConfidenceInterval kappa() {
        return profile(
                best.kappa(),
                Math.max(best.kappa(), 1 / (points.largestN() * points.largestN())),
                NO_END,
                (value, last) -> onPath(CoefficientSpace.withKappa(value), last.sigma()));
    }

    ConfidenceInterval peakN() {
        double peak = curve().peakN();
        return profile(peak, peak, NO_END, (value, last) -> onPath(CoefficientSpace.withPeakAt(value), last.sigma()));
    }

    ConfidenceInterval peakThroughput() {
        double peak = curve().peakThroughput();
        return profile(peak, peak, NO_END, (value, last) -> scaled(LambdaModel.peak(value), last, best));
    }

    /** Of the curve at {@code n}. */
    ConfidenceInterval throughputAt(double n) {
        double fitted = curve().throughputAt(n);
        return profile(fitted, fitted, NO_END, (value, last) -> scaled(LambdaModel.through(n, value), last));
    }

    /** Of one further run at {@code n}: the curve's interval and the scatter of single runs, added as independent errors. */
    ConfidenceInterval nextAt(double n) {
        ConfidenceInterval mean = throughputAt(n);
        double value = law.of(mean.value());
        double down = Math.hypot(value - law.of(mean.low()), reach);
        double up = Math.hypot(law.of(mean.high()) - value, reach);
        return new ConfidenceInterval(
                mean.value(),
                Math.min(mean.value(), Math.max(0, law.inverse(value - down))),
                Math.max(mean.value(), law.inverse(value + up)));
    }

    private LeastSquares.Best scaled(LambdaModel scale, LeastSquares.Best... near) {
        return leastSquares.best(
                CoefficientSpace.free(),
                scale,
                Arrays.stream(near)
                        .map(from -> new double[] {from.sigma(), from.kappa()})
                        .toArray(double[][]::new));
    }

    private LeastSquares.Best onPath(CoefficientSpace path, double near) {
        return leastSquares.best(path, leastSquares.free(), new double[] {near});
    }

    /**
     * @param unit a difference in which the figure is thought of, above 0
     * @param with best curve with a value of the figure, from one near it
     */
    private ConfidenceInterval profile(
            double value, double unit, double highest, BiFunction<Double, LeastSquares.Best, LeastSquares.Best> with) {
        if (exact || Double.isInfinite(value)) {
            return new ConfidenceInterval(value, value, value);
        }
        return new ProfileInterval(with, best, limit).around(value, unit, highest);
    }
}
