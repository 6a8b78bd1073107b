package io.orchestress.stats.usl;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The law fitted to points: the curve with the least sum of squared errors of throughput, which is what the literature states, and 95 %
 * intervals that hold whether single runs scatter by as much everywhere or in proportion to their throughput. A handful of points does
 * not tell which, and intervals made for the one do not cover under the other: each figure has the hull of both.
 */
public final class Fit {
    /** With fewer different concurrencies three coefficients bend to any noise. */
    public static final int LEAST_CONCURRENCIES = 6;

    private final Points points;
    private final LawFit absolute;
    private final LawFit relative;

    private Fit(Points points) {
        this.points = points;
        absolute = new LawFit(points, ErrorLaw.ABSOLUTE);
        relative = new LawFit(points, ErrorLaw.RELATIVE);
    }

    /** @throws IllegalArgumentException with fewer than {@link #LEAST_CONCURRENCIES} different {@code n} */
    public static Fit of(Points points) {
        if (points.distinctN().length < LEAST_CONCURRENCIES) {
            throw new IllegalArgumentException(points.distinctN().length + " different concurrencies");
        }
        return new Fit(points);
    }

    public Points points() {
        return points;
    }

    public Curve curve() {
        return absolute.curve();
    }

    public ConfidenceInterval lambda() {
        return hull(curve().lambda(), LawFit::lambda);
    }

    public ConfidenceInterval sigma() {
        return hull(curve().sigma(), LawFit::sigma);
    }

    public ConfidenceInterval kappa() {
        return hull(curve().kappa(), LawFit::kappa);
    }

    /** Of {@link Curve#peakN}; only where the interval of κ is above 0. */
    public ConfidenceInterval peakN() {
        return hull(curve().peakN(), LawFit::peakN);
    }

    /** Of {@link Curve#peakThroughput}; only where the interval of κ is above 0. */
    public ConfidenceInterval peakThroughput() {
        return hull(curve().peakThroughput(), LawFit::peakThroughput);
    }

    /** Of the curve at {@code n}: what many runs there would carry in the mean. */
    public ConfidenceInterval throughputAt(double n) {
        return hull(curve().throughputAt(n), law -> law.throughputAt(n));
    }

    /** Of one further run at {@code n}. */
    public ConfidenceInterval nextAt(double n) {
        return hull(curve().throughputAt(n), law -> law.nextAt(n));
    }

    private ConfidenceInterval hull(double value, Function<LawFit, ConfidenceInterval> figure) {
        ConfidenceInterval a = figure.apply(absolute);
        ConfidenceInterval b = figure.apply(relative);
        return new ConfidenceInterval(
                value, Math.min(value, Math.min(a.low(), b.low())), Math.max(value, Math.max(a.high(), b.high())));
    }

    /** Root mean square of {@code (measured − fitted) ÷ fitted}. */
    public double residualRatio() {
        double sum = 0;
        for (int i = 0; i < points.size(); i++) {
            double fitted = curve().throughputAt(points.n(i));
            sum += square(points.throughput(i) / fitted - 1);
        }
        return Math.sqrt(sum / points.size());
    }

    /** {@code 1 − Σ (measured − fitted)² ÷ Σ (measured − mean)²}; 1 where nothing varies and everything is met. */
    public double rSquared() {
        double mean = 0;
        for (int i = 0; i < points.size(); i++) {
            mean += points.throughput(i) / points.size();
        }
        double left = 0;
        double all = 0;
        for (int i = 0; i < points.size(); i++) {
            left += square(points.throughput(i) - curve().throughputAt(points.n(i)));
            all += square(points.throughput(i) - mean);
        }
        return left == 0 ? 1 : 1 - left / all;
    }

    /**
     * Mean of {@code |predicted − measured| ÷ measured} over the largest third of the concurrencies, each predicted by the curve through
     * the points below it; those with fewer than {@link #LEAST_CONCURRENCIES} below them are left out, and it is absent when none remains.
     */
    public OptionalDouble holdOutRatio() {
        double[] distinct = points.distinctN();
        int first = Math.max(LEAST_CONCURRENCIES, distinct.length - distinct.length / 3);
        double sum = 0;
        int count = 0;
        for (double n : Arrays.copyOfRange(distinct, Math.min(first, distinct.length), distinct.length)) {
            double predicted =
                    new LawFit(points.below(n), ErrorLaw.ABSOLUTE).curve().throughputAt(n);
            for (int i = 0; i < points.size(); i++) {
                if (points.n(i) == n) {
                    sum += Math.abs(predicted / points.throughput(i) - 1);
                    count++;
                }
            }
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }

    private static double square(double value) {
        return value * value;
    }
}
